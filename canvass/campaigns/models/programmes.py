from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import Organisation

YEARS = (2000, 2100)
IN_A_CENTURY = [MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])]


class Programme(models.Model):
    """Goals that an umbrella sets for some years; campaigns of its members count towards them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(_("name"), max_length=100)
    first_year = models.PositiveSmallIntegerField(_("first year"), validators=IN_A_CENTURY)
    last_year = models.PositiveSmallIntegerField(_("last year"), validators=IN_A_CENTURY)

    class Meta:
        ordering = ["-first_year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="programme_name_once"),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="programme_ends_after_start"),
            models.CheckConstraint(condition=Q(first_year__gte=2000, last_year__lte=2100), name="programme_years_sane"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> str:
        one = self.first_year == self.last_year
        return str(self.first_year) if one else f"{self.first_year}\N{EN DASH}{self.last_year}"


class ProgrammeGoal(models.Model):
    """One goal of a programme, as a count that every group may know. Never a rating: those have no goal."""

    class Measure(models.TextChoices):
        CONVERSATIONS = "conversations", _("conversations")
        DOORS = "doors", _("doors")
        SHIFTS = "shifts", _("shifts")
        VOLUNTEERS = "volunteers", _("volunteers")
        NEIGHBOURHOODS = "neighbourhoods", _("neighbourhoods")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="goals")
    name = models.CharField(_("goal"), max_length=120)
    measure = models.CharField(_("counted in"), max_length=14, choices=Measure)
    target = models.PositiveIntegerField(
        _("how many"), validators=[MinValueValidator(1), MaxValueValidator(10_000_000)]
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="programme_goal_name_once"),
            models.CheckConstraint(
                condition=Q(measure__in=["conversations", "doors", "shifts", "volunteers", "neighbourhoods"]),
                name="programme_goal_measure_known",
            ),
            models.CheckConstraint(condition=Q(target__gte=1), name="programme_goal_has_a_target"),
        ]

    def __str__(self) -> str:
        return self.name
