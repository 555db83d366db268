from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canvass.turf.models import Turf
from volunteers.people.models import User
from volunteers.shifts.models import Shift, SignUp


class ShiftForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    meeting_place = forms.CharField(label=_("Meeting place"), max_length=160)
    places = forms.IntegerField(label=_("Places for volunteers"), min_value=2, max_value=500, initial=12)
    safety_phone = forms.CharField(
        label=_("Safety phone number"), max_length=20, help_text=_("Who a duo calls when it feels unsafe.")
    )
    safety_phone_2 = forms.CharField(
        label=_("A second number to call"),
        max_length=20,
        required=False,
        help_text=_("For when the first is engaged. Left empty, it is the organisation's own number."),
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
            "safety_phone_2": shift.safety_phone_2,
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
            "safety_phone_2": data["safety_phone_2"],
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


class RollCallForm(forms.Form):
    """One deed: on one person of the shift, or on everybody."""

    ON_ONE = ("here", "not-here", "back")
    ON_ALL = ("everyone-here", "everyone-back", "undo")

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in (*ON_ONE, *ON_ALL)])
    volunteer = forms.ModelChoiceField(queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(sign_ups__shift=shift, sign_ups__state=SignUp.State.GOING)
        self.fields["volunteer"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("deed") in self.ON_ONE and not data.get("volunteer"):
            self.add_error("volunteer", _("Choose a person of this shift."))
        return data

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data["deed"])

    def person(self) -> User:
        """Whom the deed is about; meaningless for a deed on everybody."""
        return self.cleaned_data["volunteer"] or User()
