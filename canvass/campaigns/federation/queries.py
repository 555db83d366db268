"""Shaped reads of what organisations share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from canvass.campaigns.federation.access import handovers_asked, handovers_to_answer
from canvass.campaigns.models import Campaign, Handover, Reservation
from volunteers.people.models import User


@dataclass(frozen=True)
class ReservationLine:
    reservation: Reservation
    faces: int


def reservation_lines(campaign: Campaign, *, today: date) -> list[ReservationLine]:
    """What the campaign holds now or later; one query."""
    rows = campaign.reservations.filter(ends_on__gte=today).select_related("neighbourhood")
    rows = rows.defer("neighbourhood__geometry")
    sides = rows.annotate(sides=Count("faces__segment_id", distinct=True)).order_by("starts_on", "pk")
    return [ReservationLine(row, row.sides) for row in sides]


@dataclass(frozen=True)
class Handovers:
    """``to_answer`` waits for oneself, ``asked`` for others; ``past`` is what was agreed or not, the newest first."""

    to_answer: list[Handover]
    asked: list[Handover]
    past: list[Handover]


def handovers_of(user: User, *, past: int = 20) -> Handovers:
    """Two queries, and what may be seen."""
    seen = handovers_to_answer(user) | handovers_asked(user)
    mine = set(handovers_to_answer(user).filter(state=Handover.State.ASKED).values_list("pk", flat=True))
    rows = seen.select_related("campaign__organisation", "neighbourhood", "to").defer("neighbourhood__geometry")
    waiting = list(rows.filter(state=Handover.State.ASKED).distinct())
    done = rows.exclude(state=Handover.State.ASKED).distinct().order_by("-answered_at")
    return Handovers(
        to_answer=[row for row in waiting if row.pk in mine],
        asked=[row for row in waiting if row.pk not in mine],
        past=list(done[:past]),
    )
