"""Two versions of a statement are two questions: no figure of a page is of both."""

from __future__ import annotations

import pytest
from django.utils import timezone

from conversations.insight.dashboards.pages import DashboardPage
from conversations.insight.dashboards.queries import dashboard
from conversations.statistics.paired import PairedSums, mean_change
from tests.conversations.insight.dashboards.talks import Talks, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def board_of(talks, part=""):
    return dashboard(talks.campaign, part, now=timezone.now())


def two_versions():
    """Version 1 mostly goes up, version 2 mostly goes down; together nothing would have happened."""
    talks = Talks(1)
    first, second = talks.statements
    rows = []
    for statement, steps in ((first, (1, 2, 3)), (second, (-1, -2, -3))):
        for i in range(60):
            rows += talks.stage(1, statement=statement, opening=5, closing=5 + steps[i % 3], period="2026-W10")
    publish(rows)
    return talks, rows


def test_each_version_has_its_own_mean_and_n():
    talks, rows = two_versions()
    board = board_of(talks)
    assert [tables.statement.version for tables in board.versions] == [2, 1]
    for tables in board.versions:
        own = [(r.opening, r.closing) for r in rows if r.statement_id == tables.statement.pk]
        assert tables.conversations == 60
        assert tables.ratings.change.change == mean_change(PairedSums.of(own)).change
    assert [round(t.ratings.change.change.value) for t in board.versions] == [-2, 2]


def test_versions_stand_side_by_side_each_with_its_n_and_without_a_sum():
    talks, _rows = two_versions()
    page = DashboardPage(board_of(talks))
    table = page.side_by_side.chart.table
    assert [row[0] for row in table.rows] == ["version 2, 60 pairs", "version 1, 60 pairs"]
    # The funnel stops at the conversation: a step about numbers would be of both versions.
    assert [step.label for step in page.funnel.chart.steps if "number" in step.label] == []


def test_a_version_with_too_few_says_nothing_beside_one_that_has_enough():
    talks = Talks(2)
    first, second = talks.statements
    rows = [talks.stage(1, statement=first, opening=3, closing=i % 7)[0] for i in range(40)]
    rows += talks.stage(4, statement=second, opening=3, closing=9)
    publish(rows)
    by_version = {t.statement.version: t for t in board_of(talks).versions}
    assert by_version[1].ratings is not None
    assert by_version[2].ratings is None
    assert by_version[2].few
    assert all(share.count is None for share in by_version[2].values)
