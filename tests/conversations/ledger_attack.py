"""An attacker who knows the schema tries to say at which address a conversation was held.

Every row that hangs on a conversation, or on an address, by whatever column is collected as its traits. Then each
trait of the one is held against each trait of the other: equal values, the same order, nearness in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from statistics import fmean
from typing import Any
from uuid import UUID

import numpy as np
from django.db import models
from scipy.stats import rankdata, t

from canvass.places.models import Address
from canvass.turf.models import Stop
from conversations.insight.models import Conversation, StagedConversation
from tests.conversations.ledger_dump import Dump, all_models, references, traits

Traits = dict[str, dict[str, set[Any]]]
CONVERSATIONS = (StagedConversation, Conversation)
# From a door event over its walk and assignment to the duo, and to who logged it.
HOPS = 3
TINY = 1e-12


def of_conversations(dump: Dump, name_of: Callable[[Mapping[str, Any]], str]) -> Traits:
    """By the name that only the test knows: the row, and every row elsewhere that repeats a value of it alone."""
    found: Traits = {}
    for model in CONVERSATIONS:
        for row in dump.of(model):
            found[name_of(row)] = _grouped(traits(row, prefix="talk"))
    keys = defaultdict(set)
    for talk, known in found.items():
        for values in known.values():
            for value in values:
                if isinstance(value, UUID | bytes):
                    keys[value].add(talk)
    own = {model._meta.db_table for model in CONVERSATIONS}
    for table, rows in dump.tables.items():
        for row in rows if table not in own else ():
            talks = set().union(*(keys.get(value, set()) for _name, value in traits(row, prefix="")))
            for talk in talks:
                _add(found[talk], traits(row, prefix=table))
    return found


def of_addresses(dump: Dump) -> Traits:
    """By address id: rows that name it or a stop at it, and what these lead to."""
    rows_of = {model: {row[_key(model)]: row for row in dump.of(model) if _key(model) in row} for model in all_models()}
    found: Traits = {str(row["id"]): _grouped(traits(row, prefix="address")) for row in dump.of(Address)}
    at_stop = {row["id"]: str(row["address_id"]) for row in dump.of(Stop)}
    for model in all_models():
        for row in dump.of(model):
            for column, target in references(model):
                place = {Address: str(row[column]), Stop: at_stop.get(row[column], "")}.get(target, "")
                if place in found:
                    _follow(found[place], model, row, rows_of, HOPS)
    return found


def _follow(into: dict[str, set[Any]], model: Any, row: Mapping[str, Any], rows_of: Any, hops: int) -> None:
    _add(into, traits(dict(row), prefix=model._meta.db_table))
    for column, target in references(model) if hops else ():
        onward = rows_of.get(target, {}).get(row[column])
        if onward is not None and target is not Address:
            _follow(into, target, onward, rows_of, hops - 1)


def equal_values(talks: Traits, places: Traits, truth: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """For each pair of traits: how many right guesses are to be expected of who believes that equal means joined."""
    where: dict[str, dict[Any, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place, known in places.items():
        for trait, values in known.items():
            for value in values:
                where[trait][_plain(value)].add(place)
    score: dict[tuple[str, str], float] = defaultdict(float)
    for talk, known in talks.items():
        for trait, values in known.items():
            for other, index in where.items():
                matched = set().union(*(index.get(_plain(value), set()) for value in values))
                if truth[talk] in matched:
                    score[trait, other] += 1 / len(matched)
    return score


def same_order(
    talks: Traits, places: Traits, truth: Mapping[str, str], *, within: str | None = None
) -> dict[tuple[str, str], float]:
    """For each pair of traits with an order: how often chance alone would make them run as much alike.

    ``within`` a trait: only the order among those that share its value, such as one person's conversations.
    """
    names = sorted(talks)
    groups = [str(talks[name][within]) for name in names] if within else [""] * len(names)
    keys = _ordered({talk: talks[talk] for talk in names}, names)
    others = _ordered(places, [truth[name] for name in names])
    return {
        (trait, other): _chance_of(left, right, groups)
        for trait, left in keys.items()
        for other, right in others.items()
    }


def _chance_of(left: Sequence[float], right: Sequence[float], groups: Sequence[str]) -> float:
    """Two-sided p of the rank correlation over the distinct values on the left.

    What one person's conversations share, such as a row for their code, was put in order once, not once for each.
    """
    points: dict[tuple[str, float], list[float]] = defaultdict(list)
    for group, mine, theirs in zip(groups, _ranks(left, groups), _ranks(right, groups), strict=True):
        points[group, mine].append(theirs)
    freedom = len(points) - len(set(groups)) - 1
    own = np.array([mine for _group, mine in points])
    met = np.array([fmean(theirs) for theirs in points.values()])
    labels = [group for group, _mine in points]
    own, met = _centred(own, labels), _centred(met, labels)
    spread = float(np.sqrt((own @ own) * (met @ met)))
    if freedom < 1 or spread < TINY:
        return 1.0
    rho = min(abs(float(own @ met)) / spread, 1 - TINY)
    return float(2 * t.sf(rho * np.sqrt(freedom / (1 - rho * rho)), freedom))


def _centred(values: np.ndarray, groups: Sequence[str]) -> np.ndarray:
    own = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        own[group].append(value)
    return values - np.array([fmean(own[group]) for group in groups])


def _ranks(values: Sequence[float], groups: Sequence[str]) -> list[float]:
    """The place of each among its own group; equal values share one."""
    members: dict[str, list[float]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        members[group].append(value)
    order = {group: dict(zip(own, rankdata(own), strict=True)) for group, own in members.items()}
    return [float(order[group][value]) for value, group in zip(values, groups, strict=True)]


def _ordered(known: Traits, names: Sequence[str]) -> dict[str, list[float]]:
    """Traits that all of them have and that say something: numbers, times and ids as numbers."""
    shared = set.intersection(*(set(known[name]) for name in names))
    columns = {trait: [_number(known[name][trait]) for name in names] for trait in shared}
    return {
        trait: [value for value in column if value is not None]
        for trait, column in columns.items()
        if None not in column and len(set(column)) > 1
    }


def _number(values: set[Any]) -> float | None:
    value = min(values, key=str)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, UUID):
        return float(value.int)
    return float(int.from_bytes(value[:8])) if isinstance(value, bytes) else None


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = defaultdict(set)
    _add(found, pairs)
    return found


def _add(into: dict[str, set[Any]], pairs: Iterable[tuple[str, Any]]) -> None:
    for name, value in pairs:
        if isinstance(value, str | int | float | datetime | UUID | bytes):
            into.setdefault(name, set()).add(value)
        elif hasattr(value, "isoformat"):
            into.setdefault(name, set()).add(str(value))


def _key(model: type[models.Model]) -> str:
    field = model._meta.pk
    return field.column if field is not None and getattr(field, "column", None) else "id"
