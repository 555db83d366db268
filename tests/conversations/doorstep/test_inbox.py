from __future__ import annotations

import base64
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from conversations.doorstep.keys import SealBroken, unseal
from conversations.doorstep.models import SealedConversation, SeenId, ShiftKey
from conversations.doorstep.payload import parse
from conversations.insight.opening import open_shift
from tests.conversations.doorstep.phone import TALK


def test_what_a_phone_seals_the_server_opens(phone):
    assert phone.send_sealed(phone.sealed()) == ["created"]
    entry = parse(unseal(SealedConversation.objects.get()))
    assert (entry.opening, entry.closing_missing, entry.values) == (4, "refused", ("care",))


def test_a_sealed_row_is_stored_once_and_never_replaced(phone):
    row = phone.sealed()
    assert phone.send_sealed(row, row) == ["created", "duplicate"]
    assert phone.send_sealed(row | {"sealed": phone.sealed()["sealed"]}) == ["id_reused"]
    assert SealedConversation.objects.count() == 1


def test_a_row_is_bound_to_its_owner_shift_and_id(duo):
    one, two = duo
    row = one.sealed()
    two.send_sealed(row)
    with pytest.raises(SealBroken):
        unseal(SealedConversation.objects.get())


def test_the_length_tells_nothing(phone):
    full = TALK | {"steps": ["a" * 40, "b" * 40, "c" * 40], "values": ["x" * 40, "y" * 40]}
    assert len({len(phone.sealed(talk)["sealed"]) for talk in (TALK, full)}) == 1


SHORT, NO_POINT = (base64.b64encode(raw).decode() for raw in (b"\x04" * 20, bytes(500)))


@pytest.mark.parametrize("sealed", [None, 3, "", "é", "====", "A" * 20_000, SHORT, NO_POINT])
def test_what_is_not_sealed_is_refused(phone, sealed):
    assert phone.send_sealed(phone.sealed() | {"sealed": sealed}, None) == ["malformed", "malformed"]


@pytest.mark.parametrize("shift", [None, "1", True, 2**70])
def test_a_shift_that_is_not_ours_is_refused(phone, shift):
    assert phone.send_sealed(phone.sealed() | {"shift": shift}) == ["not_yours"]


def test_late_ones_are_taken_for_a_day_and_while_the_key_lives(phone):
    row, later = phone.sealed(), phone.sealed()
    ends_at = phone.assignment.duo.shift.ends_at
    with time_machine.travel(ends_at + timedelta(hours=23), tick=False):
        assert phone.send_sealed(row) == ["created"]
        ShiftKey.objects.update(wrapped_private_key=None)
        assert phone.send_sealed(later) == ["not_yours"]
    with time_machine.travel(ends_at + timedelta(hours=26), tick=False):
        assert phone.send_sealed(row | {"id": later["id"]}) == ["not_yours"]


def test_a_resend_after_the_opening_makes_no_double(phone):
    row = phone.sealed()
    phone.send_sealed(row)
    open_shift(shift=phone.assignment.duo.shift, now=timezone.now())
    assert SealedConversation.objects.count() == 0
    assert SeenId.objects.count() == 1
    assert phone.send_sealed(row) == ["duplicate"]
    assert SealedConversation.objects.count() == 0


def test_the_inbox_has_no_time_and_no_door():
    names = {field.name for field in SealedConversation._meta.get_fields()}
    assert names == {"id", "shift", "owner", "sealed", "payload_hash"}
