from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from canvass.core.wall.scope import RoundsNeeded, on_rounds
from conversations.insight.intake import take_in
from conversations.insight.models import Conversation, StagedConversation
from conversations.insight.opening import open_shift
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


def stage(talks: int) -> None:
    evening = Evening()
    for i in range(talks):
        put_in_inbox(evening.shift, evening.people[i % 2], opening=i % 11)
    open_shift(shift=evening.shift, now=timezone.now())


def test_the_intake_moves_every_staged_conversation_once():
    stage(8)
    intake = take_in(now=NOW)
    assert intake is not None
    assert intake.rows == 8
    assert Conversation.objects.count() == 8
    assert not StagedConversation.objects.exists()


def test_a_week_has_one_intake():
    stage(2)
    take_in(now=NOW)
    stage(2)
    assert take_in(now=NOW + timedelta(days=3)) is None
    assert Conversation.objects.count() == 2
    take_in(now=NOW + timedelta(days=7))
    assert Conversation.objects.count() == 4


def test_row_versions_and_places_tell_no_batches_apart():
    stage(6)
    take_in(now=NOW)
    stage(30)
    take_in(now=NOW + timedelta(days=7))
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, intake FROM insight_conversation ORDER BY ctid")
        rows = cursor.fetchall()
    assert len({xmin for xmin, _intake in rows}) == 1
    order = [intake for _xmin, intake in rows]
    assert order != sorted(order)


def test_the_role_of_the_site_owns_nothing_and_can_take_in():
    stage(3)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE canvass_app")
        # What it would not see it would lose: nothing but a round may take in.
        with pytest.raises(RoundsNeeded):
            take_in(now=NOW)
        with on_rounds():
            take_in(now=NOW)
            assert Conversation.objects.count() == 3
        cursor.execute("SET LOCAL ROLE canvass_app")
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = 'canvass_app'")
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")
