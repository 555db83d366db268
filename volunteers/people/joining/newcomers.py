"""From an address on a public page to a membership: a code by mail proves whose address it is."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.core.keyring.ring import keyed_hash
from canvass.core.wall.scope import acting_for
from volunteers.people import audit
from volunteers.people.errors import PeopleError
from volunteers.people.joining.requests import ask_to_join
from volunteers.people.mail import send_now
from volunteers.people.models import JoinLink, Membership, Organisation, PendingJoin, PublicPage, User

CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
# Counted in rows of the last hour, so that an emptied cache forgives nobody. A hall full of newcomers shares a network.
MOST_TO_ONE_ADDRESS, MOST_FROM_ONE_NETWORK, MOST_FOR_ONE_GROUP = 4, 60, 300
HOUR = timedelta(hours=1)
NETWORK_BITS = {4: 32, 6: 48}


class TooOften(PeopleError):
    """Too many codes went out; the remedy is to wait."""


class Outcome(StrEnum):
    JOINED = "joined"
    ASKED = "asked"
    MEMBER_ALREADY = "member already"


@dataclass(frozen=True)
class Arrival:
    user: User
    organisation: Organisation
    outcome: Outcome


@transaction.atomic
def mail_a_code(
    *,
    organisation: Organisation,
    link: JoinLink | None,
    email: str,
    name: str,
    language: str,
    address: str,
    now: datetime,
) -> PendingJoin:
    """The same for known and unknown addresses, so that the page tells nobody who is a member."""
    forget_unproven(now=now)
    email = email.strip().lower()
    network = keyed_hash(f"{_network(address)}|{timezone.localtime(now).date()}", purpose="joining from")
    _refuse_floods(organisation=organisation, email=email, network=network)
    code = f"{secrets.randbelow(10**6):06d}"
    pending = PendingJoin(
        organisation=organisation,
        link=link,
        email=email,
        name=name.strip(),
        language=language,
        network_hash=network,
        created_at=now,
    )
    pending.code_hash = _hash(pending.pk, code)
    pending.save(force_insert=True)
    transaction.on_commit(lambda: _mail(pending, code))
    return pending


def arrive(*, pending_id: UUID, code: str, now: datetime) -> Arrival:
    """Turn the code into an account and a membership, or into a request where the group wants to be asked."""
    pending = _claim_a_try(pending_id, now=now)
    if not hmac.compare_digest(bytes(pending.code_hash), _hash(pending.pk, code)):
        raise PeopleError(_("That is not the code from the mail. Look again, or ask for a new one."))
    with acting_for(pending.organisation_id), transaction.atomic():
        # Of two tabs with the same code, one comes in and the other finds nothing.
        if not PendingJoin.objects.filter(pk=pending.pk).delete()[0]:
            raise _used_up()
        user = _account(pending)
        return Arrival(user, pending.organisation, _take_in(user, pending, now=now))


def forget_unproven(*, now: datetime) -> int:
    return PendingJoin.objects.filter(created_at__lte=now - HOUR).delete()[0]


def _claim_a_try(pending_id: UUID, *, now: datetime) -> PendingJoin:
    """Counted before the code is compared, and kept whatever comes after."""
    open_ones = PendingJoin.objects.filter(pk=pending_id, created_at__gt=now - CODE_LASTS, tries__lt=MOST_TRIES)
    if not open_ones.update(tries=F("tries") + 1):
        raise _used_up()
    return PendingJoin.objects.select_related("organisation", "link").get(pk=pending_id)


def _account(pending: PendingJoin) -> User:
    user = User.objects.filter(email=pending.email).first()
    if user is None:
        user = User.objects.create_user(pending.email, name=pending.name, language=pending.language)
    if not user.is_active:
        raise PeopleError(_("This account is closed. Ask a coordinator."))
    EmailAddress.objects.get_or_create(user=user, email=pending.email, defaults={"verified": True, "primary": True})
    return user


def _take_in(user: User, pending: PendingJoin, *, now: datetime) -> Outcome:
    organisation = pending.organisation
    if Membership.objects.filter(user=user, organisation=organisation).exists():
        return Outcome.MEMBER_ALREADY
    if pending.link is not None:
        # In one statement, so that the last place of a link goes to one person.
        usable = JoinLink.objects.filter(pk__in=JoinLink.objects.usable(now=now).values("pk"))
        if not usable.filter(pk=pending.link.pk).update(uses=F("uses") + 1):
            raise PeopleError(_("This link was used up or closed in the meantime. Ask for a new one."))
    elif PublicPage.objects.filter(organisation=organisation, asks_first=True).exists():
        ask_to_join(organisation=organisation, user=user)
        return Outcome.ASKED
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.VOLUNTEER)
    audit.note(actor=user, organisation=organisation, verb="joined", subject="link" if pending.link else "public page")
    return Outcome.JOINED


def _refuse_floods(*, organisation: Organisation, email: str, network: bytes) -> None:
    recent = PendingJoin.objects.all()
    if (
        recent.filter(email=email).count() >= MOST_TO_ONE_ADDRESS
        or recent.filter(network_hash=network).count() >= MOST_FROM_ONE_NETWORK
        or recent.filter(organisation=organisation).count() >= MOST_FOR_ONE_GROUP
    ):
        raise TooOften(_("Many codes were asked for just now. Wait an hour, or ask a coordinator to invite you."))


def _mail(pending: PendingJoin, code: str) -> None:
    context = {"organisation": pending.organisation, "code": code, "product_name": settings.PRODUCT_NAME}
    send_now(
        to=pending.email,
        subject=_("Your code for %(name)s: %(code)s") % {"name": pending.organisation.name, "code": code},
        text=render_to_string("emails/join_code.txt", context),
        html=render_to_string("emails/join_code.html", context),
    )


def _network(address: str) -> str:
    found = ipaddress.ip_address(address)
    return str(ipaddress.ip_network((found, NETWORK_BITS[found.version]), strict=False))


def _hash(pending_id: UUID, code: str) -> bytes:
    return keyed_hash(f"{pending_id}|{code}", purpose="join code")


def _used_up() -> PeopleError:
    return PeopleError(_("This code no longer works. Ask for a new one."))
