from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_user
from volunteers.people import mail
from volunteers.people.models import Message

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def queue(key="k", **kwargs):
    fields = {"recipient": make_user(), "organisation": None, "kind": "test", "subject": "S", "text": "T"}
    return mail.queue_message(dedupe_key=key, **fields | {"not_before": NOW} | kwargs)


def test_one_key_is_one_mail(mailoutbox):
    assert queue()
    assert not queue()
    for message_id in mail.due_messages(now=NOW) * 2:
        mail.send_message(message_id=message_id, now=NOW)
    assert len(mailoutbox) == 1
    assert Message.objects.get().state == "sent"


def test_a_mail_server_that_refuses_is_asked_again_later(monkeypatch, mailoutbox):
    queue()
    [message_id] = mail.due_messages(now=NOW)

    def refuse(**kwargs):
        raise OSError("down")

    with monkeypatch.context() as patch:
        patch.setattr(mail, "send_now", refuse)
        assert not mail.send_message(message_id=message_id, now=NOW)
    assert mail.due_messages(now=NOW) == []
    later = NOW + timedelta(minutes=5)
    assert mail.due_messages(now=later) == [message_id]
    assert mail.send_message(message_id=message_id, now=later)
    assert len(mailoutbox) == 1


def test_a_sender_that_died_while_sending_leaves_an_unknown_and_no_second_mail():
    queue()
    Message.objects.update(state="sending", claimed_at=NOW - timedelta(minutes=6))
    assert mail.due_messages(now=NOW) == []
    assert Message.objects.get().state == "unknown"


def test_what_comes_too_late_is_not_sent():
    queue(not_after=NOW - timedelta(seconds=1), not_before=NOW - timedelta(hours=1))
    assert mail.due_messages(now=NOW) == []
    assert Message.objects.get().state == "failed"
