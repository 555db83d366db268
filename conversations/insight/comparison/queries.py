"""What a comparison of our own has so far. Answers meet conversations by the card's code; no door is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign, Comparison
from canvass.core.wall.scope import looking_down
from canvass.turf.arms import drawn_of
from canvass.turf.arms import lot_stands as stands
from canvass.turf.models import Arm
from conversations.insight.models import ArmCount, Conversation, FollowUpAnswer
from conversations.statistics.checks import BalanceCheck, Obstacle, balance, causal_obstacles
from conversations.statistics.comparison import ComparisonRow
from conversations.statistics.experiment import Findings, analyse
from conversations.topics.models import GuideStep

TREATMENT, CONTROL = Arm.Kind.CONVERSATION, Arm.Kind.COMPARISON
# The exchange that makes it a deep conversation: with one of these it counts as delivered.
EXCHANGE = (GuideStep.Kind.EXPERIENCE, GuideStep.Kind.OWN_STORY, GuideStep.Kind.PERSPECTIVE)


@dataclass(frozen=True)
class ArmTotals:
    drawn: int
    tried: int
    opened: int
    talked: int


@dataclass(frozen=True)
class WaveResult:
    """One time of asking. ``findings`` may be shown only where nothing is in the way (``open``)."""

    wave: FollowUpAnswer.Wave
    findings: Findings
    obstacles: frozenset[Obstacle]
    least: int

    @property
    def open(self) -> bool:
        return not self.obstacles


@dataclass(frozen=True)
class ComparisonResults:
    """One comparison, or the same one walked by several groups: their answers count together."""

    comparisons: list[Comparison]
    treatment: ArmTotals
    control: ArmTotals
    contact: BalanceCheck
    lot_stands: bool
    waves: list[WaveResult]

    @property
    def steps(self) -> list[tuple[str, int, int]]:
        """From the lot to the talk, side by side."""
        one, other = self.treatment, self.control
        return [
            (_("doors drawn"), one.drawn, other.drawn),
            (_("doors rung"), one.tried, other.tried),
            (_("doors opened"), one.opened, other.opened),
            (_("talks"), one.talked, other.talked),
        ]


@dataclass(frozen=True)
class ComparisonLine:
    campaign: Campaign
    comparison: Comparison | None


def comparison_lines(campaigns: QuerySet[Campaign]) -> list[ComparisonLine]:
    """Campaigns with their comparison, if any; one query."""
    rows = campaigns.select_related("organisation", "comparison").order_by("-starts_on", "name")
    return [ComparisonLine(row, getattr(row, "comparison", None)) for row in rows]


def doors_drawn(comparison: Comparison) -> int:
    """All together: by turf or by side of a street the numbers would begin to tell which door is what."""
    return sum(drawn_of(comparison).values())


def walked_alike(comparison: Comparison, readable: QuerySet[Comparison]) -> list[Comparison]:
    """Those of ``readable`` that ask the same, after the same time, of the same share of doors; itself among them.

    With other shares a group's own level would mix with what the lot did.
    """
    rows = readable.filter(
        campaign__statement=comparison.campaign.statement_id,
        share_percent=comparison.share_percent,
        follow_up_weeks=comparison.follow_up_weeks,
    )
    return list(rows.order_by("started_at", "pk"))


def comparison_results(comparisons: Sequence[Comparison]) -> ComparisonResults:
    """Everything the umbrella's page needs, from the weekly intake's conversations only."""
    with looking_down():
        return _results(list(comparisons))


def _results(together: list[Comparison]) -> ComparisonResults:
    campaigns = [comparison.campaign_id for comparison in together]
    totals = _totals(together, campaigns)
    treatment, control = totals[TREATMENT], totals[CONTROL]
    contact = balance(treatment.talked, treatment.tried, control.talked, control.tried)
    lot_stands = all(stands(row) for row in together)
    talks = _talks(campaigns)
    # Each set its own number beforehand; together they keep to the strictest.
    least = max((row.min_answers for row in together), default=Comparison.LEAST_ANSWERS)
    waves = [
        _wave(wave, talks, _answers(campaigns, wave), contact, lot_stands=lot_stands, least=least)
        for wave in FollowUpAnswer.Wave
    ]
    return ComparisonResults(together, treatment, control, contact, lot_stands, waves)


@dataclass(frozen=True)
class _Talk:
    code: bytes | None
    treated: bool
    delivered: bool
    opening: int | None


def _answers(campaigns: list[int], wave: FollowUpAnswer.Wave) -> dict[bytes, int | None]:
    rows = FollowUpAnswer.objects.filter(campaign__in=campaigns, wave=wave, number__isnull=False)
    return {bytes(code): number for code, number in rows.values_list("code_hash", "number")}


def _wave(
    wave: FollowUpAnswer.Wave,
    talks: list[_Talk],
    answers: Mapping[bytes, int | None],
    contact: BalanceCheck,
    *,
    lot_stands: bool,
    least: int,
) -> WaveResult:
    findings = analyse(
        ComparisonRow(
            # The address was drawn by itself, and one card comes from one address: every row is its own cluster.
            cluster=str(place),
            treated=talk.treated,
            outcome=answers.get(talk.code) if talk.code else None,
            delivered=talk.delivered,
            baseline=talk.opening,
        )
        for place, talk in enumerate(talks)
    )
    obstacles = causal_obstacles(
        drawn_before_door=lot_stands,
        contact=contact,
        dropout=findings.attrition,
        treatment_answers=findings.treatment.answered,
        comparison_answers=findings.comparison.answered,
    )
    if min(findings.treatment.answered, findings.comparison.answered) < least:
        obstacles |= {Obstacle.TOO_FEW_ANSWERS}
    return WaveResult(wave, findings, obstacles, least)


def _talks(campaigns: list[int]) -> list[_Talk]:
    taken = Conversation.objects.filter(campaign__in=campaigns, arm__in=(TREATMENT, CONTROL))
    rows = list(taken.values_list("card_code_hash", "arm", "opening", "guide_version_id", "steps"))
    exchange = _exchange_steps({version for _code, _arm, _opening, version, _steps in rows})
    return [
        _Talk(
            code=bytes(code) if code else None,
            treated=arm == TREATMENT,
            delivered=arm == TREATMENT and any((version, step) in exchange for step in steps),
            opening=opening,
        )
        for code, arm, opening, version, steps in rows
    ]


def _exchange_steps(versions: set[int]) -> set[tuple[int, str]]:
    rows = GuideStep.objects.filter(version__in=versions, kind__in=EXCHANGE)
    return set(rows.values_list("version_id", "code"))


def _totals(comparisons: list[Comparison], campaigns: list[int]) -> dict[str, ArmTotals]:
    drawn = Counter[str]()
    for comparison in comparisons:
        drawn.update(drawn_of(comparison))
    rows = ArmCount.objects.filter(campaign__in=campaigns).values_list("arm")
    counts = {arm: row for arm, *row in rows.annotate(Sum("tried"), Sum("opened"), Sum("talked"))}
    return {arm: ArmTotals(drawn[arm], *counts.get(arm, (0, 0, 0))) for arm in (TREATMENT, CONTROL)}
