from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from conversations.insight.api.openapi import description

KEPT = Path("docs") / "api.json"


class Command(BaseCommand):
    help = "Write the OpenAPI description of /api/v1/ to docs/api.json, or say whether it is up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail when it is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / KEPT
        text = description()
        if options["check"]:
            if not path.exists() or path.read_text() != text:
                raise CommandError(f"{KEPT} is out of date: manage.py public_api")
            return
        path.write_text(text)
        self.stdout.write(f"{KEPT} written")
