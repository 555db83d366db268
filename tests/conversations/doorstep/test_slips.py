"""Conversation slips: sealed at once under a random id, opened with the shift, joined to no door."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.doorstep.card_text import code_hash, normalise
from conversations.doorstep.keys import unseal
from conversations.doorstep.models import DoorEvent, SealedConversation, ShiftKey, Walk
from conversations.insight.models import StagedConversation
from conversations.insight.opening import open_shift
from tests.factories import make_user
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.django_db
SLIP = {"opening": "4", "closing": "refused", "values": ["care"], "concern": "money", "steps": ["story"]}
SLIP |= {"minutes_bucket": "10-20", "prejudice": "free", "observed_shift": "little"}
CARD = "7KQP-4M2X-9RTW-B3HZ-K"


@pytest.fixture
def slip(client, phone):
    """Post a slip as the coordinator does; gives the answer."""
    organisation = phone.assignment.duo.shift.campaign.organisation
    client.force_login(make_user(role="coordinator", organisation=organisation))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    url = reverse("doorstep:key-slip", args=[phone.assignment.pk, phone.user.pk])
    return lambda **more: client.post(url, SLIP | more)


def test_a_slip_is_sealed_to_the_shift_and_says_what_was_ticked(slip, phone):
    assert slip(card=CARD).status_code == 302
    row = SealedConversation.objects.get()
    assert (row.owner, row.id.version) == (phone.user, 4)
    assert b"money" not in bytes(row.sealed)
    talk = unseal(row)
    campaign = phone.assignment.duo.shift.campaign
    assert talk["statement"] == campaign.statement_id
    assert (talk["opening"], talk["closing"], talk["closing_missing"]) == (4, None, "refused")
    assert talk["card_code_hash"] == hashlib.sha256(b"7KQP4M2X9RTWB3HZ").hexdigest()
    assert talk["area"] == phone.bundle()["area"]


def test_it_is_read_with_the_shift_like_one_from_a_phone(slip, phone):
    slip()
    open_shift(shift=phone.assignment.duo.shift, now=timezone.now())
    staged = StagedConversation.objects.get()
    assert (staged.opening, staged.closing_missing, staged.shared_values) == (4, "refused", ["care"])
    assert (staged.observed_shift, staged.minutes_bucket, staged.steps) == ("little", "10-20", ["story"])


def test_a_slip_leaves_no_door_and_no_time(slip, phone):
    slip()
    assert not DoorEvent.objects.exists()
    assert not Walk.objects.exists()
    subjects = set(AuditEntry.objects.values_list("subject", flat=True))
    assert str(SealedConversation.objects.get().pk) not in " ".join(subjects)


def test_many_slips_are_one_line_in_the_audit_log(slip):
    for _ in range(3):
        slip()
    assert SealedConversation.objects.count() == 3
    assert AuditEntry.objects.filter(verb="keyed in conversation slips").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"opening": ""}, "required"),
        ({"opening": "11"}, "valid choice"),
        ({"values": ["care", "x"]}, "valid choice"),
        ({"card": "7KQP-4M2X"}, "no card code"),
        ({"card": "7KQP-4M2X-9RTW-B3H!-K"}, "no card code"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_not_stored(slip, change, words):
    answer = slip(**change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SealedConversation.objects.exists()


def test_no_more_than_three_values(slip, phone):
    from conversations.topics.models import SharedValue

    organisation = phone.assignment.duo.shift.campaign.statement.topic.organisation
    for code in ("a", "b", "c"):
        SharedValue.objects.create(organisation=organisation, code=code, text_nl=code)
    assert "at most three" in slip(values=["care", "a", "b", "c"]).content.decode()
    assert slip(values=["care", "a", "b"]).status_code == 302


def test_without_a_prejudice_nothing_shifted(slip):
    slip(prejudice="", observed_shift="clear", values=[])
    talk = unseal(SealedConversation.objects.get())
    assert (talk["prejudice"], talk["observed_shift"], talk["values"]) == (None, None, [])


def test_when_the_key_is_gone_the_page_says_so(slip, phone):
    slip()
    ShiftKey.objects.update(wrapped_private_key=None)
    answer = slip()
    assert answer.status_code == 422
    assert "too long ago" in answer.content.decode()


@pytest.mark.parametrize("typed", [CARD, CARD.lower(), " 7kqp 4m2x 9rtw b3hz k "])
def test_a_code_is_read_however_it_was_typed(typed):
    assert code_hash(typed) == hashlib.sha256(b"7KQP4M2X9RTWB3HZ").hexdigest()


def test_look_alikes_are_one_letter():
    assert normalise("oO-iIlL") == "001111"
