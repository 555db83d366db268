"""Statements in versions: free to change until a campaign with it starts, from then on a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.models import Statement, Topic
from volunteers.people import audit
from volunteers.people.models import User


@dataclass(frozen=True)
class StatementWords:
    text_nl: str
    text_en: str
    low_nl: str
    low_en: str
    high_nl: str
    high_en: str
    hoped_direction: int


@transaction.atomic
def add_version(*, topic: Topic, words: StatementWords, by: User) -> Statement:
    """The next version; campaigns that run keep the one they have until somebody chooses the new one."""
    Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    newest = topic.statements.order_by("-version").values_list("version", flat=True).first() or 0
    statement = Statement.objects.create(topic=topic, version=newest + 1, **vars(words))
    audit.note(actor=by, organisation=topic.organisation, verb="added statement", subject=f"statement {statement.pk}")
    return statement


@transaction.atomic
def change_statement(*, statement: Statement, words: StatementWords, today: date) -> None:
    locked = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if locked.is_locked(today):
        raise TopicError(_("A campaign with this statement has started. Correct its spelling, or make a new version."))
    for name, value in vars(words).items():
        setattr(locked, name, value)
    locked.save()
