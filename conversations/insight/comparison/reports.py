"""Per time of asking: what is still missing, or what came out. Never both."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from canvass.core import charts
from conversations.insight.comparison.findings import (
    Check,
    Line,
    attrition_check,
    chart_of,
    contact_check,
    enough_check,
    in_the_way,
    lines_of,
)
from conversations.insight.comparison.queries import ComparisonResults, WaveResult
from conversations.statistics.experiment import Findings


@dataclass(frozen=True)
class WaveReport:
    """``findings`` is None while anything is in the way: a number that is not final is not shown."""

    label: str
    is_later: bool
    treatment_answers: int
    control_answers: int
    least: int
    checks: list[Check]
    missing: list[str]
    findings: Findings | None
    lines: list[Line]
    chart: charts.IntervalDots | None

    @property
    def progress(self) -> list[tuple[int, str]]:
        return [
            (self.treatment_answers, _("answers of the conversation")),
            (self.control_answers, _("answers of the comparison")),
        ]


def wave_reports(results: ComparisonResults) -> list[WaveReport]:
    """The later time first: that a difference lasts is the question."""
    return [_report(results, wave) for wave in reversed(results.waves)]


def _report(results: ComparisonResults, wave: WaveResult) -> WaveReport:
    findings = wave.findings
    checks = [
        Check(_("The lot is as it was drawn"), results.lot_stands, _lot(stands=results.lot_stands)),
        enough_check(findings, least=wave.least),
        contact_check(results.contact),
        attrition_check(findings.attrition),
    ]
    return WaveReport(
        label=str(wave.wave.label),
        is_later=wave.wave == wave.wave.LATER,
        treatment_answers=findings.treatment.answered,
        control_answers=findings.comparison.answered,
        least=wave.least,
        checks=checks,
        missing=in_the_way(wave.obstacles),
        findings=findings if wave.open else None,
        lines=lines_of(findings) if wave.open else [],
        chart=chart_of(findings) if wave.open else None,
    )


def _lot(*, stands: bool) -> str:
    if stands:
        return _("Drawn from the secret seed when turf was published; drawing again gives the same.")
    return _("Drawing again gives something else: somebody changed the table of arms.")
