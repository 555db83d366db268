"""Everything that is kept on one person, found by walking the models and not by a list that somebody forgets to extend.

A row that goes with the account is about the person and is given whole. A row that stays when the account goes was
only handled by them and is about somebody or something else: of these the number is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import models
from django.utils import timezone

from volunteers.people.models import Invitation, User
from volunteers.shifts.experience import experience_of

# Secrets that prove who somebody is, and copies of what stands elsewhere: no use to the person, of use to a thief.
WITHHELD = {
    "password", "data", "session_key", "token", "token_hash", "code_hash", "network_hash", "private_key", "auth",
    "p256dh", "endpoint",
}  # fmt: skip
TOLD_IN_CONFIDENCE = {("shifts.duowish", "about")}
WITHHELD_MODELS = {"mfa.authenticator"}  # only how many there are


def own_data(user: User, *, now: datetime) -> dict[str, Any]:
    """In plain words and values, ready for a JSON file that a person can read."""
    experience = experience_of([user.pk])[user.pk]
    return {
        "made_at": timezone.localtime(now).isoformat(timespec="minutes"),
        "account": _row(user),
        "experience": {"shifts": experience.shifts, "hours": experience.hours, "last_on": _plain(experience.last_on)},
        "kept_on_you": _kept(user),
        "invitations_to_your_address": [_row(each) for each in Invitation.objects.filter(email=user.email)],
        "handled_by_you": _handled(user),
        "not_in_this_file": (
            "Conversations that you logged carry no name and no link to your account; nobody can tell which are yours. "
            "Secrets of signing in are left out, and so is what others told us."
        ),
    }


def relations() -> Iterator[models.ManyToOneRel]:
    """Every foreign key to an account in any app, also those without a name backwards."""
    for field in User._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ManyToOneRel) and not field.related_model._meta.auto_created:
            yield field


def _kept(user: User) -> dict[str, list[dict[str, Any]]]:
    """By model. What others wished about the person was told in confidence: only what they wished is theirs."""
    found: dict[str, list[dict[str, Any]]] = {}
    for relation in relations():
        label = relation.related_model._meta.label_lower
        if relation.on_delete is models.CASCADE and (label, relation.field.name) not in TOLD_IN_CONFIDENCE:
            found.setdefault(label, []).extend(_rows(relation, user))
    return found


def _rows(relation: models.ManyToOneRel, user: User) -> list[dict[str, Any]]:
    rows = relation.related_model._default_manager.filter(**{relation.field.name: user})
    if relation.related_model._meta.label_lower in WITHHELD_MODELS:
        return [{"number": rows.count()}]
    return [_row(each) for each in rows.order_by("pk")]


def _handled(user: User) -> dict[str, int]:
    """By model and by what the person was to it: "people.invitation.invited_by": 3."""
    counted = {}
    for relation in relations():
        if relation.on_delete is not models.CASCADE:
            model, column = relation.related_model, relation.field.name
            rows = model._default_manager.filter(**{column: user})
            counted[f"{model._meta.label_lower}.{column}"] = rows.count()
    return {name: number for name, number in counted.items() if number}


def _row(instance: models.Model) -> dict[str, Any]:
    """By the names of the columns; another row is told by its own name, another person not at all."""
    found: dict[str, Any] = {}
    for field in instance._meta.concrete_fields:
        if field.name in WITHHELD or isinstance(field, models.BinaryField):
            continue
        if field.is_relation:
            other = None if field.related_model is User else getattr(instance, field.name)
            if other is not None:
                found[field.name] = str(other)
        else:
            found[field.name] = _plain(field.value_from_object(instance))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)


def addresses_of_account(user: User) -> list[str]:
    """The address of the account first, then others that were proven to be theirs."""
    others = EmailAddress.objects.filter(user=user).exclude(email=user.email)
    return [user.email, *others.values_list("email", flat=True)]
