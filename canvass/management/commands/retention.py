from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from canvass.core.retention.register import as_markdown
from canvass.core.retention.rounds import go_round, look


class Command(BaseCommand):
    help = "Count what is kept and what should have gone: 1 where something is due. Deletes nothing without --delete."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--register", action="store_true", help="print docs/retention.md")
        what.add_argument("--delete", action="store_true", help="delete what is due, as every night")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["register"]:
            self.stdout.write(as_markdown(), ending="")
            return
        now = timezone.now()
        if options["delete"]:
            go_round(now=now)
        found = look(now=now)
        for row in found:
            if row.kept:
                self.stdout.write(f"{row.kept:>10,} {row.overdue:>8,} due  {row.model._meta.label}")
        late = sum(row.overdue for row in found)
        if late:
            raise CommandError(f"{late:,} rows should have gone")
