from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.text import slugify

from volunteers.people import audit
from volunteers.people.models import Membership, Organisation, User


class Command(BaseCommand):
    help = "Make the first organisation and its admin; everybody else is invited from the pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--organisation", required=True, help="its name")
        parser.add_argument("--kind", choices=Organisation.Kind.values, default=Organisation.Kind.LOCAL)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        email, name = options["email"].strip().lower(), options["organisation"].strip()
        if Organisation.objects.filter(slug=slugify(name)).exists():
            raise CommandError(f"{name} exists already: let its admin invite {email}.")
        organisation = Organisation.objects.create(name=name, slug=slugify(name), kind=options["kind"])
        user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
        Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.ADMIN)
        audit.note(actor=None, organisation=organisation, verb="made first admin", subject=f"user {user.pk}")
        self.stdout.write(f"{email} is admin of {name}. Sign in with a code by mail.")
