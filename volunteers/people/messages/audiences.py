"""To whom one may write: each app above tells which groups of people it knows. Registered in an app's ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import Membership, User
from volunteers.people.policy import Verb, organisations_where

# Key, words, and the organisation that the message is of.
Row = tuple[int, str, int]


@dataclass(frozen=True)
class Choice:
    """One group of people that somebody may write to."""

    value: str
    label: str
    group: str
    organisation_id: int


@dataclass(frozen=True)
class Audience:
    """A sort of groups: ``choices`` of one coordinator, and the ``people`` behind the key of one of them."""

    code: str
    label: Promise
    choices: Callable[[User], Iterable[Row]]
    people: Callable[[int], QuerySet[User]]


_audiences: dict[str, Audience] = {}


def register(audience: Audience) -> None:
    _audiences[audience.code] = audience


def choices_of(user: User) -> list[Choice]:
    return [
        Choice(f"{audience.code}:{key}", label, str(audience.label), organisation_id)
        for audience in _audiences.values()
        for key, label, organisation_id in audience.choices(user)
    ]


def people_behind(value: str) -> QuerySet[User]:
    code, _colon, key = value.partition(":")
    return _audiences[code].people(int(key)).filter(is_active=True).distinct().order_by("name", "email")


def _groups(user: User) -> Iterable[Row]:
    organisations = organisations_where(user, Verb.RUN_SHIFT).order_by("name")
    return [(row.pk, row.name, row.pk) for row in organisations]


def _members(key: int) -> QuerySet[User]:
    return User.objects.filter(pk__in=Membership.objects.holding().filter(organisation=key).values("user"))


def _coordinators(key: int) -> QuerySet[User]:
    coordinating = Membership.objects.holding().filter(
        organisation=key, role__in=[Membership.Role.COORDINATOR, Membership.Role.ADMIN]
    )
    return User.objects.filter(pk__in=coordinating.values("user"))


def register_own() -> None:
    register(Audience("members", _("Everybody of a group"), _groups, _members))
    register(Audience("coordinators", _("The coordinators of a group"), _groups, _coordinators))
