"""What the three load commands share: their common options, the error, and the report on screen."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from canvass.places.errors import LoadError
from canvass.places.mapping import MappingError, parse_mapping
from canvass.places.progress import ProgressBar
from canvass.places.quality import LoadReport, list_path


class LoadCommand(BaseCommand):
    default_source = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default=self.default_source, help="one name per region (default %(default)s)")
        parser.add_argument("--replace", action="store_true", help="even if most of what this source has goes")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def report(self, load: Callable[..., LoadReport], options: dict[str, Any], **arguments: Any) -> None:
        try:
            # The console speaks English throughout, whatever the pages speak.
            with translation.override("en"):
                report = load(
                    path=options["file"], source=options["source"], replace=options["replace"],
                    progress=ProgressBar(), **arguments,
                )  # fmt: skip
        except LoadError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
        else:
            self.stdout.write(_text(report))


def _text(report: LoadReport) -> str:
    lines = [f"{report.file} as '{report.source}': {report.changed} changes in {report.seconds:.1f} s"]
    for kind, change in report.changes.items():
        lines.append(
            f"  {kind:15} {report.read[kind]:>8} read  {change.new:>8} new  {change.changed:>7} changed  "
            f"{change.unchanged:>8} unchanged  {change.retired:>6} gone  {report.stored[kind]:>8} now"
        )
    if report.problems:
        lines.append("To look at:")
    for kind, count in report.problems.items():
        lines.append(f"  {count:>8}  {kind.replace('_', ' ')}: {list_path(report.load_id, kind)}")
    return "\n".join(lines)


def mapping_option(text: str | None) -> dict[str, str]:
    try:
        return parse_mapping(text)
    except MappingError as error:
        raise CommandError(f"--map: '{error}' is not of the form field=column.") from error
