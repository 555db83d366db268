from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from volunteers.people.demo import DEMO_ACCOUNTS
from volunteers.people.models import Membership


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # runs beside a server that has passed them
    help = "List the demo's sign-ins, one per role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print them as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        emails = [account.email for account in DEMO_ACCOUNTS]
        found = Membership.objects.filter(user__email__in=emails).select_related("user", "organisation").order_by("pk")
        rows = [
            {"email": m.user.email, "role": m.role, "name": m.user.name, "organisation": m.organisation.name}
            for m in sorted(found, key=lambda membership: emails.index(membership.user.email))
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"  {row['email']:<28} {row['role']:<12} {row['name']}, {row['organisation']}")
