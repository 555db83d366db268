from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from conversations.doorstep.handin import MOST_BYTES
from conversations.doorstep.models import DoorEvent, HeldEntry, SealedConversation, ShiftKey
from tests.conversations.doorstep.phone import seal
from tests.factories import make_shift
from volunteers.people.models import AuditEntry, Membership
from volunteers.shifts.models import DuoMember


def saved_by(phone, *items, sealed=(), **change):
    """The file that a phone saves."""
    owner, shift = phone.user.pk, phone.assignment.duo.shift_id
    inside = {"schema": 2, "sent_at": timezone.now().isoformat(), "items": list(items)}
    return {
        "format": "canvass-hand-in",
        "v": 1,
        "owner": owner,
        "shift": shift,
        "assignment": str(phone.assignment.pk),
        "made_at": timezone.now().isoformat(),
        "sealed": list(sealed),
        "entries": seal(phone.bundle()["public_key"], f"{owner}|{shift}|hand-in", inside),
    } | change


def hand_in(desk, shift, content):
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    url = reverse("insight:hand-in", args=[shift.pk])
    return desk.post(url, {"file": SimpleUploadedFile("evening.canvass", raw)}, headers={"accept-language": "en"})


def result(answer):
    assert answer.status_code == 200, answer.context["form"].errors
    found = answer.context["handed_in"]
    return found.stored, found.known, found.held, sum(found.refused.values())


def refusal(answer):
    assert answer.status_code == 422
    return str(answer.context["form"].errors["file"][0])


def test_a_file_is_stored_as_if_its_phone_had_sent_it(phone, shift, desk, coordinator):
    sent, unsent, talk = phone.door(), phone.door("conversation", at=1), phone.sealed()
    phone.send(sent)
    file = saved_by(phone, sent, unsent, phone.door("blessed", at=2), sealed=[talk, {"id": "x"}])
    answer = hand_in(desk, shift, file)
    assert result(answer) == (2, 1, 0, 2)
    assert "2 entries of" in answer.content.decode()
    assert {event.owner for event in DoorEvent.objects.all()} == {phone.user}
    assert str(SealedConversation.objects.get().pk) == talk["id"]
    assert result(hand_in(desk, shift, file)) == (0, 3, 0, 2), "twice stores nothing twice"
    notes = AuditEntry.objects.filter(verb="handed in a phone's file")
    assert {(note.actor, note.subject) for note in notes} == {(coordinator, f"shift {shift.pk} user {phone.user.pk}")}


def test_after_closing_a_file_is_held(phone, shift, desk, close):
    file = saved_by(phone, phone.door(), sealed=[phone.sealed()])
    close()
    assert result(hand_in(desk, shift, file)) == (1, 0, 1, 0)
    assert HeldEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "no file that the phone app saved"),
        (b"[]", "no file that the phone app saved"),
        (b'{"format": "other"}', "no file that the phone app saved"),
        (b"[" * 100_000, "no file that the phone app saved"),
        (b'{"format": "canvass-hand-in", "v": 9}', "newer app"),
        (b" " * (MOST_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_such_file_is_said(shift, desk, content, says):
    assert says in refusal(hand_in(desk, shift, content))


@pytest.mark.parametrize(
    "change",
    [
        {"entries": "AAAA"},
        {"entries": "not base64!"},
        {"entries": None},
        {"sealed": {}},
        {"owner": "1"},
        {"sealed": [None] * 2001},
    ],
)
def test_a_damaged_file_stores_nothing(phone, shift, desk, change):
    file = saved_by(phone, phone.door(), sealed=[phone.sealed()]) | change
    assert "damaged" in refusal(hand_in(desk, shift, file))
    assert not DoorEvent.objects.exists()
    assert not SealedConversation.objects.exists()


def test_a_file_in_another_name_does_not_open(duo, shift, desk):
    one, two = duo
    file = saved_by(one, one.door()) | {"owner": two.user.pk}
    assert "damaged" in refusal(hand_in(desk, shift, file))


def test_a_file_of_another_shift_says_so(phone, shift, desk):
    other = make_shift(campaign=shift.campaign)
    assert "another shift" in refusal(hand_in(desk, other, saved_by(phone, phone.door())))


@pytest.mark.parametrize("owner", [-1, 0, 2**70, 10**9])
def test_a_file_of_nobody_in_this_shift_says_so(phone, shift, desk, owner):
    assert "in no duo" in refusal(hand_in(desk, shift, saved_by(phone) | {"owner": owner}))


def test_a_file_of_who_left_the_duo_says_so(phone, shift, desk):
    file = saved_by(phone, phone.door())
    DuoMember.objects.filter(volunteer=phone.user).delete()
    assert "in no duo" in refusal(hand_in(desk, shift, file))


def test_what_its_owner_may_not_send_a_file_does_not_bring(phone, shift, desk):
    file = saved_by(phone, phone.door())
    Membership.objects.filter(user=phone.user).delete()
    assert result(hand_in(desk, shift, file)) == (0, 0, 0, 1)


def test_after_the_key_is_destroyed_the_page_says_why(phone, shift, desk):
    file = saved_by(phone, phone.door())
    ShiftKey.objects.update(wrapped_private_key=None)
    assert "key of this shift is destroyed" in refusal(hand_in(desk, shift, file))


def test_without_a_file_the_page_asks_for_one(shift, desk):
    answer = desk.post(reverse("insight:hand-in", args=[shift.pk]))
    assert answer.status_code == 422
