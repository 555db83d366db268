"""The audit log of one organisation, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from volunteers.people.auditing.words import DEEDS, WORDS, About
from volunteers.people.models import AuditEntry, Organisation

MERGED = "merged organisation"


@dataclass(frozen=True)
class Line:
    entry: AuditEntry
    words: object
    actor: str

    @classmethod
    def of(cls, entry: AuditEntry) -> Line:
        # None for what nobody did, such as the beat; the number of an account that is gone leads to nobody.
        name = (entry.actor.name or entry.actor.email) if entry.actor else ""
        return cls(entry, WORDS.get(entry.verb, entry.verb), name)


def entries_of(
    organisation: Organisation, *, q: str = "", about: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[AuditEntry]:
    """Newest first, with what was noted of organisations that were merged into it. ``until`` is the last day."""
    found = AuditEntry.objects.filter(organisation__in=_with_merged(organisation)).select_related("actor")
    if q:
        found = found.filter(Q(actor__name__icontains=q) | Q(actor__email__icontains=q))
    if about:
        found = found.filter(verb__in=DEEDS[About(about)])
    if since:
        found = found.filter(at__date__gte=since)
    if until:
        found = found.filter(at__date__lte=until)
    return found.order_by("-at", "-pk")


def _with_merged(organisation: Organisation) -> set[int]:
    merged: dict[int, list[int]] = {}
    for into, subject in AuditEntry.objects.filter(verb=MERGED).values_list("organisation_id", "subject"):
        merged.setdefault(into or 0, []).append(int(subject.rpartition(" ")[2]))
    found, waiting = {organisation.pk}, [organisation.pk]
    while waiting:
        fresh = [pk for pk in merged.get(waiting.pop(), []) if pk not in found]
        found.update(fresh)
        waiting += fresh
    return found
