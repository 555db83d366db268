from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q


class Correction(models.Model):
    """A spelling mistake put right in a text that people already answered: from what, to what, how alike.

    Who did it stands in the audit log. Rows are never changed or deleted.
    """

    class Subject(models.TextChoices):
        STATEMENT = "statement"
        STEP = "step"
        VALUE = "value"
        CONCERN = "concern"
        PREJUDICE = "prejudice"

    # Of 100: below this it is another text, not another spelling.
    LEAST_ALIKE = 80

    subject = models.CharField(max_length=9, choices=Subject)
    subject_id = models.BigIntegerField()
    before_nl = models.CharField(max_length=200)
    before_en = models.CharField(max_length=200, blank=True)
    after_nl = models.CharField(max_length=200)
    after_en = models.CharField(max_length=200, blank=True)
    alike_percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "subject_id"], name="correction_by_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__in=["statement", "step", "value", "concern", "prejudice"]),
                name="correction_subject_known",
            ),
            models.CheckConstraint(condition=Q(alike_percent__range=(80, 100)), name="correction_is_alike"),
            models.CheckConstraint(
                condition=~Q(before_nl=F("after_nl"), before_en=F("after_en")), name="correction_changes_something"
            ),
        ]
        triggers = [pgtrigger.Protect(name="correction_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"
