"""Invite a whole list at once: looked at first, then written in one transaction and mailed by jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.core.jobs import JobRun, enqueue_many
from volunteers.people import audit
from volunteers.people.bulk.parsing import Line
from volunteers.people.errors import PeopleError
from volunteers.people.members import INVITATION_LASTS, mail_invitation
from volunteers.people.models import Invitation, Membership, Organisation, User

KIND = "mail-invitation"
SALT = "bulk invitation"
SEALED_FOR = 3600  # seconds between looking and confirming


def check(*, organisation: Organisation, lines: Sequence[Line]) -> list[Line]:
    """Name what the file cannot know: who is in already, and who has an invitation that is still open."""
    emails = [line.email for line in lines if not line.problem]
    members = set(
        Membership.objects.filter(organisation=organisation, user__email__in=emails).values_list(
            "user__email", flat=True
        )
    )
    invited = set(
        Invitation.objects.filter(
            organisation=organisation, email__in=emails, accepted_at=None, expires_at__gt=timezone.now()
        ).values_list("email", flat=True)
    )
    return [_checked(line, members, invited) for line in lines]


def seal(*, organisation: Organisation, lines: Sequence[Line]) -> str:
    """What was looked at travels with the page, signed: nothing of strangers is kept before somebody confirms."""
    good = [[line.number, line.email, line.name, line.role, line.language] for line in lines if not line.problem]
    return signing.dumps({"of": organisation.pk, "lines": good}, salt=SALT, compress=True)


def unseal(sealed: str, *, organisation: Organisation) -> list[Line]:
    try:
        held = signing.loads(sealed, salt=SALT, max_age=SEALED_FOR)
    except signing.BadSignature as error:
        raise PeopleError(_("This list was looked at too long ago. Load it again.")) from error
    if held["of"] != organisation.pk:
        raise PeopleError(_("This list belongs to another organisation. Load it again."))
    return [Line(*line) for line in held["lines"]]


@transaction.atomic
def invite_all(*, organisation: Organisation, lines: Sequence[Line], by: User) -> int:
    """All or nothing. Who came in since the list was looked at is passed over; returns how many were invited."""
    good = [line for line in check(organisation=organisation, lines=lines) if not line.problem]
    # What expired makes room for the new one.
    emails = [line.email for line in good]
    Invitation.objects.filter(organisation=organisation, email__in=emails, accepted_at=None).delete()
    expires_at = timezone.now() + INVITATION_LASTS
    rows = Invitation.objects.bulk_create(
        Invitation(
            organisation=organisation,
            email=line.email,
            name=line.name,
            role=line.role,
            language=line.language,
            invited_by=by,
            expires_at=expires_at,
        )
        for line in good
    )
    enqueue_many(
        kind=KIND,
        payloads={f"{KIND}-{row.pk}": {"invitation": row.pk} for row in rows},
        owner_id=by.pk,
        organisation_id=organisation.pk,
    )
    audit.note(actor=by, organisation=organisation, verb="invited a list", subject=f"{len(rows)} people")
    return len(rows)


def mail_one(run: JobRun) -> dict[str, Any]:
    """One job for each mail: a mail server that refuses one address holds up nobody else."""
    invitation = Invitation.objects.filter(pk=run.payload["invitation"], accepted_at=None).first()
    if invitation is None:  # withdrawn or used in the meantime
        return {"mailed": 0}
    mail_invitation(invitation)
    return {"mailed": 1}


def _checked(line: Line, members: set[str], invited: set[str]) -> Line:
    if line.problem:
        return line
    if line.email in members:
        return replace(line, problem=_("Is a member already."))
    if line.email in invited:
        return replace(line, problem=_("Has an open invitation already."))
    return line
