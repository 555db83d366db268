"""The product's closed tours as the peers' planners are called, and the places it works on."""

from __future__ import annotations

import time
from collections import Counter

import numpy as np

from canvass.routing.candidates import candidates
from canvass.routing.graph import build_network
from canvass.routing.matrix import corner_times, spots, time_matrix
from canvass.routing.pace import Pace
from canvass.routing.profiles import PROFILES
from canvass.routing.stops import gather_stops
from canvass.routing.tour import Search, greedy_order
from tests.benchmarks.routing.instances import Town

SPEED = 1.2  # metres a second
SLICE = 100  # kicks between two looks at the clock


def own(cost: np.ndarray, seconds: float) -> list[int]:
    """As many slices as fit; the first one starts whatever the clock says."""
    end = time.process_time() + seconds
    tour = greedy_order(cost, 0)
    work = Search.of(cost, tour, candidates(cost), seed=1)
    work.go(0)
    while time.process_time() < end:
        work.go(SLICE)
    return [int(node) for node in tour]


def nearest_door(cost: np.ndarray, seconds: float) -> list[int]:
    """What field apps offer, if anything."""
    return [int(node) for node in greedy_order(cost, 0)]


def side_aware(place: Town) -> np.ndarray:
    """Ticks between all stops of the largest connected part (n, n), sides of streets counted."""
    segments, doors = place
    network = build_network(segments, PROFILES["foot"], SPEED)
    stops = gather_stops(network, doors)
    largest = Counter(int(network.component[stop.segment]) for stop in stops).most_common(1)[0][0]
    places = spots(network, [stop for stop in stops if network.component[stop.segment] == largest])
    times = corner_times(network, places.corners.ravel(), Pace())
    cost = time_matrix(network, times, places, Pace())
    np.fill_diagonal(cost, 0)
    return cost
