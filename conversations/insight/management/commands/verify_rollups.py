from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conversations.insight.rollups.verifying import recompute, verify


class Command(BaseCommand):
    help = "Recompute the rollups from the conversations and compare; exits with 1 where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="first write the live rollups anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            recompute()
        found = verify()
        for rollup in found.rollups:
            self.stdout.write(f"{rollup.table}: {rollup.cells} cells, {rollup.wrong} differ")
        published = {None: "no intake yet", True: "as at the last intake", False: "NOT as at the last intake"}
        self.stdout.write(f"published: {published[found.published]}")
        if not found.holds:
            raise CommandError("The rollups do not say what the conversations say. See --repair.")
