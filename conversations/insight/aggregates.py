"""Sums over the conversations of a campaign, as the database gives them; nothing here decides what may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Func, Q, Sum

from canvass.campaigns.models import Campaign
from conversations.doorstep.models import OPENED_OUTCOMES, Outcome
from conversations.insight.models import AnswerHour, Conversation, DoorCount
from conversations.statistics.paired import PairedSums

BOTH = Q(opening__isnull=False, closing__isnull=False)


@dataclass(frozen=True)
class DoorTotals:
    """Counts of doors, which always show to one's own organisation."""

    tried: int
    opened: int
    conversations: int
    by_outcome: dict[str, int]


@dataclass(frozen=True)
class Ratings:
    conversations: int
    canvassers: int
    with_opening: int
    pair_canvassers: int
    sums: PairedSums
    up: int
    same: int
    down: int
    opening: list[int]
    closing: list[int]
    opened_high: int


def door_totals(campaign: Campaign) -> DoorTotals:
    rows = DoorCount.objects.filter(campaign=campaign).values_list("outcome").annotate(n=Sum("count"))
    counts = {outcome: int(number) for outcome, number in rows}
    return DoorTotals(
        tried=sum(counts.values()),
        opened=sum(counts.get(outcome, 0) for outcome in OPENED_OUTCOMES),
        conversations=counts.get(Outcome.CONVERSATION, 0),
        by_outcome=counts,
    )


def ratings(campaign: Campaign) -> Ratings:
    """Everything the outcome page says about numbers, in two statements."""
    taken = Conversation.objects.filter(campaign=campaign)
    total = taken.aggregate(
        conversations=Count("pk"),
        canvassers=Count("canvasser_code", distinct=True),
        with_opening=Count("opening"),
        pair_canvassers=Count("canvasser_code", distinct=True, filter=BOTH),
        opened_high=Count("pk", filter=Q(opening__gte=9)),
        n=Count("pk", filter=BOTH),
        so=Sum("opening", filter=BOTH),
        sc=Sum("closing", filter=BOTH),
        soo=Sum(F("opening") * F("opening"), filter=BOTH),
        scc=Sum(F("closing") * F("closing"), filter=BOTH),
        soc=Sum(F("opening") * F("closing"), filter=BOTH),
        up=Count("pk", filter=Q(closing__gt=F("opening"))),
        same=Count("pk", filter=Q(closing=F("opening"))),
        down=Count("pk", filter=Q(closing__lt=F("opening"))),
    )
    cells = list(taken.values_list("opening", "closing").annotate(n=Count("pk")))
    return Ratings(
        conversations=total["conversations"],
        canvassers=total["canvassers"],
        with_opening=total["with_opening"],
        pair_canvassers=total["pair_canvassers"],
        sums=PairedSums(
            n=total["n"],
            sum_open=total["so"] or 0,
            sum_close=total["sc"] or 0,
            sum_open_sq=total["soo"] or 0,
            sum_close_sq=total["scc"] or 0,
            sum_cross=total["soc"] or 0,
            missing=total["with_opening"] - total["n"],
        ),
        up=total["up"],
        same=total["same"],
        down=total["down"],
        opening=_distribution((opening, n) for opening, _closing, n in cells),
        closing=_distribution((closing, n) for _opening, closing, n in cells),
        opened_high=total["opened_high"],
    )


def shared_values(campaign: Campaign) -> dict[str, int]:
    rows = (
        Conversation.objects.filter(campaign=campaign)
        .annotate(value=Func("shared_values", function="unnest"))
        .values_list("value")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def concerns(campaign: Campaign) -> dict[int, int]:
    rows = Conversation.objects.filter(campaign=campaign, concern__isnull=False)
    return dict(rows.values_list("concern").annotate(n=Count("pk")))


def observed_shifts(campaign: Campaign) -> dict[int, dict[str, int]]:
    """Per prejudice: how often which shift was observed."""
    rows = Conversation.objects.filter(campaign=campaign, prejudice__isnull=False)
    found: dict[int, dict[str, int]] = {}
    for prejudice, shift, number in rows.values_list("prejudice", "observed_shift").annotate(n=Count("pk")):
        found.setdefault(prejudice, {})[shift] = number
    return found


def steps(campaign: Campaign) -> dict[str, int]:
    rows = (
        Conversation.objects.filter(campaign=campaign)
        .annotate(step=Func("steps", function="unnest"))
        .values_list("step")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def answer_hours(campaign: Campaign) -> list[AnswerHour]:
    return list(AnswerHour.objects.filter(campaign=campaign).order_by("weekday", "hour"))


def _distribution(pairs: Iterable[tuple[int | None, int]]) -> list[int]:
    """How often each number 0 to 10 was given."""
    counts: Counter[int] = Counter()
    for rating, number in pairs:
        if rating is not None:
            counts[rating] += number
    return [counts[rating] for rating in range(11)]
