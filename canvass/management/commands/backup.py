from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from canvass.core.backup.archives import ToolFailed
from canvass.core.backup.backing_up import Manifest, back_up


class Command(BaseCommand):
    help = "Write a backup of the database into a folder; see docs/operations.md. Run it as the owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep-days", type=int, default=30, help="delete backups older than this (30)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep_days"] < 1:
            raise CommandError("--keep-days: at least 1")
        try:
            data = back_up(options["folder"], now=timezone.now(), keep=timedelta(days=options["keep_days"]))
        except (ToolFailed, OSError) as error:
            raise CommandError(str(error)) from None
        manifest = Manifest.read(data)
        self.stdout.write(f"{data}: {sum(manifest.rows.values()):,} rows in {len(manifest.rows)} tables")
