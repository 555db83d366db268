"""Findings in words and charts: which checks hold, which estimates there are, and what may be said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from canvass.core import charts
from canvass.core.templatetags.canvass_ui import signed
from conversations.statistics.checks import BalanceCheck, Obstacle
from conversations.statistics.estimate import Estimate, Reason
from conversations.statistics.experiment import Findings


@dataclass(frozen=True)
class Check:
    """``holds`` is None where nothing can be said yet."""

    label: str
    holds: bool | None
    text: str


@dataclass(frozen=True)
class Line:
    """One estimate: what it is, and either its numbers or why there are none."""

    label: str
    explained: str
    estimate: Estimate
    why_not: str

    @property
    def p_text(self) -> str:
        p = self.estimate.p_value
        if p is None:
            return ""
        return f"< {number_format(0.001, 3)}" if p < 0.001 else str(number_format(p, 3))


def lines_of(findings: Findings) -> list[Line]:
    found: list[tuple[str, str, Estimate | None]] = [
        (
            _("Everybody, by lot"),
            _("All who answered, whether the conversation took place or not (ITT)."),
            findings.itt,
        ),
        (
            _("Everybody, sharpened"),
            _("The same people; what they answered before takes away some of the noise (ANCOVA)."),
            findings.adjusted,
        ),
        (
            _("Those who had the conversation"),
            _("For people who talk when they are asked (CACE, two-stage least squares)."),
            findings.cace.effect if findings.cace else None,
        ),
        (
            _("Those who had it, sharpened"),
            _("The same people, with what they answered before."),
            findings.adjusted_cace.effect if findings.adjusted_cace else None,
        ),
    ]
    return [Line(label, text, row, why_not(row)) for label, text, row in found if row is not None]


def chart_of(findings: Findings) -> charts.IntervalDots | None:
    """Estimates that have an interval; the others are said in words."""
    rows = tuple(
        charts.Estimate(line.label, line.estimate.value, interval.low, interval.high, line.estimate.n)
        for line in lines_of(findings)
        if line.estimate.value is not None and (interval := line.estimate.interval) is not None
    )
    if not rows:
        return None
    return charts.IntervalDots(_("Difference between conversation and comparison, by lot."), rows, _("no difference"))


def checks_of_file(findings: Findings, *, drawn: bool) -> list[Check]:
    """What a table can show by itself; that a lot decided is a person's word."""
    return [
        Check(
            _("A lot decided, before contact"),
            drawn,
            _("As you said.") if drawn else _("You did not say so. Then a difference may have been there before."),
        ),
        enough_check(findings, least=100),
        attrition_check(findings.attrition),
        *([_started_alike(findings.baseline)] if findings.baseline is not None else []),
    ]


def enough_check(findings: Findings, *, least: int) -> Check:
    fewest = min(findings.treatment.answered, findings.comparison.answered)
    text = _("%(n)d in the smaller group; %(least)d are needed.") % {"n": fewest, "least": least}
    return Check(_("Enough answers"), True if fewest >= least else None, text)


def attrition_check(found: BalanceCheck) -> Check:
    return _share_check(_("As many answered in both groups"), found)


def contact_check(found: BalanceCheck) -> Check:
    return _share_check(_("As many talked in both groups"), found)


def why_not(estimate: Estimate) -> str:
    """In words; empty where there is an interval."""
    if estimate.reason is None:
        return ""
    return {
        Reason.NO_DATA: _("There are no answers."),
        Reason.ONE_OBSERVATION: _("There is one answer only."),
        Reason.NO_VARIATION: _("All answers are alike, so no margin can be given."),
        Reason.TOO_FEW_OBSERVATIONS: _("There are too few answers."),
        Reason.TOO_FEW_CLUSTERS: _("One of the groups has fewer than two clusters, so no margin can be given."),
        Reason.EMPTY_ARM: _("One of the groups has no answers."),
        Reason.COLLINEAR: _("The answers before are all alike, or tell the two groups apart by themselves."),
        Reason.NO_DIFFERENCE_IN_DELIVERY: _("As many had the conversation in both groups."),
    }[estimate.reason]


def in_the_way(obstacles: Collection[Obstacle]) -> list[str]:
    """What stands between these answers and any word about cause, in a fixed order."""
    words = {
        Obstacle.NOT_DRAWN_BEFORE_DOOR: _("The lot was not drawn before the door opened, or it was changed."),
        Obstacle.CONTACT_DIFFERS: _("In one group more doors came to a talk than in the other."),
        Obstacle.DROPOUT_DIFFERS: _("In one group more people answered than in the other."),
        Obstacle.TOO_FEW_ANSWERS: _("There are not enough answers yet."),
    }
    return [text for obstacle, text in words.items() if obstacle in obstacles]


def _started_alike(estimate: Estimate) -> Check:
    label = _("Alike before")
    if estimate.value is None or estimate.interval is None:
        return Check(label, None, why_not(estimate))
    text = _("Difference in the answers before: %(low)s to %(high)s (95%% interval).") % {
        "low": signed(estimate.interval.low, 2),
        "high": signed(estimate.interval.high, 2),
    }
    return Check(label, estimate.interval.covers(0.0), text)


def _share_check(label: str, found: BalanceCheck) -> Check:
    interval = found.difference.interval
    if interval is None:
        return Check(label, None, _("Not to be said yet."))
    text = _("Difference %(low)s to %(high)s percentage points (95%% interval).") % {
        "low": signed(100 * interval.low),
        "high": signed(100 * interval.high),
    }
    return Check(label, found.passes, text)
