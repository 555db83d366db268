from __future__ import annotations

from typing import Any

import structlog
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from volunteers.people.models import User

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "End every session of one person, or of everybody: for a stolen laptop or a leaked database."

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("email", nargs="?")
        who.add_argument("--everybody", action="store_true")
        parser.add_argument(
            "--forget-second-step",
            action="store_true",
            help="also take the app and recovery codes away; only once you know for sure who is asking",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = None
        if not options["everybody"]:
            user = User.objects.filter(email=options["email"].strip().lower()).first()
            if user is None:
                raise CommandError("Nobody has this address.")
        elif options["forget_second_step"]:
            raise CommandError("The second step is forgotten for one person at a time.")
        # Not by UserSession: that row comes with the page after signing in.
        of = None if user is None else str(user.pk)
        keys = [row.pk for row in Session.objects.iterator() if of in (None, row.get_decoded().get(SESSION_KEY))]
        ended = Session.objects.filter(pk__in=keys).delete()[0]
        if options["forget_second_step"]:
            Authenticator.objects.filter(user=user).delete()
        log.warning("signed out by command", user=user and user.pk, second_step_forgotten=options["forget_second_step"])
        self.stdout.write(f"{ended} sessions ended.")
