"""How long each kind of row is kept, as data: every model has one rule, in its app's ``retention_rules.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.module_loading import autodiscover_modules

Overdue = Callable[[datetime], QuerySet[Any]]


class Data(StrEnum):
    """What sort of data it is; the register of processing is ordered by it."""

    OPINIONS = "opinions of residents, de-identified"
    RESIDENTS = "addresses and residents, without opinions"
    VOLUNTEERS = "volunteers, coordinators and admins"
    SECRETS = "keys, codes and sessions"
    WORK = "what organisations plan and write"
    COUNTS = "counts"
    PUBLIC = "public registers and the map"
    HOUSE = "the software itself"


@dataclass(frozen=True)
class Rule:
    """``overdue`` gives the rows that should have gone by then. ``cares`` names the part that deletes them.

    Without ``cares`` the nightly round deletes what is overdue; without both, rows go with what they belong to, and
    a key of theirs must say so.
    """

    models: tuple[str, ...]
    data: Data
    until: str
    overdue: Overdue | None = None
    cares: str = ""


class RuleError(Exception):
    """A model without a rule, or with two."""


_rules: dict[str, Rule] = {}


def register(rules: Iterable[Rule]) -> None:
    for rule in rules:
        for label in rule.models:
            if _rules.get(label, rule) != rule:
                raise RuleError(f"{label} has two rules")
            _rules[label] = rule


def every_rule() -> dict[type[Model], Rule]:
    """By model, in the order of what sort of data it is; raises ``RuleError`` for a model without one."""
    autodiscover_modules("retention_rules")
    order = list(Data)
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    missing = models.keys() - _rules.keys()
    if missing:
        raise RuleError(f"no rule how long these are kept: {', '.join(sorted(missing))}")
    known = sorted(models, key=lambda label: (order.index(_rules[label].data), label))
    return {models[label]: _rules[label] for label in known}
