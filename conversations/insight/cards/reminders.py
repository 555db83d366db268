"""One reminder for the questions of some weeks later: only with consent, encrypted, and gone once used."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from uuid import uuid4

import structlog
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import transaction
from django.utils import translation

from canvass.campaigns.models import Campaign
from canvass.core.keyring.ring import seal, unseal
from canvass.core.wall.scope import holding_cards
from conversations.doorstep.card_text import CODE_LETTERS, normalise
from conversations.insight.cards.texts import speaking
from conversations.insight.models import ReminderContact
from volunteers.people.mail import send_now

# Of the words that were agreed to, see texts.py; new words, new version.
CONSENT_TEXT = "2026-1"
LASTS = timedelta(days=90)
log = structlog.get_logger(__name__)


def code_mark(code: str) -> bytes:
    """Found again by whoever holds the card; not by whoever holds the hash at the conversation."""
    return hashlib.sha256(b"reminder|" + normalise(code)[:CODE_LETTERS].encode()).digest()


@transaction.atomic
def remember_contact(*, code: str, campaign: Campaign, email: str, language: str, on: date, today: date) -> None:
    """Asking again replaces the address."""
    forget_contact(code=code)
    pk, mark = uuid4(), code_mark(code)
    with holding_cards(mark):
        ReminderContact.objects.create(
            id=pk,
            campaign=campaign,
            code_mark=mark,
            sealed_contact=seal(email.encode(), name=_name(pk)),
            language=language,
            consent_text=CONSENT_TEXT,
            consented_on=today,
            remind_on=min(max(on, today), today + LASTS),
            delete_after=today + LASTS,
        )


def has_contact(*, code: str) -> bool:
    mark = code_mark(code)
    with holding_cards(mark):
        return ReminderContact.objects.filter(code_mark=mark).exists()


def forget_contact(*, code: str) -> bool:
    mark = code_mark(code)
    with holding_cards(mark):
        return ReminderContact.objects.filter(code_mark=mark).delete()[0] > 0


def send_due_reminders(*, today: date) -> int:
    """Each is deleted before it is sent: at most one mail, and nobody is kept because a mail server was down."""
    sent = 0
    for pk in list(ReminderContact.objects.filter(remind_on__lte=today).values_list("pk", flat=True)):
        with transaction.atomic():
            row = ReminderContact.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if row is None:
                continue
            to, language = _open(row), row.language
            row.delete()
        sent += _send(to, language)
    return sent


def delete_old_contacts(*, today: date) -> int:
    return ReminderContact.objects.filter(delete_after__lt=today).delete()[0]


def _open(row: ReminderContact) -> str:
    """The address; nothing where it cannot be read."""
    try:
        return unseal(bytes(row.sealed_contact), name=_name(row.pk)).decode()
    except InvalidTag:
        return ""


def _send(to: str, language: str) -> bool:
    if not to:
        return False
    with speaking(language) as texts:
        subject = texts["mail_subject"].format(name=settings.PRODUCT_NAME)
        text = texts["mail_text"].format(name=settings.PRODUCT_NAME, url=f"{settings.PUBLIC_URL}/card")
    try:
        with translation.override(None):
            send_now(to=to, subject=subject, text=text)
    except OSError:
        # SMTP's own errors are of this kind. The address is not in the log.
        log.warning("a resident's reminder could not be sent")
        return False
    return True


def _name(pk: object) -> str:
    return f"contact|{pk}"
