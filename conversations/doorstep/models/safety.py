"""Reports of volunteers who felt unsafe."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import User
from volunteers.shifts.models import Shift


class SafetyReport(models.Model):
    """ "I felt unsafe": what it was, at street level; a coordinator calls back and closes it."""

    id = models.UUIDField(primary_key=True)
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="safety_reports")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(
        max_length=6, choices=[("door", _("the door")), ("street", _("the street")), ("duo", _("my duo partner"))]
    )
    street = models.CharField(max_length=160, blank=True)
    reported_at = models.DateTimeField(auto_now_add=True)
    called_back_at = models.DateTimeField(null=True, blank=True)
    called_back_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about__in=["door", "street", "duo"]), name="safety_about_known"),
        ]

    def __str__(self) -> str:
        return self.about
