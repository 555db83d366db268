"""Queue messages: one row per channel under a key, written in the caller's transaction. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from volunteers.people.messages.kinds import HURRY, Kind, kind_of
from volunteers.people.messages.preferences import quiet_hours_of, wants
from volunteers.people.messages.writing import Words, write
from volunteers.people.models import Message, Organisation, PushDevice, User

__all__ = ["queue_message", "queued_already", "withdraw_messages"]

Channel = Message.Channel


def queue_message(
    *,
    dedupe_key: str,
    recipient: User,
    organisation: Organisation | None,
    kind: str,
    context: Mapping[str, object],
    not_before: datetime,
    not_after: datetime | None = None,
    urgent: bool | None = None,
) -> bool:
    """Write the message for each of the person's channels; False when the key was used, or they want none of it.

    ``context`` holds plain values only. Unless ``urgent``, the person's quiet hours move ``not_before``; where nothing
    is said, a kind that hurries is urgent when its shift begins within twelve hours of ``not_before``.
    """
    row = kind_of(kind)
    devices = _devices(recipient, row)
    if not (devices or wants(recipient, row, Channel.MAIL)) or _is_queued(dedupe_key):
        return False
    hurried = _hurries(row, context, not_before) if urgent is None else urgent
    words = write(kind=row, recipient=recipient, context=context, urgent=hurried)
    start = not_before if hurried else _out_of_quiet(recipient, not_before, not_after)
    mail = Message(
        dedupe_key=dedupe_key,
        recipient=recipient,
        organisation=organisation,
        kind=kind,
        urgent=hurried,
        not_before=start,
        not_after=not_after,
        subject=words.subject,
        body_text=words.text,
        body_html=words.html,
        link=str(context.get("link", ""))[:300],
    )
    rows = [mail] if wants(recipient, row, Channel.MAIL) else []
    rows += [_for_device(mail, device, words) for device in devices]
    try:
        with transaction.atomic():
            Message.objects.bulk_create(rows)
    except IntegrityError:  # somebody else queued it between our look and our write
        if not _is_queued(dedupe_key):
            raise
        return False
    return True


def queued_already(*, keys: list[str]) -> set[str]:
    """Which of these were queued, by mail or by push; one query however many."""
    found = Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True)
    return set(found)


def withdraw_messages(*, prefix: str) -> int:
    """Drop what nobody began to send, of all keys that start so; what was sent stays in the log."""
    return Message.objects.filter(dedupe_key__startswith=prefix, state__in=Message.UNSENT).delete()[0]


def _is_queued(key: str) -> bool:
    return Message.objects.filter(Q(dedupe_key=key) | Q(dedupe_key__startswith=_push_key(key, ""))).exists()


def _devices(recipient: User, kind: Kind) -> list[PushDevice]:
    return list(recipient.push_devices.all()) if wants(recipient, kind, Channel.PUSH) else []


def _for_device(mail: Message, device: PushDevice, words: Words) -> Message:
    return Message(
        dedupe_key=_push_key(mail.dedupe_key, device.pk),
        recipient=mail.recipient,
        organisation=mail.organisation,
        kind=mail.kind,
        channel=Channel.PUSH,
        device=device,
        urgent=mail.urgent,
        not_before=mail.not_before,
        not_after=mail.not_after,
        subject=mail.subject,
        body_text=words.short,
        link=mail.link,
    )


def _push_key(key: str, device: object) -> str:
    return f"{key}/push/{device}"


def _hurries(kind: Kind, context: Mapping[str, object], not_before: datetime) -> bool:
    starts_at = context.get("starts_at")
    return kind.hurries and isinstance(starts_at, datetime) and starts_at - not_before <= HURRY


def _out_of_quiet(recipient: User, not_before: datetime, not_after: datetime | None) -> datetime:
    quiet = quiet_hours_of(recipient)
    return quiet.fit(not_before, latest=not_after) if not_after else quiet.after(not_before)
