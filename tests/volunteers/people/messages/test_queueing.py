from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError

from tests.factories import make_user
from tests.volunteers.people.messages.browser import Browser
from tests.volunteers.people.messages.factories import MORNING, NIGHT, NOON, SHIFT, make_device, queue
from volunteers.people.messages import queueing
from volunteers.people.messages.kinds import UnknownKind
from volunteers.people.models import Message, MessageSettings

pytestmark = pytest.mark.django_db


def not_before(**kwargs: object) -> datetime:
    queue(**kwargs)
    return Message.objects.get().not_before


def test_one_key_is_one_message():
    person = make_user()
    assert [queue(to=person, dedupe_key="k") for _ in range(2)] == [True, False]
    assert Message.objects.count() == 1


def test_of_two_that_queue_at_once_one_writes(monkeypatch):
    person = make_user()
    queue(to=person, dedupe_key="k")
    looks = iter([False, True])
    monkeypatch.setattr(queueing, "_is_queued", lambda key: next(looks))
    assert not queue(to=person, dedupe_key="k")
    assert Message.objects.count() == 1


def test_another_trouble_of_the_database_is_not_taken_for_a_double(monkeypatch):
    monkeypatch.setattr(queueing, "_is_queued", lambda key: False)
    person = make_user()
    queue(to=person, dedupe_key="k")
    with pytest.raises(IntegrityError):
        queue(to=person, dedupe_key="k")


def test_each_browser_gets_one_and_its_words_are_short():
    person = make_user(language="en")
    for n in range(2):
        make_device(person, Browser(f"https://push.example.net/{n}").device)
    queue(to=person, dedupe_key="k", kind="shift-moved", context=SHIFT | moved(), not_before=NOON)
    mail, *pushes = Message.objects.order_by("pk")
    assert (mail.channel, [row.channel for row in pushes]) == ("mail", ["push", "push"])
    assert pushes[0].body_text.startswith("It was ")
    assert "Hello Person" in mail.body_text


def moved() -> dict[str, object]:
    return {"starts_at": MORNING + timedelta(days=1), "old_starts_at": MORNING, "old_place": "Station"}


def test_who_wants_none_of_it_gets_none_of_it():
    person = make_user()
    MessageSettings.objects.create(user=person, mail_off=["announcement"])
    assert not queue(to=person)
    assert not Message.objects.exists()


def test_a_cancelled_shift_is_told_whatever_was_switched_off():
    person = make_user()
    MessageSettings.objects.create(user=person, mail_off=["shift-cancelled"])
    assert queue(to=person, kind="shift-cancelled", context=SHIFT | {"starts_at": MORNING})


def test_what_falls_in_quiet_hours_waits_for_the_morning():
    assert not_before(not_before=NIGHT) == MORNING


def test_quiet_hours_are_the_persons_own():
    owl = make_user()
    MessageSettings.objects.create(user=owl, quiet_from=time(2), quiet_until=time(11))
    assert not_before(to=owl, not_before=NIGHT) == NIGHT


@pytest.mark.parametrize(("hours", "urgent"), [(11, True), (13, False)])
def test_a_shift_cancelled_within_twelve_hours_wakes_people_and_says_so(hours, urgent):
    context = SHIFT | {"starts_at": NIGHT + timedelta(hours=hours)}
    moment = not_before(kind="shift-cancelled", context=context, not_before=NIGHT, to=make_user(language="en"))
    assert moment == (NIGHT if urgent else MORNING)
    assert ("does not wait" in Message.objects.get().body_text) == urgent


def test_only_what_nobody_began_to_send_is_withdrawn():
    for key in ("shift:1:a", "shift:1:b", "shift:2:a"):
        queue(dedupe_key=key)
    Message.objects.filter(dedupe_key="shift:1:b").update(state="sent", sent_at=NOON)
    assert queueing.withdraw_messages(prefix="shift:1:") == 1
    assert sorted(Message.objects.values_list("dedupe_key", flat=True)) == ["shift:1:b", "shift:2:a"]


def test_a_kind_that_no_table_knows_is_refused():
    with pytest.raises(UnknownKind):
        queue(kind="spam")
