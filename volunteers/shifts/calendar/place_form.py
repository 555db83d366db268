from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.shifts.calendar.meeting import PlaceFacts
from volunteers.shifts.models import MeetingPlace

YES, NO, UNKNOWN = "yes", "no", ""
MEANT = {YES: True, NO: False, UNKNOWN: None}


def fact_field(label: Any) -> forms.ChoiceField:
    """Yes, no, or nobody looked: three answers, none of them filled in for you."""
    choices = [(YES, _("yes")), (NO, _("no")), (UNKNOWN, _("don't know"))]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False, initial=UNKNOWN)


class PlaceForm(forms.Form):
    name = forms.CharField(label=_("Name, as people know it"), max_length=80)
    latitude = forms.FloatField(label=_("Latitude"), min_value=-85, max_value=85)
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180)
    how_to_find = forms.CharField(
        label=_("How to find it"), max_length=160, required=False, help_text=_("At most 160 characters.")
    )
    accessible = fact_field(_("Without steps, also in a wheelchair?"))
    covered = fact_field(_("Dry when it rains?"))
    toilets = fact_field(_("Toilets?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("latitude", "longitude"):
            # A point that nobody chose is no point: the message says what to do instead of naming a number.
            self.fields[name].error_messages["required"] = _("Choose the point on the map.")
            self.fields[name].localize = False
            self.fields[name].widget.attrs["step"] = "any"

    @classmethod
    def initial_of(cls, place: MeetingPlace) -> dict[str, Any]:
        said = {value: code for code, value in MEANT.items()}
        return {
            "name": place.name,
            "latitude": round(place.point.y, 6),
            "longitude": round(place.point.x, 6),
            "how_to_find": place.how_to_find,
            "accessible": said[place.accessible],
            "covered": said[place.covered],
            "toilets": said[place.toilets],
        }

    def facts(self) -> PlaceFacts:
        data = self.cleaned_data
        return PlaceFacts(
            name=data["name"],
            longitude=data["longitude"],
            latitude=data["latitude"],
            accessible=MEANT[data["accessible"]],
            covered=MEANT[data["covered"]],
            toilets=MEANT[data["toilets"]],
            how_to_find=data["how_to_find"],
        )
