from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.asked import LOCKS_WHAT_IT_ASKED
from canvass.campaigns.models.programmes import Programme
from canvass.places.models import Neighbourhood
from conversations.topics.models import GuideVersion, Statement
from volunteers.people.models import Organisation


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def running_on(self, day: date) -> CampaignQuerySet:
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Campaign(models.Model):
    """Topic, guide, period and rules of the door of one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="campaigns")
    name = models.CharField(_("name"), max_length=100)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="campaigns")
    guide_version = models.ForeignKey(GuideVersion, on_delete=models.PROTECT, related_name="campaigns")
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    neighbourhoods = models.ManyToManyField(Neighbourhood, blank=True, related_name="campaigns")
    quiet_from = models.TimeField(_("no doorbells after"), default="21:00")
    quiet_until = models.TimeField(_("no doorbells before"), default="10:00")
    honour_stickers = models.BooleanField(_("a sticker means: do not ring"), default=True)
    rest_days = models.PositiveSmallIntegerField(_("rest period (days)"), default=30)
    max_passes = models.PositiveSmallIntegerField(_("times a door is tried"), default=3)
    # The privacy dial: without return visits no door keeps a state after closing.
    keeps_door_states = models.BooleanField(_("remember doors for a second visit"), default=True)
    goal_conversations = models.PositiveIntegerField(_("goal: conversations"), default=0)
    # An umbrella's goals that this campaign counts towards.
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="campaigns")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="campaign_name_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start"),
            models.CheckConstraint(condition=Q(max_passes__gte=1, max_passes__lte=3), name="campaign_passes_1_to_3"),
        ]
        triggers = [LOCKS_WHAT_IT_ASKED]

    def __str__(self) -> str:
        return self.name


class PlanningNumbers(models.Model):
    """What the planner reckons with; defaults of the field, editable, later the campaign's own figures."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="planning_numbers")
    walk_metres_per_second = models.FloatField(_("walking speed (m/s)"), default=1.2)
    wait_seconds = models.PositiveSmallIntegerField(_("waiting at a door (s)"), default=60)
    open_percent = models.PositiveSmallIntegerField(
        _("doors that open (%)"), default=30, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    talk_percent = models.PositiveSmallIntegerField(
        _("of those, conversations (%)"), default=25, validators=[MaxValueValidator(100)]
    )
    talk_minutes = models.FloatField(_("length of a conversation (min)"), default=12)
    logging_seconds = models.PositiveSmallIntegerField(_("logging a conversation (s)"), default=120)
    refusal_seconds = models.PositiveSmallIntegerField(_("a refusal (s)"), default=75)
    shift_minutes = models.PositiveSmallIntegerField(
        _("time at the doors (min)"), default=120, validators=[MinValueValidator(20), MaxValueValidator(480)]
    )
    # What the campaign met itself, by field: {"own": 34.2, "plan": 33.4, "n": 612}. Written every night by insight;
    # only figures that may be shown are there. ``plan`` is the own figure pulled towards the field's while n is small.
    measured = models.JSONField(default=dict, editable=False)
    use_measured = models.BooleanField(_("plan with our own figures"), default=False)

    class Meta:
        verbose_name_plural = "planning numbers"
        constraints = [
            models.CheckConstraint(condition=Q(open_percent__range=(1, 100)), name="planning_open_is_a_share"),
            models.CheckConstraint(condition=Q(talk_percent__range=(0, 100)), name="planning_talk_is_a_share"),
            models.CheckConstraint(condition=Q(walk_metres_per_second__gt=0), name="planning_walks_forward"),
            models.CheckConstraint(condition=Q(shift_minutes__range=(20, 480)), name="planning_shift_in_bounds"),
        ]

    def __str__(self) -> str:
        return f"planning numbers of {self.campaign}"

    def planned(self, name: str) -> float:
        """What is reckoned with: the campaign's own figure where there is one and it is switched on."""
        figure = self.measured.get(name) if self.use_measured else None
        return float(figure["plan"] if figure else getattr(self, name))
