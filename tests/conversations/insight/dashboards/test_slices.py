"""Parts of a campaign: shown only so that no hidden figure follows from the shown ones."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conversations.insight.dashboards import slices
from conversations.insight.dashboards.measures import BINS
from conversations.insight.dashboards.parts import month_of, week_after
from conversations.insight.dashboards.queries import dashboard
from conversations.insight.models import PublishedRatingCell
from conversations.statistics.suppression.attack import attack
from conversations.statistics.suppression.table import TOTAL, grid_table
from tests.conversations.insight.dashboards.talks import Talks, publish
from tests.factories import make_neighbourhood

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def board_of(talks, part=""):
    return dashboard(talks.campaign, part, now=timezone.now())


def town(sizes: dict[str, int], *, seed: int = 1, district: str = "WK01") -> Talks:
    """Neighbourhoods with so many conversations, all with both numbers."""
    talks = Talks(seed)
    rows = []
    for code, number in sizes.items():
        make_neighbourhood(code=code, name=f"Buurt {code}", district_code=district)
        for _ in range(number):
            opening = talks.random.randint(0, 10)
            closing = min(10, max(0, opening + talks.random.choice([-1, 0, 0, 1, 2])))
            rows += talks.stage(
                1, statement=talks.statements[0], area=code, area_level="neighbourhood", opening=opening,
                closing=closing, period="2026-W10",
            )  # fmt: skip
    publish(rows)
    return talks


@pytest.mark.parametrize(
    ("period", "month"),
    [("2026-W09", "2026-02"), ("2026-W10", "2026-03"), ("2026-M03", "2026-03"), ("2026-W01", "2026-01")],
)
def test_a_week_belongs_to_the_month_of_its_thursday(period, month):
    assert month_of(period) == month


def test_weeks_follow_each_other_over_new_year():
    assert week_after("2026-W53") == "2027-W01"


def test_a_part_is_one_month_one_district_or_one_neighbourhood():
    talks = town({"BU0101": 40, "BU0102": 30})
    board = board_of(talks)
    assert [part.key for part in board.choices.all()] == ["m:2026-03", "d:WK01", "n:BU0101", "n:BU0102"]
    assert board_of(talks, "n:BU0101").conversations == 40
    assert board_of(talks, "d:WK01").conversations == 70
    assert board_of(talks, "n:NOWHERE").part.is_whole
    # Of two at once there is no way to ask.
    assert board_of(talks, "n:BU0101&part=m:2026-03").part.is_whole


def test_a_small_neighbourhood_shows_no_number_and_none_that_gives_it_away():
    talks = town({"BU0101": 60, "BU0102": 40, "BU0103": 5})
    small = board_of(talks, "n:BU0103").versions
    assert all(tables.few and tables.ratings is None for tables in small)
    shown = [board_of(talks, f"n:BU010{i}").versions[0].ratings is not None for i in (1, 2)]
    # With the total known, two shown of three would give the third.
    assert shown != [True, True]


def test_the_mean_of_one_hidden_neighbourhood_never_follows_by_subtraction():
    for seed in range(6):
        cache.clear()
        codes = [f"BU{seed}{i:02d}" for i in range(4)]
        talks = town(dict(zip(codes, (50, 30, 20, 6), strict=True)), seed=seed, district=f"WK{seed}")
        hidden = [c for c in codes if board_of(talks, f"n:{c}").versions[0].ratings is None]
        assert len(hidden) != 1


@pytest.mark.parametrize("seed", range(4))
def test_no_hidden_cell_can_be_worked_out_from_the_neighbourhoods_and_the_whole(seed):
    codes = [f"BU{i:04d}" for i in range(5)]
    talks = town(dict(zip(codes, (90, 70, 60, 50, 40), strict=True)), seed=seed)
    whole = board_of(talks).versions[0]
    parts = [board_of(talks, f"n:{code}").versions[0] for code in codes]
    district = board_of(talks, "d:WK01").versions[0]
    hidden = set()
    for row, tables in [*enumerate([*parts, district]), (TOTAL, whole)]:
        given = tables.ratings.opening if tables.ratings else None
        shown = given.counts if given and given.counts else [None] * 5
        hidden |= {(row, column) for column, count in enumerate(shown) if count is None}
        if given is None:
            hidden.add((row, TOTAL))
    cells = [PublishedRatingCell.objects.get(area=code, period="") for code in codes]
    counts = [[sum(cell.opening[low : high + 1]) for low, high in BINS] for cell in cells]
    table = grid_table(counts, groups=[0] * 5)
    widths = [found.width for found in attack(table, frozenset(hidden)).values()]
    assert all(width >= table.rule.k for width in widths)


def test_what_is_hidden_is_worked_out_once_until_the_next_intake(django_assert_max_num_queries, monkeypatch):
    talks = town({"BU0101": 40, "BU0102": 30})
    board_of(talks, "n:BU0101")
    monkeypatch.setattr(slices, "joint_hiding", lambda *a: pytest.fail("worked out again"))
    with django_assert_max_num_queries(12):
        board_of(talks, "n:BU0102")


def test_what_is_hidden_is_known_by_its_place_and_worked_out_again_when_the_words_change_places():
    talks = town({"BU0101": 40, "BU0102": 30})
    board_of(talks, "n:BU0101")
    kept = cache_keys()
    board_of(talks, "n:BU0102")
    assert cache_keys() == kept
    talks.statements[0].topic.concerns.create(text_nl="Iets nieuws", text_en="New", position=0)
    board_of(talks, "n:BU0101")
    assert len(cache_keys()) == len(kept) + 1


def test_a_part_reads_its_own_cells_only():
    talks = town({f"BU01{i:02d}": 40 for i in range(6)})
    board_of(talks, "n:BU0101")
    with CaptureQueriesContext(connection) as asked:
        board_of(talks, "n:BU0101")
    [clusters] = [q["sql"] for q in asked.captured_queries if '"canvasser_code", "insight' in q["sql"]]
    assert "IN ('BU0101')" in clusters


def cache_keys():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache WHERE cache_key LIKE '%%hiding:%%' ORDER BY 1")
        return [key for (key,) in cursor.fetchall()]
