from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import PlanningNumbers
from canvass.turf.city_lines import Stage

STAGES = [
    ("", _("all")),
    (Stage.OPEN.value, _("not divided")),
    (Stage.CUTTING.value, _("being divided")),
    (Stage.DRAFT.value, _("draft")),
    (Stage.PUBLISHED.value, _("published")),
    (Stage.FAILED.value, _("stopped or failed")),
    (Stage.EMPTY.value, _("no doors")),
]


class LineFilterForm(forms.Form):
    """Which neighbourhoods the table shows."""

    q = forms.CharField(label=_("Search a neighbourhood"), required=False, max_length=80)
    stage = forms.ChoiceField(label=_("State"), choices=STAGES, required=False)

    def wanted(self) -> dict[str, str]:
        """Nothing at all where the address was tampered with."""
        if not self.is_valid():
            return {"words": "", "stage": ""}
        return {"words": self.cleaned_data["q"], "stage": self.cleaned_data["stage"]}


class CityForm(forms.Form):
    """With what every neighbourhood is divided."""

    minutes = forms.IntegerField(label=_("Time at the doors (min)"), min_value=20, max_value=480)
    open_percent = forms.IntegerField(label=_("Doors that open (%)"), min_value=1, max_value=100)
    drafts_too = forms.BooleanField(label=_("Divide drafts again too; changes by hand are lost"), required=False)

    @staticmethod
    def starting_from(numbers: PlanningNumbers) -> dict[str, Any]:
        return {"minutes": numbers.shift_minutes, "open_percent": round(numbers.planned("open_percent"))}
