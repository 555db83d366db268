from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canvass.turf.models import Turf
from volunteers.shifts.models import Shift


class ShiftForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    meeting_place = forms.CharField(label=_("Meeting place"), max_length=160)
    places = forms.IntegerField(label=_("Places for volunteers"), min_value=2, max_value=500, initial=12)
    safety_phone = forms.CharField(
        label=_("Safety phone number"), max_length=20, help_text=_("Who a duo calls when it feels unsafe.")
    )

    @classmethod
    def initial_of(cls, shift: Shift) -> dict[str, Any]:
        start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
        return {
            "day": start.date(),
            "starts": start.time(),
            "ends": end.time(),
            "meeting_place": shift.meeting_place,
            "places": shift.places,
            "safety_phone": shift.safety_phone,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", _("The shift ends before it starts. Give a later time."))
        return data

    def values(self) -> dict[str, Any]:
        """What the verbs take: two moments instead of a day and two times."""
        data = self.cleaned_data
        zone = timezone.get_current_timezone()
        return {
            "starts_at": datetime.combine(data["day"], data["starts"], tzinfo=zone),
            "ends_at": datetime.combine(data["day"], data["ends"], tzinfo=zone),
            "meeting_place": data["meeting_place"],
            "places": data["places"],
            "safety_phone": data["safety_phone"],
        }


def next_evening() -> dict[str, Any]:
    """A sensible start for a new shift: tomorrow, half past six to half past nine."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return {"day": tomorrow, "starts": "18:30", "ends": "21:00", "places": 12}


class HandOutForm(forms.Form):
    turf = forms.ModelChoiceField(label=_("Turf"), queryset=Turf.objects.none(), empty_label=_("Choose a turf"))

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Turf.objects.filter(plan__campaign=shift.campaign_id, plan__state="published")
        self.fields["turf"].queryset = choices.select_related("plan__neighbourhood")  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    volunteer = forms.IntegerField()
    duo = forms.IntegerField(required=False)
