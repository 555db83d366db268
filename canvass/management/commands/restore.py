from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from canvass.core.backup.archives import ToolFailed
from canvass.core.backup.restoring import CannotRestore, RestoreDiffers, newest, restore


class Command(BaseCommand):
    help = "Restore a backup into an empty database (CANVASS_DB), and erase again what was erased since."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder of the backups, or one of its files data-….dump")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen: Path = options["backup"]
        try:
            done = restore(newest(chosen) if chosen.is_dir() else chosen, now=timezone.now())
        except (CannotRestore, RestoreDiffers, ToolFailed) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{done.data}: {done.rows:,} rows, as many in each table as when it was made")
        for what, number in (done.erased | done.put_right).items():
            self.stdout.write(f"{number:>8,}  {what}")
