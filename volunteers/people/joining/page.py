from __future__ import annotations

from django.db import transaction

from volunteers.people import audit
from volunteers.people.models import PublicPage, User


@transaction.atomic
def save_page(*, page: PublicPage, by: User) -> None:
    page.save()
    verb = "opened the public page" if page.is_open else "closed the public page"
    audit.note(actor=by, organisation=page.organisation, verb=verb)
