"""Closed tours by other planners. Each takes whole costs (n, n) and CPU seconds, and gives an order.

All use one thread and are stopped by processor time, so that a busy machine is fair to each.
VROOM knows its own clock only: it runs again with more of it when it was cut off too early.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from tests.benchmarks.routing.files import NotHereError

PATIENCE = 20  # times the limit, on the clock of the wall, before a planner is stopped at any rate

Costs = np.ndarray
Planner = Callable[[Costs, float], list[int]]


@dataclass(frozen=True)
class Timed:
    length: int
    seconds: float  # of the processor


def timed(planner: Planner, cost: Costs, seconds: float) -> Timed:
    began = time.process_time()
    order = planner(cost, seconds)
    took = time.process_time() - began
    assert sorted(order) == list(range(len(cost)))
    return Timed(tour_length(cost, order), took)


def tour_length(cost: Costs, order: list[int]) -> int:
    return int(cost[order, np.roll(order, -1)].sum())


def best_known(cost: Costs, runs: int) -> list[int]:
    """LKH, through elkai (its licence is academic: a referee only). Takes the time it takes."""
    try:
        import elkai
    except ImportError as absent:
        raise NotHereError("elkai (LKH) is not installed") from absent
    return list(elkai.DistanceMatrix(cost.tolist()).solve_tsp(runs=runs))[:-1]


def or_tools(cost: Costs, seconds: float) -> list[int]:
    try:
        from ortools.constraint_solver import pywrapcp, routing_enums_pb2
    except ImportError as absent:
        raise NotHereError("OR-tools is not installed") from absent
    manager = pywrapcp.RoutingIndexManager(len(cost), 1, 0)
    model = pywrapcp.RoutingModel(manager)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(cost.tolist()))
    settings = pywrapcp.DefaultRoutingSearchParameters()
    settings.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PATH_CHEAPEST_ARC
    settings.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    end = time.process_time() + seconds
    model.AddSearchMonitor(model.solver().CustomLimit(lambda: time.process_time() >= end))
    settings.time_limit.FromSeconds(int(seconds * PATIENCE) + 1)
    found = model.SolveWithParameters(settings)
    if found is None:
        return list(range(len(cost)))  # nothing in time: as they come
    order, at = [], model.Start(0)
    while not model.IsEnd(at):
        order.append(manager.IndexToNode(at))
        at = found.Value(model.NextVar(at))
    return order


@dataclass
class ProcessorTime:
    """PyVRP's way to say when to stop."""

    end: float

    def __call__(self, best_cost: float) -> bool:
        return time.process_time() >= self.end


def pyvrp(cost: Costs, seconds: float) -> list[int]:
    try:
        from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
    except ImportError as absent:
        raise NotHereError("PyVRP is not installed") from absent
    n = len(cost)
    places = [Location(0, 0) for _ in range(n)]
    clients = [Client(x) for x in range(1, n)]
    data = ProblemData(places, clients, [Depot(0)], [VehicleType(1)], [cost], [cost])
    found = solve(data, stop=ProcessorTime(time.process_time() + seconds), seed=1, display=False)
    return [0, *(visit.idx + 1 for route in found.best.routes() for visit in route if visit.is_client())]


def vroom(cost: Costs, seconds: float) -> list[int]:
    try:
        import vroom as engine
    except ImportError as absent:
        raise NotHereError("pyvroom is not installed") from absent
    problem = engine.Input()
    # Its costs are 32-bit, summed up: in seconds.
    problem.set_durations_matrix("car", np.minimum(cost, 2**31 - 1).astype(np.uint32))
    problem.add_vehicle(engine.Vehicle(1, start=0, end=0))
    for node in range(1, len(cost)):
        problem.add_job(engine.Job(node, location=node))
    for patience in (1, 2, 4):
        began = time.process_time()
        limit = timedelta(seconds=patience * seconds)
        routes = problem.solve(exploration_level=5, nb_threads=1, timeout=limit).routes
        if time.process_time() - began >= 0.9 * seconds:
            break
    return [0, *(int(job) for job in routes[routes.type == "job"].id)]


PEERS: dict[str, Planner] = {"OR-tools": or_tools, "PyVRP": pyvrp, "VROOM": vroom}
VROOM_UP_TO = 500  # stops; above, it takes 20 times the limit, so it runs only when asked for


def peers(stops: int, *, everyone: bool) -> dict[str, Planner]:
    """The planners to compare with on so many stops."""
    return {name: run for name, run in PEERS.items() if name != "VROOM" or everyone or stops <= VROOM_UP_TO}
