from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from conversations.insight.intake import take_in
from conversations.insight.models import (
    CanvasserCell,
    CodeCell,
    Conversation,
    Intake,
    PublishedCodeCell,
    PublishedRatingCell,
    RatingCell,
    StagedConversation,
)
from conversations.insight.opening import open_shift
from conversations.insight.rollups.changing import put_in
from conversations.insight.rollups.erasing import put_back, take_out
from conversations.insight.rollups.verifying import recompute, verify
from tests.conversations.insight.rollups.talks import Talks, all_rows, expected_ratings, found_ratings
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 4, tzinfo=UTC)


def count_in(rows):
    put_in(ids=[row.pk for row in rows], campaign_id=rows[0].campaign_id)


@pytest.mark.parametrize("seed", range(8))
def test_cells_hold_what_counting_the_rows_gives(seed):
    talks = Talks(seed)
    for batch in (1, 7, 40):
        count_in(talks.stage(batch))
    assert found_ratings() == expected_ratings(all_rows())
    assert verify().holds


def test_each_canvasser_has_a_part_of_each_cell():
    rows = Talks(3).stage(60)
    count_in(rows)
    expected: Counter = Counter()
    for row in rows:
        if None not in (row.opening, row.closing):
            expected[row.statement_id, row.canvasser_code] += row.closing - row.opening
    found = CanvasserCell.objects.filter(area="", period="", pairs__gt=0)
    assert {(c.statement_id, c.canvasser_code): c.sum_change for c in found} == {
        (c.statement_id, c.canvasser_code): expected[c.statement_id, c.canvasser_code] for c in found
    }
    assert sum(c.conversations for c in CanvasserCell.objects.filter(area="", period="")) == 60


def test_codes_are_counted_by_kind():
    rows = Talks(4).stage(50)
    count_in(rows)
    whole = CodeCell.objects.filter(area="", period="")
    values = Counter(value for row in rows for value in row.shared_values)
    shifts = Counter(row.observed_shift for row in rows if row.prejudice_id)
    steps = Counter(step for row in rows for step in row.steps)

    def found(kind, by):
        sums: Counter = Counter()
        for cell in whole.filter(kind=kind):
            sums[getattr(cell, by)] += cell.conversations
        return sums

    assert found("value", "code") == values
    assert found("prejudice", "detail") == shifts
    assert found("step", "code") == steps
    assert found("guide", "code") == {str(rows[0].guide_version_id): 50}
    assert found("concern", "code").total() == sum(row.concern_id is not None for row in rows)
    assert found("minutes", "code") == Counter(r.minutes_bucket for r in rows if r.minutes_bucket)


def test_the_talk_of_the_comparison_arm_is_not_counted():
    talks = Talks(5)
    count_in(talks.stage(3, arm="conversation") + talks.stage(4, arm="comparison"))
    assert sum(c.conversations for c in RatingCell.objects.filter(area="", period="")) == 3
    assert verify().holds


def test_opening_a_shift_counts_its_conversations():
    evening = Evening()
    for i in range(5):
        put_in_inbox(evening.shift, evening.people[i % 2], opening=i)
    open_shift(shift=evening.shift, now=timezone.now())
    assert found_ratings() == expected_ratings(StagedConversation.objects.all())


@pytest.mark.parametrize("seed", range(4))
def test_what_is_taken_out_is_gone_at_once_and_twice_is_once(seed):
    talks = Talks(seed)
    count_in(talks.stage(20))
    take_in(now=MONDAY)
    count_in(talks.stage(20))
    everybody = [row.pk for row in all_rows()]
    for pk in everybody[::3]:
        assert take_out(conversation_id=pk)
        for model in (StagedConversation, Conversation):
            model.objects.filter(pk=pk).delete()
        assert not take_out(conversation_id=pk)
    assert found_ratings() == expected_ratings(all_rows())
    assert verify().holds
    for row in all_rows():
        take_out(conversation_id=row.pk)
    assert not RatingCell.objects.exists()
    assert not CanvasserCell.objects.exists()
    assert not CodeCell.objects.exists()


def test_a_correction_is_taken_out_and_put_back():
    talks = Talks(9)
    count_in(talks.stage(6))
    row = StagedConversation.objects.first()
    take_out(conversation_id=row.pk)
    row.closing = 10
    row.save()
    put_back(conversation=row)
    assert found_ratings() == expected_ratings(all_rows())


def test_an_unknown_conversation_takes_nothing_out():
    assert not take_out(conversation_id=uuid4())


def test_the_intake_publishes_the_rollups_of_its_week():
    talks = Talks(1)
    count_in(talks.stage(30))
    assert not PublishedRatingCell.objects.exists()
    take_in(now=MONDAY)
    assert found_ratings(PublishedRatingCell) == expected_ratings(Conversation.objects.all())
    assert verify().published
    published = found_ratings(PublishedRatingCell)
    count_in(talks.stage(10))
    take_out(conversation_id=Conversation.objects.first().pk)
    assert found_ratings(PublishedRatingCell) == published
    assert verify().published


def test_an_erasure_shows_in_published_figures_with_the_next_intake():
    talks = Talks(2)
    count_in(talks.stage(12))
    take_in(now=MONDAY)
    gone = Conversation.objects.first()
    take_out(conversation_id=gone.pk)
    gone.delete()
    take_in(now=MONDAY + timedelta(days=7))
    assert found_ratings(PublishedRatingCell) == expected_ratings(Conversation.objects.all())
    assert sum(c.conversations for c in PublishedCodeCell.objects.filter(area="", period="", kind="guide")) == 11


def test_a_wrong_cell_is_found_and_can_be_repaired(capsys):
    count_in(Talks(6).stage(10))
    RatingCell.objects.filter(area="", period="").update(sum_open=1)
    assert not verify().holds
    with pytest.raises(CommandError):
        call_command("verify_rollups")
    call_command("verify_rollups", repair=True)
    assert "0 differ" in capsys.readouterr().out
    assert found_ratings() == expected_ratings(all_rows())


def test_a_published_figure_that_was_changed_is_found():
    count_in(Talks(7).stage(10))
    take_in(now=MONDAY)
    PublishedRatingCell.objects.filter(area="", period="").update(higher=0, sum_close=3)
    assert verify().published is False
    assert not verify().holds


def test_recomputing_gives_what_adding_gave():
    talks = Talks(8)
    count_in(talks.stage(15))
    before = found_ratings()
    recompute()
    assert found_ratings() == before
    assert Intake.objects.count() == 0


def test_row_versions_of_cells_tell_no_shifts_apart_after_the_intake():
    talks = Talks(10)
    count_in(talks.stage(5))
    count_in(talks.stage(5))
    take_in(now=MONDAY)
    with connection.cursor() as cursor:
        for table in ("insight_ratingcell", "insight_codecell", "insight_publishedratingcell"):
            cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table}")
            assert cursor.fetchone() == (1,)
