"""For whom the database answers at this moment: what row-level security (table.py) shows, and nothing else.

Nobody, unless one of the functions below says otherwise: fail closed. What is said holds for the calls within, in
this thread; rows must be read before it ends, not by a queryset that is carried out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from threading import Event

from django.http import HttpRequest


@dataclass(frozen=True)
class Scope:
    # Whoever is signed in to this request, looked up only when a guarded table is asked for.
    request: HttpRequest | None = None
    # Besides: whom a signed link names, or whose own rows are asked for.
    people: frozenset[int] = frozenset()
    # Besides those in which these people have a role: a job's, a token's, a shift's.
    organisations: frozenset[int] = frozenset()
    # SHA-256 of the codes on residents' cards: shows what belongs to these cards.
    cards: frozenset[bytes] = frozenset()
    # What was said, of the organisations below as well: for totals, and for opening what one may not read.
    looks_down: bool = False
    # The nightly rounds and the sweeper see all organisations.
    rounds: bool = False

    @property
    def who_asks(self) -> frozenset[int]:
        user = getattr(self.request, "user", None)
        return self.people | {user.pk} if user is not None and user.is_authenticated else self.people


class RoundsRefused(RuntimeError):
    """A request, or a process that answers requests, asked for the rows of all organisations."""


class RoundsNeeded(RuntimeError):
    """Something that only a round may do, for it would lose the rows that it does not see."""


_scope: ContextVar[Scope] = ContextVar("wall_scope", default=Scope())  # noqa: B039 - frozen
_serves_requests = Event()


def current() -> Scope:
    return _scope.get()


def serve_requests() -> None:
    """Called once where requests are answered: from then on this process cannot go on rounds."""
    _serves_requests.set()


def asking(request: HttpRequest) -> AbstractContextManager[None]:
    """What the signed-in person of ``request`` may reach; who signs in halfway counts from then on."""
    return _within(Scope(request=request))


def asking_as(*people: int) -> AbstractContextManager[None]:
    """Also what these people may reach, and their own rows."""
    scope = current()
    return _within(replace(scope, people=scope.people | set(people)))


def acting_for(*organisations: int | None) -> AbstractContextManager[None]:
    """Also the rows of these organisations; and no longer those of all, where a round comes by."""
    return _within(_with_organisations(*organisations))


def looking_down() -> AbstractContextManager[None]:
    """Where only one's own organisation's rows show, also those below: as far down as one's role reaches."""
    return _within(replace(current(), looks_down=True))


def holding_cards(*hashes: bytes) -> AbstractContextManager[None]:
    """Also what belongs to these cards of residents."""
    scope = current()
    return _within(replace(scope, cards=scope.cards | set(hashes)))


def proven(*, person: int | None = None, organisation: int | None = None) -> None:
    """For the rest of the request: a signed link, a code or a token has shown for whom it asks.

    Outside a request there is no rest, and nothing happens.
    """
    if current().request is not None:
        scope = _with_organisations(organisation)
        _scope.set(replace(scope, people=scope.people | {person}) if person is not None else scope)


@contextmanager
def on_rounds() -> Iterator[None]:
    """All organisations: for the beat's tasks and the keeping of jobs, never for a request."""
    if _serves_requests.is_set() or current().request is not None:
        raise RoundsRefused
    with _within(Scope(rounds=True)):
        yield


def _with_organisations(*organisations: int | None) -> Scope:
    scope = current()
    added = {key for key in organisations if key is not None}
    return replace(scope, organisations=scope.organisations | added, rounds=False)


@contextmanager
def _within(scope: Scope) -> Iterator[None]:
    before = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(before)
