"""The analysis of a two-arm experiment on any CSV file, so that everybody can check it against published data."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conversations.insight.comparison.guessing import with_groups
from conversations.insight.comparison.reading import (
    MOST_BYTES,
    Columns,
    FileUnreadable,
    Reading,
    Sheet,
    read_rows,
    read_sheet,
)
from conversations.statistics.estimate import Estimate
from conversations.statistics.experiment import Findings, analyse


class Command(BaseCommand):
    help = "ITT, baseline-adjusted ITT and CACE with cluster-robust errors, from a CSV file. Nothing is stored."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV with a header line and one row per person")
        parser.add_argument("--arm", required=True, help="column with the group drawn by lot")
        parser.add_argument("--outcome", required=True, help="column with the answer afterwards")
        parser.add_argument("--cluster", default="", help="column with the unit that was drawn (default: the row)")
        parser.add_argument("--delivered", default="", help="column: did the conversation take place? (1 or 0)")
        parser.add_argument("--baseline", default="", help="column with the answer before")
        parser.add_argument("--treatment", default="", help="value of --arm that stands for the conversation")
        parser.add_argument("--control", default="", help="value of --arm that stands for the comparison")
        parser.add_argument("--skip-bad-rows", action="store_true", help="leave out rows that cannot be read")
        parser.add_argument("--json", action="store_true", help="every figure as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        sheet = _sheet(options["file"])
        columns = _columns(sheet, options)
        reading = read_rows(sheet, columns)
        if reading.error_count and not options["skip_bad_rows"]:
            raise CommandError(_why(reading))
        findings = analyse(reading.rows)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(findings, columns, reading), indent=2, allow_nan=False))
        else:
            self.stdout.write("\n".join(_lines(findings, columns)))


def _sheet(path: Path) -> Sheet:
    try:
        with path.open("rb") as file:
            return read_sheet(file.read(MOST_BYTES + 1))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except FileUnreadable as error:
        raise CommandError(str(error)) from error


def _columns(sheet: Sheet, options: dict[str, Any]) -> Columns:
    names = ("arm", "treatment", "control", "outcome", "cluster", "delivered", "baseline")
    columns = Columns(**{name: options[name] for name in names})
    for column in (columns.arm, columns.outcome, columns.cluster, columns.delivered, columns.baseline):
        if column and column not in sheet.headers:
            raise CommandError(f"no column {column!r}; the file has {', '.join(sheet.headers)}")
    chosen = with_groups(sheet, columns)
    for wanted, found in ((columns.treatment, chosen.treatment), (columns.control, chosen.control)):
        if wanted and wanted != found:
            raise CommandError(f"no group {wanted!r} in column {columns.arm!r}")
    if not (chosen.treatment and chosen.control):
        raise CommandError(f"column {columns.arm!r} must hold two groups (name them by --treatment and --control)")
    return chosen


def _why(reading: Reading) -> str:
    shown = [f"  line {e.line}, {e.column}: {e.value!r} is {e.reason}" for e in reading.errors]
    head = f"{reading.error_count} rows cannot be read (--skip-bad-rows leaves them out):"
    return "\n".join([head, *shown])


def _as_json(findings: Findings, columns: Columns, reading: Reading) -> dict[str, Any]:
    left_out = {"bad_rows": reading.error_count, "other_groups": reading.other_groups}
    return {"columns": asdict(columns), "left_out": left_out, "enough": findings.enough, **asdict(findings)}


def _lines(findings: Findings, columns: Columns) -> list[str]:
    lines = []
    for name, side in ((columns.treatment, findings.treatment), (columns.control, findings.comparison)):
        mean = "none" if side.summary.mean is None else f"{side.summary.mean:.4f}"
        lines.append(f"{name}: {side.assigned} rows, {side.answered} answered, mean {mean}")
    attrition = findings.attrition
    lines.append(f"{findings.clusters} clusters, the largest of {findings.largest_cluster}")
    lines.append(f"answered alike: {'yes' if attrition.passes else 'NO'} ({_line(attrition.difference)})")
    rows: list[tuple[str, Estimate | None]] = [
        ("baseline", findings.baseline),
        ("ITT", findings.itt),
        ("ITT, baseline", findings.adjusted),
        ("CACE", findings.cace.effect if findings.cace else None),
        ("CACE, baseline", findings.adjusted_cace.effect if findings.adjusted_cace else None),
    ]
    lines += [f"{label:15} {_line(estimate)}" for label, estimate in rows if estimate is not None]
    return lines


def _line(estimate: Estimate) -> str:
    if estimate.value is None:
        return f"none: {estimate.reason}"
    if estimate.interval is None:
        return f"{estimate.value:.6f}, no interval: {estimate.reason}"
    interval = f"95% interval {estimate.interval.low:.6f} to {estimate.interval.high:.6f}"
    error = "" if estimate.standard_error is None else f", se {estimate.standard_error:.6f}, p {estimate.p_value:.4f}"
    return f"{estimate.value:.6f} ({interval}{error}, n {estimate.n})"
