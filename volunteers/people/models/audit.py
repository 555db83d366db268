from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from volunteers.people.models.organisations import Organisation
from volunteers.people.models.users import User

# A row is sealed once, and nothing else of it ever changes.
NEVER_CHANGES = pgtrigger.Protect(
    name="audit_entry_never_changes",
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "OLD.sequence IS NOT NULL OR (OLD.id, OLD.at, OLD.actor_id, OLD.organisation_id, OLD.verb, OLD.subject)"
        " IS DISTINCT FROM (NEW.id, NEW.at, NEW.actor_id, NEW.organisation_id, NEW.verb, NEW.subject)"
    ),
)
NEVER_GOES = pgtrigger.Protect(name="audit_entry_never_goes", operation=pgtrigger.Delete)
NEVER_EMPTIED = pgtrigger.Trigger(
    name="audit_never_emptied",
    when=pgtrigger.Before,
    level=pgtrigger.Statement,
    operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate people_auditentry';",
)


class AuditEntry(models.Model):
    """Who did what to whose rights or data. Append-only; never holds values of what changed.

    Bare numbers for who and where: an account or organisation that goes leaves its lines as they were sealed,
    and the number then leads to nobody.
    """

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, blank=True)
    # Given by auditing/chain.py, soon after the row: its place, and the digest of everything up to it.
    sequence = models.BigIntegerField(null=True, unique=True, editable=False)
    digest = models.BinaryField(null=True, max_length=32)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "-at"], name="audit_by_organisation"),
            models.Index(fields=["id"], condition=Q(sequence=None), name="audit_not_sealed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sequence=None, digest=None) | Q(sequence__gte=1, digest__isnull=False),
                name="audit_sealed_whole",
            )
        ]
        triggers = [NEVER_CHANGES, NEVER_GOES, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
