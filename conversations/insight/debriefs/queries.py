"""A shift's evening, for the debrief: counts always, numbers only where the frozen summary has them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from canvass.core import charts
from canvass.turf.models import Turf
from conversations.doorstep.models import DoorEvent, SafetyReport, SealedConversation, Walk
from conversations.insight.dashboards.door_figures import Doors, door_counts
from conversations.insight.debriefs.reflecting import moment, moments_allowed, owner_hash
from conversations.insight.doors import door_results
from conversations.insight.models import Mood, ObservedShift, Reflection, ShiftSummary
from conversations.statistics.intervals import wilson
from conversations.statistics.paired import MeanChange, PairedSums, mean_change
from conversations.topics.models import GuideStep
from volunteers.people.models import User
from volunteers.shifts.models import DuoMember, Shift, SignUp

SUMS = ("sum_open", "sum_close", "sum_open_sq", "sum_close_sq", "sum_cross")
# Under this many answers a mood could be somebody's.
FEWEST_ANSWERS = 3
LOOK_BACK_FOR = timedelta(days=3)


@dataclass(frozen=True)
class SkippedStep:
    label: str
    skipped: int
    of: int


@dataclass(frozen=True)
class AboutUs:
    """What the volunteers said of themselves; empty until three answered."""

    answers: int
    asked: int
    moods: list[tuple[str, int]]
    shifted: list[tuple[str, int]]
    fine: list[str]
    hard: list[str]
    moments_allowed: bool

    @property
    def enough(self) -> bool:
        return self.answers >= FEWEST_ANSWERS


@dataclass(frozen=True)
class Debrief:
    doors: Doors
    band: charts.IntervalBars | None
    doors_left: int
    waiting: int
    still_out: list[Walk]
    ratings: MeanChange | None
    # The most skipped first; only where there were enough talks and canvassers.
    skipped: list[SkippedStep]
    reports: list[SafetyReport]
    about_us: AboutUs
    summary: ShiftSummary | None

    @property
    def to_call_back(self) -> int:
        return sum(report.called_back_at is None for report in self.reports)


def debrief(shift: Shift) -> Debrief:
    summary = ShiftSummary.objects.filter(shift=shift).first()
    doors = _doors(shift, summary)
    out = Walk.objects.filter(shift=shift, back_at=None, went_on_at=None)
    walks = out.select_related("assignment__duo", "assignment__turf")
    return Debrief(
        doors=doors,
        band=_band(doors, door_counts([shift.campaign_id]).total()),
        doors_left=_doors_left(shift, doors),
        waiting=SealedConversation.objects.filter(shift=shift).count(),
        still_out=list(walks),
        ratings=_frozen_change(summary),
        skipped=_skipped(shift, summary),
        reports=list(SafetyReport.objects.filter(shift=shift).select_related("owner").order_by("reported_at")),
        about_us=_about_us(shift),
        summary=summary,
    )


def shifts_to_look_back_on(user: User, *, now: datetime) -> list[Shift]:
    """Walked lately and over, not closed, and not answered yet."""
    over = Q(state=Shift.State.OPENED) | Q(state=Shift.State.PLANNED, ends_at__lt=now)
    recent = Shift.objects.filter(over, ends_at__gt=now - LOOK_BACK_FOR).filter(duos__members__volunteer=user)
    walked = list(recent.distinct())
    if not walked:
        return []
    hashes = Reflection.objects.filter(shift__in=walked).values_list("volunteer_hash", flat=True)
    answered = {bytes(found) for found in hashes if found}
    return [shift for shift in walked if owner_hash(shift, user) not in answered]


def _doors(shift: Shift, summary: ShiftSummary | None) -> Doors:
    if summary is None or DoorEvent.objects.filter(shift=shift).exists():
        return Doors.of(dict(Counter(row.outcome.value for row in door_results(shift))))
    counts: Counter[str] = Counter()
    for row in summary.counted:
        counts[row[2]] += row[3]
    return Doors.of(dict(counts))


def _band(doors: Doors, campaign: Doors) -> charts.IntervalBars | None:
    """This shift beside the campaign so far: one evening is often far off by chance alone."""
    if not doors.tried:
        return None
    rows = [
        _bar(_("Door opened, this shift"), doors.opened, doors.tried),
        _bar(_("Door opened, campaign so far"), campaign.opened, campaign.tried),
        _bar(_("Conversation, this shift"), doors.conversations, doors.opened),
        _bar(_("Conversation, campaign so far"), campaign.conversations, campaign.opened),
    ]
    return charts.IntervalBars(_("Where the lines overlap, the evening was as evenings are."), tuple(rows))


def _bar(label: str, count: int, of: int) -> charts.Share:
    share = wilson(min(count, of), of) if of else None
    if share is None or share.value is None or share.interval is None:
        return charts.Share(label, None)
    low, high = round(100 * share.interval.low), round(100 * share.interval.high)
    return charts.Share(label, round(100 * share.value), low, high, count, of)


def _doors_left(shift: Shift, doors: Doors) -> int:
    # Several duos may share a turf: its doors count once.
    turfs = dict(Turf.objects.filter(assignments__duo__shift=shift).values_list("pk", "door_count"))
    return max(0, sum(turfs.values()) - doors.tried)


def _skipped(shift: Shift, summary: ShiftSummary | None) -> list[SkippedStep]:
    kept = summary.ratings if summary else None
    if not kept or "steps" not in kept or not kept.get("talks"):
        return []
    talks: int = kept["talks"]
    steps = GuideStep.objects.filter(version=shift.campaign.guide_version_id, logged=True)
    rows = [SkippedStep(str(step), max(0, talks - kept["steps"].get(step.code, 0)), talks) for step in steps]
    return sorted((row for row in rows if row.skipped), key=lambda row: -row.skipped)[:3]


def _about_us(shift: Shift) -> AboutUs:
    answers = list(Reflection.objects.filter(shift=shift))
    # In no order that a person could be told by.
    random.SystemRandom().shuffle(answers)
    moods = Counter(answer.mood for answer in answers)
    shifted = Counter(answer.shifted_in_me for answer in answers if answer.shifted_in_me)
    shown = len(answers) >= FEWEST_ANSWERS
    asked = DuoMember.objects.filter(shift=shift).values("volunteer").distinct().count()
    going = SignUp.objects.filter(shift=shift, state=SignUp.State.GOING).count()
    return AboutUs(
        answers=len(answers),
        asked=asked or going,
        moods=[(str(mood.label), moods[mood.value]) for mood in Mood] if shown else [],
        shifted=[(str(kind.label), shifted[kind.value]) for kind in ObservedShift] if shown and shifted else [],
        fine=[text for answer in answers if (text := moment(answer, "fine"))] if shown else [],
        hard=[text for answer in answers if (text := moment(answer, "hard"))] if shown else [],
        moments_allowed=moments_allowed(shift.campaign),
    )


def _frozen_change(summary: ShiftSummary | None) -> MeanChange | None:
    kept = summary.ratings if summary else None
    if not kept or "sum_open" not in kept:
        return None
    sums = PairedSums(n=kept["pairs"], missing=kept["opened"] - kept["pairs"], **{key: kept[key] for key in SUMS})
    return mean_change(sums)
