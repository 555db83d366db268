from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from canvass.turf.finding import point_of
from canvass.turf.streets import Point

MOST_BENDS = 50
NOTE = _("What is there")


class CloseForm(forms.Form):
    segment = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    note = forms.CharField(label=NOTE, max_length=200, required=False)


class LinkForm(forms.Form):
    """A way as it was drawn, or between two places that were looked up."""

    line = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
    start = forms.CharField(required=False, max_length=40)
    end = forms.CharField(required=False, max_length=40)
    note = forms.CharField(label=NOTE, max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        keys = str(data.get("line", "")).split() or [key for key in (data.get("start"), data.get("end")) if key]
        found = [point_of(key) for key in keys[: MOST_BENDS + 1]]
        data["points"] = [(point.x, point.y) for point in found if point]
        if len(keys) > MOST_BENDS or None in found or len(keys) < 2:
            self.add_error(None, _("Draw the way on the map, or choose where it begins and ends."))
        return data

    def points(self) -> list[Point]:
        return list(self.cleaned_data["points"])


class SearchForm(forms.Form):
    """Streets and places by name, for the list beside the map."""

    street = forms.CharField(label=_("Name of the street"), required=False, max_length=80)
    begin = forms.CharField(label=_("Begins at"), required=False, max_length=80)
    end = forms.CharField(label=_("Ends at"), required=False, max_length=80)
    segment = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def asked(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").strip() if self.is_valid() else ""
