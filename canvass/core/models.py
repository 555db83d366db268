from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet["Job"]):
    def waiting(self, *, now: datetime) -> JobQuerySet:
        """Jobs that nobody works on: new ones, and ones whose worker let the lease run out."""
        return self.filter(
            Q(state=Job.State.NEW, not_before__lte=now) | Q(state=Job.State.RUNNING, lease_until__lt=now)
        )


class Job(models.Model):
    """Work that outlives a request. This row is the truth; the message broker only rings the bell."""

    class State(models.TextChoices):
        NEW = "new", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    FINAL = (State.DONE, State.FAILED, State.CANCELLED)
    MAX_ATTEMPTS = 3

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    # One job per key: asking twice gives the same job.
    key = models.CharField(max_length=200, unique=True)
    # Opaque here: core lies below people.
    owner_id = models.BigIntegerField(null=True, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    done_units = models.PositiveIntegerField(default=0)
    total_units = models.PositiveIntegerField(default=0)
    # While it runs: what is safely done, for the next attempt. At the end: what came of it.
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "running", "done", "failed", "cancelled"]), name="job_state_known"
            ),
            models.CheckConstraint(condition=Q(attempts__lte=3), name="job_attempts_bounded"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False), name="job_running_has_lease"
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state__in=["new", "running"]), name="job_open"),
            models.Index(fields=["organisation_id", "-created_at"], name="job_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def percent(self) -> int:
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * self.done_units // self.total_units) if self.total_units else 0

    @property
    def is_final(self) -> bool:
        return self.state in self.FINAL

    @property
    def is_explained(self) -> bool:
        """Whether ``error`` was written for people; else it is an exception's raw text."""
        return bool(self.error and self.result.get("explained"))


class Key(models.Model):
    """The key of one secret, wrapped with the installation's (keys.py). Without its row the secret is noise."""

    # What it opens: kind|id.
    name = models.CharField(max_length=120, primary_key=True)
    wrapped = models.BinaryField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="key_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """Somebody was erased on request: kept apart from the data, so that a restore of older data erases them again."""

    kind = models.CharField(max_length=20)
    # Leads to nobody without the data that it erases.
    reference = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.kind} erased"
