""" "Worked for us": an organisation's word about a guide or an item, told with what it rests on and no more."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.models import Guide, Item, Mark
from volunteers.people import audit
from volunteers.people.models import Organisation, User

# Figures of change, and words of cause and proof: what only a comparison by lot can carry (docs/outcomes.md).
CLAIM = re.compile(
    r"\d\s*(?:%|procent|percent)|\b\d+\s+(?:op|van|van de|in|out of)\s+(?:de\s+)?\d+\b"
    r"|\b(?:bewezen|bewijs|bewijst|effect|effecten|effectief|veroorza\w*|overtuigde?n?|omgepraat"
    r"|prove[ds]?|proven|proof|effects?|effective|caused?|persuaded?|convinced?)\b"
    r"|\b(?:changed|veranderde?n?)\s+(?:their|his|her|zijn|haar|hun|van)\s+(?:minds?|mening\w*)",
    re.IGNORECASE,
)


def overclaims(evidence: str, note: str) -> bool:
    """Whether a note says more than its kind of evidence can carry."""
    return evidence != Mark.Evidence.RANDOMISED and CLAIM.search(note) is not None


@transaction.atomic
def mark(*, thing: Guide | Item, organisation: Organisation, evidence: str, note: str, by: User) -> Mark:
    """One mark an organisation; said again, it replaces what was said before."""
    if overclaims(evidence, note):
        raise TopicError(
            _("Figures of change and words of proof need a randomised comparison. Tell what you did and what you saw.")
        )
    about: dict[str, Any] = {"guide" if isinstance(thing, Guide) else "item": thing}
    made, _created = Mark.objects.update_or_create(
        organisation=organisation, **about, defaults={"evidence": evidence, "note": note}
    )
    audit.note(actor=by, organisation=organisation, verb="marked as worked", subject=f"{thing.noun} {thing.pk}")
    return made


@transaction.atomic
def unmark(*, mark: Mark, by: User) -> None:
    audit.note(actor=by, organisation=mark.organisation, verb="took mark back", subject=f"mark {mark.pk}")
    mark.delete()
