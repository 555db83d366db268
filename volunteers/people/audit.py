from __future__ import annotations

from volunteers.people.auditing.words import WORDS
from volunteers.people.models import AuditEntry, Organisation, User


def note(*, actor: User | None, organisation: Organisation | None, verb: str, subject: object = "") -> None:
    """Add one line to the audit log; ``subject`` is an id or a kind, never a value of what changed.

    ``verb`` is one of auditing/words.py; raises ``KeyError`` for another.
    """
    WORDS[verb]
    AuditEntry.objects.create(actor=actor, organisation=organisation, verb=verb, subject=str(subject)[:80])
