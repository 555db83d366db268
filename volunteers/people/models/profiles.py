from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers.people.models.users import User

PARTS_OF_DAY = 3  # morning, afternoon, evening


class Profile(models.Model):
    """What a person says about walking with us. Facts with a purpose only: no free text, so nothing slips in."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="profile")
    # Codes of languages spoken at a door, the person's own choice of first one first.
    languages = ArrayField(models.CharField(max_length=5), verbose_name=_("languages"), default=list, blank=True)
    max_km = models.PositiveSmallIntegerField(_("how far you want to travel"), null=True, blank=True)
    stairs = models.BooleanField(_("stairs are fine"), default=True)
    bike = models.BooleanField(_("comes by bike"), default=False)
    # weekday * 3 + part of the day, Monday first: 0 is Monday morning, 20 is Sunday evening.
    availability = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("when you can"), default=list, blank=True
    )
    trained_on = models.DateField(_("trained on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(max_km=None) | Q(max_km__range=(1, 500)), name="profile_distance_sane"),
            models.CheckConstraint(
                condition=Q(availability__contained_by=list(range(7 * PARTS_OF_DAY))), name="profile_parts_of_a_week"
            ),
        ]

    def __str__(self) -> str:
        return f"profile of {self.user_id}"

    def can_on(self, *, weekday: int, part: int) -> bool:
        return weekday * PARTS_OF_DAY + part in self.availability


def profile_of(user: User) -> Profile:
    """The person's profile, made when it is asked for first."""
    return Profile.objects.get_or_create(user=user)[0]
