"""Sums over conversations, from which every number about opinions on a page comes.

An empty area means all areas of the campaign, an empty period all of its weeks and months: each conversation counts
in four cells. Keys stand in no sequence, so the order in which cells came to be is kept nowhere. ``rollups/`` keeps
the live tables right; the published ones are their copy at the last weekly intake, and all that pages read.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from canvass.campaigns.models import Campaign
from conversations.topics.models import Statement

RATINGS = 11


def _no_ratings() -> list[int]:
    return [0] * RATINGS


class Cell(models.Model):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Never summed over: another version of a statement is another question.
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=8, blank=True)

    class Meta:
        abstract = True


class RatingSums(Cell):
    """What is said about numbers: counts, sums, squares and cross-sums over pairs, how often each number was given."""

    pk = models.CompositePrimaryKey("campaign_id", "statement_id", "area", "period")
    area_level = models.CharField(max_length=13, blank=True)
    conversations = models.PositiveIntegerField(default=0)
    canvassers = models.PositiveIntegerField(default=0)
    pair_canvassers = models.PositiveIntegerField(default=0)
    # Over the conversations with both numbers.
    pairs = models.PositiveIntegerField(default=0)
    sum_open = models.PositiveIntegerField(default=0)
    sum_close = models.PositiveIntegerField(default=0)
    sum_open_sq = models.PositiveIntegerField(default=0)
    sum_close_sq = models.PositiveIntegerField(default=0)
    sum_cross = models.PositiveIntegerField(default=0)
    higher = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    lower = models.PositiveIntegerField(default=0)
    opening_refused = models.PositiveIntegerField(default=0)
    opening_not_asked = models.PositiveIntegerField(default=0)
    closing_refused = models.PositiveIntegerField(default=0)
    closing_not_asked = models.PositiveIntegerField(default=0)
    # How often 0, 1, ... 10 was given.
    opening = ArrayField(models.PositiveIntegerField(), size=RATINGS, default=_no_ratings)
    closing = ArrayField(models.PositiveIntegerField(), size=RATINGS, default=_no_ratings)

    class Meta:
        abstract = True


class CanvasserSums(Cell):
    """One canvasser's part of a cell: conversations of one canvasser resemble each other (S5)."""

    pk = models.CompositePrimaryKey("campaign_id", "statement_id", "area", "period", "canvasser_code")
    canvasser_code = models.UUIDField()
    conversations = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    sum_change = models.IntegerField(default=0)

    class Meta:
        abstract = True


class CodeSums(Cell):
    """How often a code was logged. ``detail``: the shift seen of a prejudice, the guide version of a step."""

    class Kind(models.TextChoices):
        VALUE = "value"
        CONCERN = "concern"
        PREJUDICE = "prejudice"
        STEP = "step"
        GUIDE = "guide"
        MINUTES = "minutes"

    pk = models.CompositePrimaryKey("campaign_id", "statement_id", "area", "period", "kind", "code", "detail")
    kind = models.CharField(max_length=9, choices=Kind)
    code = models.CharField(max_length=40)
    detail = models.CharField(max_length=20, blank=True)
    conversations = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class RatingCell(RatingSums):
    pass


class CanvasserCell(CanvasserSums):
    pass


class CodeCell(CodeSums):
    pass


class PublishedRatingCell(RatingSums):
    pass


# Pages read the whole and its margins; cells by area and period at once are the most, and only there to be copied.
MARGIN = Q(area="") | Q(period="")


class PublishedCanvasserCell(CanvasserSums):
    class Meta:
        indexes = [
            models.Index(fields=["campaign", "area", "period"], condition=MARGIN, name="published_canvasser_margin")
        ]


class PublishedCodeCell(CodeSums):
    class Meta:
        indexes = [models.Index(fields=["campaign", "area", "period"], condition=MARGIN, name="published_code_margin")]
