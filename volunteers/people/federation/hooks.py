"""What other apps do when an organisation changes place; they register it when they are ready."""

from __future__ import annotations

from collections.abc import Callable

from volunteers.people.models import Organisation

_moved: list[Callable[[Organisation], object]] = []


def when_moved(work: Callable[[Organisation], object]) -> None:
    """``work`` runs in the transaction of every move, with the organisation in its new place."""
    _moved.append(work)


def has_moved(organisation: Organisation) -> None:
    for work in _moved:
        work(organisation)
