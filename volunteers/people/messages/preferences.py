"""What a person wants to be told, how, and when not. No row of settings means: everything, and quiet at night."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time

from django.db import transaction

from volunteers.people.messages.kinds import KINDS, Kind
from volunteers.people.messages.quiet import DEFAULT, QuietHours
from volunteers.people.models import Message, MessageSettings, User

Channel = Message.Channel


def settings_of(user: User) -> MessageSettings:
    """The person's own, or unsaved defaults."""
    found: MessageSettings | None = getattr(user, "message_settings", None)
    # By its number: given the user itself, Django would hand these out as the person's own ever after.
    return found or MessageSettings(user_id=user.pk)


def quiet_hours_of(user: User) -> QuietHours:
    found: MessageSettings | None = getattr(user, "message_settings", None)
    return QuietHours(found.quiet_from, found.quiet_until) if found else DEFAULT


def wants(user: User, kind: Kind, channel: str) -> bool:
    own = settings_of(user)
    if channel == Channel.PUSH:
        return kind.code not in own.push_off
    return not kind.optional or kind.code not in own.mail_off


@transaction.atomic
def save_preferences(
    *, user: User, quiet_from: time, quiet_until: time, mail_off: Collection[str], push_off: Collection[str]
) -> None:
    """What is switched off is not sent any more either, as far as it still waits."""
    MessageSettings.objects.update_or_create(
        user=user,
        defaults={
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "mail_off": _optional(mail_off),
            "push_off": sorted(set(push_off) & set(KINDS)),
        },
    )
    _drop_unsent(user, Channel.MAIL, _optional(mail_off))
    _drop_unsent(user, Channel.PUSH, push_off)


@transaction.atomic
def stop_mail(*, user: User, kinds: Collection[str]) -> None:
    """From the link in a mail: no more mails of these kinds; asking twice changes nothing."""
    own, _made = MessageSettings.objects.select_for_update().get_or_create(user=user)
    own.mail_off = _optional({*own.mail_off, *kinds})
    own.save(update_fields=["mail_off"])
    _drop_unsent(user, Channel.MAIL, own.mail_off)


@transaction.atomic
def resume_mail(*, user: User, kinds: Collection[str]) -> None:
    own, _made = MessageSettings.objects.select_for_update().get_or_create(user=user)
    own.mail_off = _optional(set(own.mail_off) - set(kinds))
    own.save(update_fields=["mail_off"])


def optional_kinds() -> list[str]:
    return sorted(code for code, kind in KINDS.items() if kind.optional)


def _optional(codes: Collection[str]) -> list[str]:
    return sorted(set(codes) & set(optional_kinds()))


def _drop_unsent(user: User, channel: str, kinds: Collection[str]) -> None:
    Message.objects.filter(recipient=user, channel=channel, kind__in=kinds, state__in=Message.UNSENT).delete()
