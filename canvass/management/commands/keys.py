from __future__ import annotations

from typing import Any

from cryptography.exceptions import InvalidTag
from django.core.management.base import BaseCommand, CommandError, CommandParser

from canvass.core.keyring.ring import HASHES, destroy
from canvass.core.keyring.rotating import UNKNOWN, count_by_key, rotate
from canvass.core.keys import new_key


class Command(BaseCommand):
    help = "The installation's key (CANVASS_KEY) and the key ring that it wraps: see docs/operations.md."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("new", help="print a fresh key, for the first line of CANVASS_KEY")
        verbs.add_parser("status", help="how many are wrapped with which line of CANVASS_KEY; 1 where none opens")
        verbs.add_parser("rotate", help="wrap all with the first line, while everything runs")
        gone = verbs.add_parser("destroy", help="make what one key opens unreadable, also in every backup")
        gone.add_argument("name", help="as in the table core_key, for instance export|<id>")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["verb"]:
            case "new":
                self.stdout.write(new_key())
            case "status":
                self._status()
            case "rotate":
                self._rotate()
            case "destroy":
                self._destroy(options["name"])

    def _status(self) -> None:
        counts = count_by_key()
        for line, number in sorted(counts.items()):
            where = "under no line of CANVASS_KEY" if line == UNKNOWN else f"under line {line + 1}"
            self.stdout.write(f"{number:>10,}  {where}")
        if counts[UNKNOWN]:
            raise CommandError("some keys cannot be opened: give CANVASS_KEY the line that is missing")

    def _rotate(self) -> None:
        try:
            done = rotate()
        except InvalidTag:
            raise CommandError("a key cannot be opened with any line of CANVASS_KEY; see `keys status`") from None
        self.stdout.write(f"{done:,} keys wrapped anew; the other lines of CANVASS_KEY are needed no more")

    def _destroy(self, name: str) -> None:
        if name == HASHES:
            raise CommandError("without the key of hashes the do-not-ring register leads to no door any more")
        if not destroy(name):
            raise CommandError(f"there is no key {name!r}")
        self.stdout.write(f"destroyed {name}: what it opened is unreadable from now on, also in backups")
