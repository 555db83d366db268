"""What is left of doors and evenings: counts."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from canvass.campaigns.models import Campaign
from volunteers.shifts.models import Shift

# Whoever writes counts, the sums of a week are right: pages of whole campaigns read nothing else.
COUNTED_IN_THE_WEEK = pgtrigger.Trigger(
    name="counted_in_the_week",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP <> 'INSERT' THEN
            UPDATE insight_doorweek SET count = count - OLD.count
            WHERE campaign_id = OLD.campaign_id AND period = OLD.period AND outcome = OLD.outcome;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO insight_doorweek AS kept (campaign_id, period, outcome, count)
            VALUES (NEW.campaign_id, NEW.period, NEW.outcome, NEW.count)
            ON CONFLICT (campaign_id, period, outcome) DO UPDATE SET count = kept.count + EXCLUDED.count;
        END IF;
        RETURN NULL;
    """,
)


class DoorCount(models.Model):
    """Doors per neighbourhood, week and outcome: what is left of "refused" or "conversation"."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="door_counts")
    area = models.CharField(max_length=40)
    period = models.CharField(max_length=8)
    outcome = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "area", "period", "outcome"], name="one_door_count")]
        triggers = [COUNTED_IN_THE_WEEK]

    def __str__(self) -> str:
        return f"{self.area} {self.period} {self.outcome} {self.count}"


class DoorWeek(models.Model):
    """Doors of a whole campaign per week and outcome: the sums of its door counts, written by the database only."""

    pk = models.CompositePrimaryKey("campaign_id", "period", "outcome")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="door_weeks", db_index=False)
    period = models.CharField(max_length=8)
    outcome = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.period} {self.outcome} {self.count}"


class AnswerHour(models.Model):
    """How many doors were tried and answered per weekday and hour, per campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="answer_hours")
    weekday = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField()
    tried = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "weekday", "hour"], name="one_answer_hour"),
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6), hour__range=(0, 23)), name="answer_hour_in_a_week"
            ),
            models.CheckConstraint(condition=Q(answered__lte=models.F("tried")), name="answered_within_tried"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.hour}"


class ShiftSummary(models.Model):
    """Frozen at opening for the debrief, already suppressed; the rows behind it are gone by then."""

    shift = models.OneToOneField(Shift, on_delete=models.CASCADE, related_name="summary")
    # Doors by area, period and outcome, as counted so far: late entries add only the difference.
    counted = models.JSONField(default=list)
    # None where fewer than ten conversations or three canvassers: then nothing about ratings was kept.
    ratings = models.JSONField(null=True)
    conversations = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"summary of shift {self.shift_id}"
