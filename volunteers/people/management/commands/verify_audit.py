from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from volunteers.people.auditing.chain import Head, verify


class Command(BaseCommand):
    help = "Check that no line of the audit log was changed, added, moved or taken out. Ends with 1 where one was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--noted", default="", metavar="HEAD", help="a head that an earlier run printed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            noted = Head.parse(options["noted"]) if options["noted"] else None
        except ValueError as error:
            raise CommandError("--noted: give the head as it was printed, number:digest") from error
        verdict = verify(now=timezone.now(), noted=noted)
        if verdict.fault:
            raise CommandError(f"the audit log is not whole: {verdict.fault}")
        waiting = f", {verdict.waiting} wait for their seal" if verdict.waiting else ""
        self.stdout.write(f"{verdict.head.sequence} lines, whole{waiting}. Head, to note elsewhere: {verdict.head}")
