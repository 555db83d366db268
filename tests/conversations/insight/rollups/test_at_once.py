"""Shifts that open and close, residents that erase and the intake, all at once: sums stay what the rows say."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from conversations.insight.closing import close_shift, destroy_old_keys
from conversations.insight.intake import take_in
from conversations.insight.models import Conversation, PublishedRatingCell, RatingCell, StagedConversation
from conversations.insight.opening import open_shift
from conversations.insight.rollups.changing import put_in
from conversations.insight.rollups.erasing import take_out
from conversations.insight.rollups.verifying import verify
from tests.conversations.insight.rollups.talks import Talks, all_rows, expected_ratings, found_ratings
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox
from tests.factories import make_assignment, make_shift

pytestmark = pytest.mark.django_db(transaction=True)
SHIFTS, TALKS = 6, 5


def at_once(deeds: list[Callable[[], object]]) -> None:
    """Each deed on a connection of its own; an error of any of them is the test's."""

    def alone(deed: Callable[[], object]) -> None:
        try:
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        for done in [pool.submit(alone, deed) for deed in deeds]:
            done.result(timeout=60)


def evenings():
    """Shifts of one campaign, each with its own duo and sealed conversations."""
    evening = Evening()
    shifts = [evening.shift]
    people = [evening.people]
    for _ in range(SHIFTS - 1):
        shift = make_shift(campaign=evening.campaign)
        assignment = make_assignment(shift=shift, turf=evening.turfs[0])
        shifts.append(shift)
        people.append([member.volunteer for member in assignment.duo.members.all()])
    for shift, duo in zip(shifts, people, strict=True):
        for i in range(TALKS):
            put_in_inbox(shift, duo[i % 2], opening=i, closing=(i * 3) % 11)
    return shifts, people


def erase(pk) -> None:
    with transaction.atomic():
        if take_out(conversation_id=pk):
            for model in (StagedConversation, Conversation):
                model.objects.filter(pk=pk).delete()


def test_shifts_of_one_campaign_that_open_at_once_are_all_counted():
    shifts, _people = evenings()
    at_once([partial(open_shift, shift=shift, now=timezone.now()) for shift in shifts])
    assert StagedConversation.objects.count() == SHIFTS * TALKS
    assert found_ratings() == expected_ratings(all_rows())
    assert verify().holds


def test_opening_closing_erasing_and_the_intake_at_once():
    shifts, people = evenings()
    now = timezone.now()
    for shift, duo in zip(shifts[:3], people[:3], strict=True):
        open_shift(shift=shift, now=now)
        put_in_inbox(shift, duo[0], opening=1, closing=9)
    gone = list(StagedConversation.objects.values_list("pk", flat=True))[::2]
    at_once(
        [
            *(partial(open_shift, shift=shift, now=now) for shift in shifts[3:]),
            *(partial(close_shift, shift=shift, by=None, now=now) for shift in shifts[:2]),
            partial(destroy_old_keys, now=now + timedelta(days=2)),
            *(partial(erase, pk) for pk in gone),
            partial(take_in, now=now),
        ]
    )
    assert len(all_rows()) == SHIFTS * TALKS + 3 - len(gone)
    assert found_ratings() == expected_ratings(all_rows())
    assert verify().holds


def test_the_same_conversation_erased_twice_at_once_goes_once():
    talks = Talks(1)
    with transaction.atomic():
        rows = talks.stage(8)
        put_in(ids=[row.pk for row in rows], campaign_id=talks.campaign.pk)
    at_once([partial(erase, rows[0].pk) for _ in range(4)])
    assert sum(c.conversations for c in RatingCell.objects.filter(area="", period="")) == 7
    assert verify().holds


def test_verifying_during_openings_sees_one_moment():
    shifts, _people = evenings()
    found = []
    at_once(
        [
            *(partial(open_shift, shift=shift, now=timezone.now()) for shift in shifts),
            *(lambda: found.append(verify()) for _ in range(4)),
        ]
    )
    assert all(check.holds for check in found)
    take_in(now=timezone.now())
    assert found_ratings(PublishedRatingCell) == found_ratings()
