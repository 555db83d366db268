"""Who walks with whom, and which turf they walk."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from canvass.turf.models import Turf
from volunteers.people.models import Organisation, User
from volunteers.shifts.models.shifts import Shift


class Duo(models.Model):
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="duos")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["shift", "number"], name="duo_number_once")]

    def __str__(self) -> str:
        return f"duo {self.number}"


class DuoMember(models.Model):
    duo = models.ForeignKey(Duo, on_delete=models.CASCADE, related_name="members")
    # Repeated from the duo, so that the database holds "one duo per volunteer per shift".
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="+")
    volunteer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Walks along for the company, and gets no doors on the phone.
    observes = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shift", "volunteer"], name="one_duo_per_volunteer_per_shift")]

    def __str__(self) -> str:
        return f"{self.volunteer} in {self.duo}"


class Guest(models.Model):
    """Somebody who walks along for this one shift without an account. A first name, deleted when it is closed."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(_("first name"), max_length=40)
    duo = models.ForeignKey(Duo, null=True, blank=True, on_delete=models.SET_NULL, related_name="guests")
    observes = models.BooleanField(default=False)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_out_at=None)
                | Q(checked_in_at__isnull=False, checked_out_at__gte=F("checked_in_at")),
                name="guest_checked_out_after_checked_in",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="guest_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name


class DuoWish(models.Model):
    """With whom somebody likes to walk, or rather not. Coordinators of the organisation see it, nobody else."""

    class Kind(models.TextChoices):
        WITH = "with", _("with")
        NOT_WITH = "not", _("rather not with")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    wisher = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duo_wishes")
    about = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "wisher", "about"], name="one_wish_about_one_person"),
            models.CheckConstraint(condition=~Q(wisher=F("about")), name="no_wish_about_oneself"),
            models.CheckConstraint(condition=Q(kind__in=["with", "not"]), name="duo_wish_kind_known"),
        ]

    def __str__(self) -> str:
        return self.kind


class Assignment(models.Model):
    """A turf handed out to a duo. In a tower or a busy street several duos may share one turf."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duo = models.ForeignKey(Duo, on_delete=models.CASCADE, related_name="assignments")
    turf = models.ForeignKey(Turf, on_delete=models.PROTECT, related_name="assignments")
    handed_out_at = models.DateTimeField(auto_now_add=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duo"], condition=Q(returned_at=None), name="one_open_turf_per_duo"),
        ]

    def __str__(self) -> str:
        return f"{self.turf} -> {self.duo}"
