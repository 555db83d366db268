from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from conversations.insight.intake import take_in


class Command(BaseCommand):
    help = "Take staged conversations in; by itself this happens once a week."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", action="store_true", help="also when this week's intake has been")

    def handle(self, *args: Any, **options: Any) -> None:
        intake = take_in(now=timezone.now(), even_if_done=options["now"])
        if intake is None:
            self.stdout.write("This week's intake has been. Use --now to take in what came since.")
        else:
            self.stdout.write(f"{intake.week}: {intake.rows} conversations taken in.")
