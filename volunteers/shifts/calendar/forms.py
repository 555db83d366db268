from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from volunteers.shifts.calendar.repeating import MOST, at, chosen, every
from volunteers.shifts.calendar.showing_up import ShowUp
from volunteers.shifts.models import MeetingPlace, Shift
from volunteers.shifts.planning import ShiftTerms

SHORT_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def clock_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class Times(TypedDict):
    starts_at: datetime
    ends_at: datetime


class ShiftForm(forms.Form):
    day = day_field(_("Day"))
    starts = clock_field(_("From"))
    ends = clock_field(_("Until"))
    place = forms.ModelChoiceField(
        label=_("Where people meet"),
        queryset=MeetingPlace.objects.none(),
        required=False,
        empty_label=_("Elsewhere, in words"),
    )
    meeting_place = forms.CharField(label=_("Meeting place in words"), max_length=160, required=False)
    wanted = forms.IntegerField(label=_("People you want at the doors"), min_value=2, max_value=250, required=False)
    places = forms.IntegerField(label=_("Places for volunteers"), min_value=2, max_value=500, required=False)
    safety_phone = forms.CharField(
        label=_("Safety phone number"), max_length=20, help_text=_("Who a duo calls when it feels unsafe.")
    )
    safety_phone_2 = forms.CharField(
        label=_("A second number to call"),
        max_length=20,
        required=False,
        help_text=_("For when the first is engaged. Left empty, it is the organisation's own number."),
    )

    def __init__(self, *args: Any, campaign: Campaign, show_up: ShowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.show_up = campaign, show_up
        known = MeetingPlace.objects.filter(organisation=campaign.organisation_id)
        if known.exists():
            self.fields["place"].queryset = known  # type: ignore[attr-defined]
        else:
            del self.fields["place"]
        self.fields["places"].help_text = _(
            "About %(percent)d in 100 who sign up come. Left empty: as many places as bring the people you want."
        ) % {"percent": show_up.percent}

    @classmethod
    def initial_of(cls, shift: Shift) -> dict[str, Any]:
        start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
        return {
            "day": start.date(),
            "starts": start.time(),
            "ends": end.time(),
            "place": shift.place_id,
            "meeting_place": "" if shift.place_id else shift.meeting_place,
            "wanted": shift.wanted,
            "places": shift.places,
            "safety_phone": shift.safety_phone,
            "safety_phone_2": shift.safety_phone_2,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", _("The shift ends before it starts. Give a later time."))
        if not data.get("place") and "meeting_place" in data and not data["meeting_place"]:
            self.add_error("meeting_place", _("Choose a meeting place, or write where people meet."))
        if not data.get("places") and "places" in data:
            if data.get("wanted"):
                data["places"] = self.show_up.places_for(data["wanted"])
            else:
                self.add_error("places", _("Say how many places there are, or how many people you want."))
        return data

    def terms(self) -> ShiftTerms:
        """What the verbs take besides the time."""
        data = self.cleaned_data
        place: MeetingPlace | None = data.get("place")
        return {
            "meeting_place": place.name if place else data["meeting_place"],
            "place": place,
            "wanted": data["wanted"],
            "places": data["places"],
            "safety_phone": data["safety_phone"],
            "safety_phone_2": data["safety_phone_2"],
        }

    def times(self) -> Times:
        """Two moments instead of a day and two times."""
        data = self.cleaned_data
        return {"starts_at": at(data["day"], data["starts"]), "ends_at": at(data["day"], data["ends"])}

    def clock(self) -> dict[str, Any]:
        return {key: self.cleaned_data[key] for key in ("starts", "ends")}


class NewShiftForm(ShiftForm):
    """One shift, or a series of them."""

    ONCE, WEEKLY, FORTNIGHTLY, CHOSEN = "once", "1", "2", "chosen"
    REPEATS = (
        (ONCE, _("Once")),
        (WEEKLY, _("Every week")),
        (FORTNIGHTLY, _("Every two weeks")),
        (CHOSEN, _("On dates that I choose")),
    )

    field_order = ("day", "starts", "ends", "repeat", "until", "times_in_all", "other_days", "place")

    repeat = forms.ChoiceField(
        label=_("How often"), choices=REPEATS, widget=forms.RadioSelect, initial=ONCE, required=False
    )
    until = day_field(_("Repeat no longer than"), required=False)
    times_in_all = forms.IntegerField(
        label=_("Or so many times"),
        min_value=2,
        max_value=MOST,
        required=False,
        help_text=_("Both left empty: until the campaign ends."),
    )
    other_days = forms.CharField(
        label=_("The other dates"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, such as 24-12-2026."),
    )

    def clean_other_days(self) -> list[date]:
        words = re.split(r"[\s,;]+", self.cleaned_data["other_days"].strip())
        return [_read_day(word) for word in words if word]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        repeat, day, until = data.get("repeat") or self.ONCE, data.get("day"), data.get("until")
        data["repeat"] = repeat
        if repeat == self.CHOSEN and "other_days" in data and not data["other_days"]:
            self.add_error("other_days", _("Write the other dates, one a line."))
        if repeat in (self.WEEKLY, self.FORTNIGHTLY) and day and until and until <= day:
            self.add_error("until", _("This is not after the first day. Give a later one."))
        return data

    @property
    def every_weeks(self) -> int | None:
        repeat = self.cleaned_data["repeat"]
        return int(repeat) if repeat in (self.WEEKLY, self.FORTNIGHTLY) else None

    def days(self) -> list[date]:
        data = self.cleaned_data
        if data["repeat"] == self.CHOSEN:
            return chosen(data["day"], data["other_days"])
        if self.every_weeks is None:
            return [data["day"]]
        until, times = data["until"], data["times_in_all"]
        if not until and not times:
            until = max(self.campaign.ends_on, data["day"])
        return every(self.every_weeks, first=data["day"], until=until, times=times)


class ChangeShiftForm(ShiftForm):
    """One shift, or with it the later ones of its series."""

    THIS, FOLLOWING = "this", "following"

    field_order = ("reach",)

    reach = forms.ChoiceField(
        label=_("What to change"),
        choices=[(THIS, _("Only this shift")), (FOLLOWING, _("This one and all that follow in the series"))],
        widget=forms.RadioSelect,
        initial=THIS,
        required=False,
    )

    def __init__(self, *args: Any, following: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if following < 2:
            del self.fields["reach"]

    @property
    def all_following(self) -> bool:
        return self.cleaned_data.get("reach") == self.FOLLOWING


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it does not go on"),
        max_length=160,
        required=False,
        help_text=_("Goes into the message to everybody who signed up. No names."),
    )
    all_following = forms.BooleanField(label=_("Cancel the later ones of this series as well"), required=False)

    def __init__(self, *args: Any, following: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if following < 2:
            del self.fields["all_following"]


def next_evening() -> dict[str, Any]:
    """A sensible start for a new shift: tomorrow, half past six to nine."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return {"day": tomorrow, "starts": "18:30", "ends": "21:00", "places": 12, "repeat": NewShiftForm.ONCE}


def _read_day(word: str) -> date:
    found = SHORT_DATE.fullmatch(word)
    try:
        return date(*(int(part) for part in reversed(found.groups()))) if found else date.fromisoformat(word)
    except ValueError:
        raise forms.ValidationError(
            _("“%(word)s” is no date. Write it as 24-12-2026."), params={"word": word}
        ) from None
