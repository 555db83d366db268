"""The nightly round: what is due goes, what another part should have deleted by now is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Model

from canvass.core.retention.rules import Rule, every_rule

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Found:
    """One model: how many rows there are, and how many should have gone."""

    model: type[Model]
    rule: Rule
    kept: int
    overdue: int


def look(*, now: datetime) -> list[Found]:
    """Without touching a row."""
    return [
        Found(model, rule, model._base_manager.count(), rule.overdue(now).count() if rule.overdue else 0)
        for model, rule in every_rule().items()
    ]


def go_round(*, now: datetime) -> list[Found]:
    """Delete what is due and say what is left over; each model in a transaction of its own."""
    for model, rule in every_rule().items():
        if rule.overdue is None or rule.cares:
            continue
        try:
            with transaction.atomic():
                gone, _by_model = rule.overdue(now).delete()
        except DatabaseError:
            # What cannot go tonight keeps nothing else here: it is told below.
            log.exception("not forgotten", model=model._meta.label)
            continue
        if gone:
            log.info("forgotten", model=model._meta.label, rows=gone)
    left = [found for found in look(now=now) if found.overdue]
    for found in left:
        log.error("kept too long", model=found.model._meta.label, rows=found.overdue, cares=found.rule.cares)
    return left
