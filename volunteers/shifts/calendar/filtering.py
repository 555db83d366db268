"""Which shifts somebody wants to see: by group, campaign, day of the week, part of the day, and what is free."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from volunteers.people.models import Organisation
from volunteers.shifts.models import Shift

NOON, EVENING = time(12), time(17)
PARTS = {
    "morning": Q(starts_at__time__lt=NOON),
    "afternoon": Q(starts_at__time__gte=NOON, starts_at__time__lt=EVENING),
    "evening": Q(starts_at__time__gte=EVENING),
}


class ShiftFilter(forms.Form):
    """A search may always be left empty, and what makes no sense filters nothing."""

    q = forms.CharField(label=_("Search by place or campaign"), max_length=60, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Group"), queryset=Organisation.objects.none(), required=False, empty_label=_("All groups")
    )
    campaign = forms.ModelChoiceField(
        label=_("Campaign"), queryset=Campaign.objects.none(), required=False, empty_label=_("All campaigns")
    )
    weekday = forms.ChoiceField(label=_("Day of the week"), required=False)
    part = forms.ChoiceField(
        label=_("Part of the day"),
        required=False,
        choices=[
            ("", _("Any time")),
            ("morning", _("Morning")),
            ("afternoon", _("Afternoon")),
            ("evening", _("Evening")),
        ],
    )
    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All shifts")), ("free", _("With places left")), ("mine", _("Where I go or wait"))],
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: list[tuple[str, Any]] = [("", _("Any day"))]
        self.fields["weekday"].choices = days + [  # type: ignore[attr-defined]
            (str(number + 1), capfirst(name)) for number, name in WEEKDAYS.items()
        ]
        running = Campaign.objects.filter(organisation__in=organisations, ends_on__gte=timezone.localdate())
        self.fields["campaign"].queryset = running  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        # Most people see one group only.
        self.has_groups = organisations.count() > 1

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered: an empty list then needs other words."""
        return self.is_valid() and any(self.cleaned_data.values())

    def narrow(self, shifts: QuerySet[Shift]) -> QuerySet[Shift]:
        """Needs the annotations of ``with_counts``."""
        self.is_valid()
        wish = self.cleaned_data
        if words := wish.get("q"):
            shifts = shifts.filter(Q(meeting_place__icontains=words) | Q(campaign__name__icontains=words))
        if organisation := wish.get("organisation"):
            shifts = shifts.filter(campaign__organisation=organisation)
        if campaign := wish.get("campaign"):
            shifts = shifts.filter(campaign=campaign)
        if weekday := wish.get("weekday"):
            shifts = shifts.filter(starts_at__iso_week_day=int(weekday))
        if part := wish.get("part"):
            shifts = shifts.filter(PARTS[part])
        if wish.get("only") == "free":
            shifts = shifts.filter(Q(state=Shift.State.PLANNED) & Q(going__lt=F("places")))
        elif wish.get("only") == "mine":
            shifts = shifts.filter(Q(mine=True) | Q(waits=True))
        return shifts
