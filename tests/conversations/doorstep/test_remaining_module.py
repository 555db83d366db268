"""The order of what is left of a walk, as the phone reckons it: the module alone in Chromium, without a server."""

from __future__ import annotations

import random
from itertools import pairwise, permutations
from math import cos, hypot, radians
from pathlib import Path

import pytest
from django.conf import settings

PACE = {"walk_speed": 1.2, "door_seconds": 138, "floor_seconds": 12}
SCRIPTS = Path(settings.BASE_DIR) / "static/js/doorstep"


def serve(script):
    return lambda route: route.fulfill(content_type="text/javascript", body=script)


@pytest.fixture(scope="module")
def page(chromium):
    """A page that holds nothing but the module's address."""
    blank = chromium.new_page()
    blank.route("http://module.test/", lambda route: route.fulfill(content_type="text/html", body="<title>x</title>"))
    for name in ("remaining", "fits"):
        script = (SCRIPTS / f"{name}.js").read_text()
        blank.route(f"http://module.test/{name}.js", serve(script))
    blank.goto("http://module.test/")
    yield blank
    blank.close()


def call(page, name, doors, **options):
    """One function of the module, with sets and maps made there."""
    script = """async ([name, doors, options]) => {
        const module = await import(name === "doorsThatFit" ? "/fits.js" : "/remaining.js");
        if (options.later) options.later = new Set(options.later);
        if (options.here !== undefined) options.here = doors.find((door) => door.stop === options.here) || options.here;
        return module[name](options.left ? doors.filter((door) => options.left.includes(door.stop)) : doors, options);
    }"""
    return page.evaluate(script, [name, doors, options])


def row(spots, **more):
    """Doors at so many metres east and north of a corner."""
    doors = []
    for stop, (east, north) in enumerate(spots, 1):
        at = [5.39 + east / (111320 * cos(radians(52.15))), 52.15 + north / 111320]
        doors.append({"stop": stop, "at": at, "street": "A", "side": 1, "entrance": None, "floor": 0, "core": True})
        doors[-1] |= {key: values[stop - 1] for key, values in more.items()}
    return doors


def order(page, doors, **options):
    answer = call(page, "remainingOrder", doors, **options)
    return [door["stop"] for door in answer["doors"]], answer["saved"]


def test_a_zigzag_becomes_a_line_from_where_one_stands(page):
    doors = row([(0, 0), (200, 0), (50, 0), (150, 0), (100, 0)])
    stops, saved = order(page, doors, here=1, left=[2, 3, 4, 5])
    assert stops == [3, 5, 4, 2]
    assert saved == pytest.approx(1.3 * (200 + 150 + 100 + 50 - 200), abs=5)


def test_an_order_that_is_short_already_stays(page):
    doors = row([(0, 0), (50, 0), (100, 0), (150, 0)])
    assert order(page, doors, here=1, left=[2, 3, 4]) == ([2, 3, 4], 0)
    for few in ([], doors[:1]):
        assert order(page, few) == ([door["stop"] for door in few], 0)


def test_without_a_place_the_first_door_stays_first(page):
    stops, saved = order(page, row([(0, 0), (200, 0), (50, 0), (150, 0), (100, 0)]))
    assert (stops[0], saved > 0) == (1, True)
    assert stops == [1, 3, 5, 4, 2]


def test_what_was_put_off_keeps_its_place(page):
    doors = row([(0, 0), (200, 0), (50, 0), (150, 0), (100, 0)])
    for place in range(4):
        later = [2, 3, 4, 5][place]
        stops, _saved = order(page, doors, here=1, left=[2, 3, 4, 5], later=[later])
        assert stops.index(later) == place


def test_doors_of_an_entrance_stay_together_and_in_order(page):
    spots = [(0, 0), (200, 0), (200, 0), (50, 0), (200, 0), (120, 0)]
    doors = row(spots, entrance=[None, 7, 7, None, 7, None])
    stops, _saved = order(page, doors, here=1, left=[2, 3, 4, 5, 6])
    assert stops == [4, 6, 2, 3, 5]


def test_core_doors_come_before_the_others(page):
    doors = row([(0, 0), (300, 0), (40, 0), (200, 0), (80, 0)], core=[True, True, False, True, False])
    stops, _saved = order(page, doors, here=1, left=[2, 3, 4, 5])
    assert set(stops[:2]) == {2, 4} or order(page, doors, here=1, left=[2, 3, 4, 5])[1] == 0


def test_one_side_first_when_crossing_costs_more(page):
    spots = [(0, 0), (10, 0), (10, 8), (20, 0), (20, 8), (30, 0), (30, 8)]
    doors = row(spots, side=[1, 1, -1, 1, -1, 1, -1])
    stops, saved = order(page, doors, here=1, left=[2, 3, 4, 5, 6, 7])
    assert stops == [2, 4, 6, 7, 5, 3]
    assert saved > 0


@pytest.mark.parametrize("seed", range(6))
def test_the_result_is_a_permutation_never_longer_and_the_same_each_time(page, seed):
    rng = random.Random(seed)
    n = rng.choice([2, 5, 7])
    doors = row([(rng.randrange(400), rng.randrange(400)) for _ in range(n + 1)])
    left = list(range(2, n + 2))
    stops, saved = order(page, doors, here=1, left=left)
    assert sorted(stops) == left
    assert order(page, doors, here=1, left=left) == (stops, saved)
    assert way(doors, stops) <= way(doors, left) + 1
    best = min(way(doors, list(tour)) for tour in permutations(left))
    assert way(doors, stops) <= 1.1 * best or saved == 0


def way(doors, stops):
    places = [doors[stop - 1]["at"] for stop in [1, *stops]]
    metres = [hypot((b[0] - a[0]) * 111320 * cos(radians(52.15)), (b[1] - a[1]) * 111320) for a, b in pairwise(places)]
    return sum(metres)


def test_doors_left_behind_by_a_jump_are_walked_first(page):
    # Five doors were passed over; to come back for them at the end would be the long way.
    doors = row([(50, 0), *((50 + 10 * n, 0) for n in range(1, 12)), *((50 - 10 * n, 0) for n in range(5, 0, -1))])
    stops, saved = order(page, doors, here=1, left=list(range(2, 18)))
    assert (set(stops[:5]), stops[5:]) == ({13, 14, 15, 16, 17}, list(range(2, 13)))
    assert saved == pytest.approx(1.3 * (110 + 160 + 40 - 50 - 160), abs=5)


def test_a_hundred_and_twenty_doors_are_ordered_while_one_waits(page):
    rng = random.Random(4)
    doors = row([(rng.randrange(900), rng.randrange(900)) for _ in range(121)])
    stops, saved = order(page, doors, here=1, left=list(range(2, 122)))
    assert sorted(stops) == list(range(2, 122))
    assert saved > 10_000


@pytest.mark.parametrize(("seconds", "fit"), [(-1, 0), (0, 1), (137, 1), (138 + 55, 2), (10_000, 4)])
def test_how_many_doors_fit(page, seconds, fit):
    # 50 metres straight are 65 on foot: 54 seconds.
    doors = row([(0, 0), (50, 0), (100, 0), (150, 0)])
    assert call(page, "doorsThatFit", doors, pace=PACE, seconds=seconds) == fit


def test_stairs_cost_time_and_a_bell_beside_the_last_costs_none(page):
    doors = row([(0, 0)] * 3, entrance=[1, 1, 1], floor=[0, 0, 10])
    fits = [call(page, "doorsThatFit", doors, pace=PACE, seconds=s) for s in (2 * 138, 2 * 138 + 120)]
    assert fits == [2, 3]
