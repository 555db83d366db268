"""Drawing by lot which door gets which arm, when turf is published; nobody sees it before the door opens.

The unit is the address, also behind a shared street door: a unit of several doors would need a mark that goes with
the conversations, and that mark would tell which of them come from one stairwell. Neighbours who talk to each other
can only make a difference smaller than it is, never larger.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from canvass.campaigns.comparisons import seed_of
from canvass.campaigns.models import Campaign, Comparison
from canvass.turf.models import Arm, Stop, TurfPlan

BATCH = 2_000
# A fraction of 64 bits: the chance by which the odd door of a turf goes up or down.
WHOLE = 2**64


@transaction.atomic
def draw_arms(*, plan: TurfPlan) -> int:
    """Draw for the doors of ``plan`` that have no arm yet; a door drawn before keeps what it got. How many are new."""
    comparison = Comparison.objects.filter(campaign=plan.campaign_id, started_at__isnull=False, ended_at=None).first()
    if comparison is None:
        return 0
    seed = seed_of(comparison)
    stops = Stop.objects.filter(plan=plan)
    drawn = Arm.objects.filter(comparison=comparison, address__in=stops.values("address"))
    before = set(drawn.values_list("address_id", flat=True))
    blocks: dict[int, list[int]] = {}
    for turf, address in stops.values_list("turf_id", "address_id"):
        if address not in before:
            blocks.setdefault(turf, []).append(address)
    rows = [
        Arm(comparison=comparison, address_id=address, turf_id=turf, arm=arm)
        for turf, addresses in sorted(blocks.items())
        for address, arm in _in_order(lot(seed, addresses, turf=turf, share_percent=comparison.share_percent))
    ]
    Arm.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def lot(seed: bytes, addresses: Iterable[int], *, turf: int, share_percent: int) -> dict[int, str]:
    """An arm for every address of one turf, balanced to within one door; the same seed gives the same lot.

    The addresses are put in an order that only the seed knows, and the first of them get the conversation. Where the
    share is no whole number of doors the seed decides by its own chance, so that many small turfs add up to the share.
    """
    order = sorted(set(addresses), key=lambda address: _digest(seed, f"address|{turf}|{address}"))
    whole, rest = divmod(len(order) * share_percent, 100)
    chance = int.from_bytes(_digest(seed, f"turf|{turf}")[:8])
    first = whole + (chance * 100 < rest * WHOLE)
    kinds = (Arm.Kind.CONVERSATION, Arm.Kind.COMPARISON)
    return {address: str(kinds[place >= first]) for place, address in enumerate(order)}


def arms_of(campaign: Campaign, addresses: Sequence[int]) -> dict[int, str]:
    """For the phone alone: what each door gets once it opens. Empty where nothing was drawn."""
    rows = Arm.objects.filter(comparison__campaign=campaign, address_id__in=addresses)
    return dict(rows.values_list("address_id", "arm"))


def drawn_of(comparison: Comparison) -> dict[str, int]:
    """How many doors each arm got; still known when the arms are gone."""
    if comparison.forgotten_at is not None:
        return {arm: int(comparison.drawn.get(arm, 0)) for arm in Arm.Kind.values}
    rows = Arm.objects.filter(comparison=comparison).order_by().values_list("arm")
    return dict.fromkeys(Arm.Kind.values, 0) | dict(rows.annotate(Count("pk")))


def lot_stands(comparison: Comparison) -> bool:
    """Whether every arm is what the seed gives; of a lot that was forgotten, whether it was when it went."""
    if comparison.forgotten_at is not None:
        return bool(comparison.drawn.get("stands"))
    return comparison.started_at is not None and redraw(comparison) == 0


@transaction.atomic
def forget_arms(*, campaign: Campaign, now: datetime) -> int:
    """After the campaign: no door has an arm any more, and without the seed nobody can draw them again.

    What the findings need stays: how many doors each arm got, and that the lot stood. How many arms went.
    """
    started = Comparison.objects.select_for_update().filter(started_at__isnull=False, forgotten_at=None)
    comparison = started.filter(campaign=campaign).first()
    if comparison is None:
        return 0
    comparison.drawn = drawn_of(comparison) | {"stands": lot_stands(comparison)}
    comparison.ended_at, comparison.forgotten_at = comparison.ended_at or now, now
    comparison.wrapped_seed = b""
    comparison.save(update_fields=["drawn", "ended_at", "forgotten_at", "wrapped_seed"])
    return Arm.objects.filter(comparison=comparison).delete()[0]


def redraw(comparison: Comparison) -> int:
    """How many arms are gone, or not what the seed gives for their turf: 0, unless somebody wrote in the table."""
    arms = Arm.objects.filter(comparison=comparison)
    drawn = Stop.objects.filter(turf__in=arms.values("turf"))
    seed, wrong = seed_of(comparison), drawn.exclude(address__in=arms.values("address")).count()
    blocks: dict[int, dict[int, str]] = {}
    for turf, address, arm in arms.values_list("turf_id", "address_id", "arm"):
        blocks.setdefault(turf, {})[address] = arm
    for turf, found in blocks.items():
        again = lot(seed, found, turf=turf, share_percent=comparison.share_percent)
        wrong += sum(again[address] != arm for address, arm in found.items())
    return wrong


def _in_order(arms: dict[int, str]) -> list[tuple[int, str]]:
    """By address: the order of the lot would give the arms away."""
    return sorted(arms.items())


def _digest(seed: bytes, text: str) -> bytes:
    return hmac.digest(seed, text.encode(), "sha256")
