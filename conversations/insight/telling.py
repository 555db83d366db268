"""What people are told of what came of it: thanks after a shift, promises to keep, the week's overview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from canvass.campaigns.models import Campaign
from canvass.turf.models import DoorState
from conversations.doorstep.models import Outcome, SafetyReport
from conversations.insight.doors import iso_week
from conversations.insight.models import ShiftSummary
from volunteers.people.messages.queries import in_trouble
from volunteers.people.messages.queueing import queue_message, queued_already
from volunteers.people.messages.writing import language_of
from volunteers.people.models import Membership, Message, Organisation, User
from volunteers.people.policy import COORDINATING
from volunteers.shifts.experience import experience_of
from volunteers.shifts.models import Shift, SignUp
from volunteers.shifts.reminders import shift_words

# After that a thank-you is a surprise; a promise is kept within a month or given up.
THANKS_WITHIN = timedelta(days=3)
OLD_ENOUGH, WORTH_KEEPING = timedelta(days=5), timedelta(days=60)
MONDAY, DIGEST_HOUR = 0, 8
Going = SignUp.State.GOING
WALKED = (Shift.State.OPENED, Shift.State.CLOSED)


def tell_thanks(*, now: datetime) -> int:
    """To everybody who was at a shift that is over, once, when its numbers stand."""
    summaries = ShiftSummary.objects.filter(
        shift__state__in=WALKED, shift__ends_at__gt=now - THANKS_WITHIN
    ).select_related("shift__campaign__organisation")
    return sum(_thank(summary, now=now) for summary in summaries)


def _thank(summary: ShiftSummary, *, now: datetime) -> int:
    shift = summary.shift
    there = SignUp.objects.filter(shift=shift, state=Going, checked_in_at__isnull=False)
    people = [row.volunteer for row in there.select_related("volunteer__message_settings").order_by("pk")]
    keys = {f"thank-you:{shift.pk}:{person.pk}": person for person in people}
    known = queued_already(keys=list(keys))
    counts = Counter[str]()
    for _area, _period, outcome, number in summary.counted:
        counts[outcome] += number
    numbers = {"doors": counts.total(), "talks": counts[Outcome.CONVERSATION], "link": _page("shifts:index")}
    walked = experience_of([person.pk for person in people])
    return sum(
        queue_message(
            dedupe_key=key,
            recipient=person,
            organisation=shift.campaign.organisation,
            kind="thank-you",
            context=shift_words(shift) | numbers | {"shifts": walked[person.pk].shifts},
            not_before=now,
            not_after=shift.ends_at + THANKS_WITHIN + timedelta(days=1),
        )
        for key, person in keys.items()
        if key not in known
    )


def tell_promises(*, now: datetime) -> int:
    """Once a week: where residents asked to come back at another time, and nobody has been yet."""
    today = timezone.localdate(now)
    running = Campaign.objects.filter(starts_on__lte=today, ends_on__gte=today).select_related("organisation")
    return sum(_remind_of_promises(campaign, now=now, today=today) for campaign in running)


def _remind_of_promises(campaign: Campaign, *, now: datetime, today: date) -> int:
    promised = DoorState.objects.filter(
        campaign=campaign, state=DoorState.State.AGAIN, on__lte=today - OLD_ENOUGH, on__gt=today - WORTH_KEEPING
    ).exclude(day_part="")
    by_area = promised.values("address__neighbourhood__name").annotate(doors=Count("pk"), oldest=Min("on"))
    rows = [
        {"name": row["address__neighbourhood__name"] or "–", "doors": row["doors"], "oldest": row["oldest"]}
        for row in by_area.order_by("-doors")
    ]
    if not rows:
        return 0
    context = {
        "campaign": campaign.name,
        "doors": sum(row["doors"] for row in rows),
        "rows": rows,
        "oldest": min(row["oldest"] for row in rows),
        "link": _page("shifts:index"),
    }
    return sum(
        queue_message(
            dedupe_key=f"promised-return:{campaign.pk}:{iso_week(today)}:{user.pk}",
            recipient=user,
            organisation=campaign.organisation,
            kind="promised-return",
            context=context,
            not_before=now,
            not_after=now + timedelta(days=3),
        )
        for user in _coordinators(campaign.organisation)
    )


def tell_digests(*, now: datetime) -> int:
    """On Monday morning, to who coordinates a group that has a campaign running."""
    local = timezone.localtime(now)
    if local.weekday() != MONDAY or local.hour < DIGEST_HOUR:
        return 0
    today = local.date()
    running = Campaign.objects.filter(starts_on__lte=today, ends_on__gte=today)
    groups = Organisation.objects.filter(pk__in=running.values("organisation"))
    return sum(_digest(group, now=now) for group in groups)


def _digest(group: Organisation, *, now: datetime) -> int:
    week = timedelta(days=7)
    shifts = Shift.objects.filter(campaign__organisation=group)
    coming = shifts.filter(state=Shift.State.PLANNED, starts_at__gte=now, starts_at__lt=now + week)
    counted = coming.annotate(going=Count("sign_ups", filter=Q(sign_ups__state=Going))).order_by("starts_at")
    rows = [
        {"starts_at": starts_at, "place": place, "going": going, "places": places}
        for starts_at, place, going, places in counted.values_list("starts_at", "meeting_place", "going", "places")
    ]
    past = shifts.filter(state__in=WALKED, ends_at__lt=now, ends_at__gte=now - week)
    people = SignUp.objects.filter(shift__in=past, state=Going, checked_in_at__isnull=False)
    words = {
        "group": group.name,
        "shifts": rows,
        "walked": past.count(),
        "people": people.values("volunteer").distinct().count(),
        "link": _page("insight:home"),
    }
    told = 0
    for user in _coordinators(group):
        with override(language_of(user)):
            attention = list(_attention(group, now=now))
        told += queue_message(
            dedupe_key=f"coordinator-digest:{group.pk}:{iso_week(timezone.localdate(now))}:{user.pk}",
            recipient=user,
            organisation=group,
            kind="coordinator-digest",
            context=words | {"attention": attention},
            not_before=now,
            not_after=now + timedelta(days=2),
        )
    return told


def _attention(group: Organisation, *, now: datetime) -> Iterator[str]:
    reports = SafetyReport.objects.filter(shift__campaign__organisation=group, called_back_at=None).count()
    if reports:
        words = ngettext(
            "%(n)d safety report was not called back", "%(n)d safety reports were not called back", reports
        )
        yield words % {"n": reports}
    ended = Shift.objects.filter(campaign__organisation=group, state=Shift.State.PLANNED, ends_at__lt=now).count()
    if ended:
        words = ngettext(
            "of %(n)d shift nobody said that everyone is back",
            "of %(n)d shifts nobody said that everyone is back",
            ended,
        )
        yield words % {"n": ended}
    lost = in_trouble(Message.objects.filter(organisation=group), now=now)
    if lost:
        words = ngettext(
            "%(n)d message of the last week may not have arrived",
            "%(n)d messages of the last week may not have arrived",
            lost,
        )
        yield words % {"n": lost}


def _coordinators(group: Organisation) -> list[User]:
    held = Membership.objects.holding().filter(organisation=group, role__in=COORDINATING, user__is_active=True)
    return [row.user for row in held.select_related("user__message_settings").order_by("pk")]


def _page(name: str) -> str:
    return str(settings.PUBLIC_URL) + reverse(name)
