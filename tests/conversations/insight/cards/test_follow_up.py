"""The three questions on the resident's page, and the one reminder for the second time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from canvass.campaigns.comparisons import start_comparison
from canvass.campaigns.models import Comparison
from conversations.insight.cards.reminders import delete_old_contacts, send_due_reminders
from conversations.insight.comparison.answers import follow_up_of
from conversations.insight.models import FollowUpAnswer, ReminderContact
from tests.conversations.insight.cards.world import CardEvening, Resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    evening = CardEvening()
    Comparison.objects.create(campaign=evening.campaign, question_nl="Wat vindt u van de buurt?")
    start_comparison(campaign=evening.campaign)
    evening.talk(arm="conversation")
    evening.open()
    return evening


@pytest.fixture
def resident(evening):
    return Resident(evening.cards[0].code)


def opens_on(evening):
    return follow_up_of(code_hash=evening.cards[0].hash, today=timezone.localdate()).opens_on


def agree(resident):
    resident.post("answer", number="7", sure="5")
    return resident.post("remind", email="resident@example.org", consent="yes")


def test_three_questions_are_asked_once_and_kept_by_the_code_alone(resident):
    assert "Three questions" in resident.text()
    assert "Your answers are kept." in resident.text("answer", number="7", heard="")
    row = FollowUpAnswer.objects.get()
    assert (row.number, row.sure, row.heard, row.arm) == (7, None, None, "conversation")
    assert "Three questions" not in resident.text()


def test_a_number_that_is_none_is_not_kept(resident):
    resident.post("answer", number="11")
    assert not FollowUpAnswer.objects.exists()


def test_without_a_comparison_nothing_is_asked():
    evening = CardEvening()
    card = evening.talk()
    evening.open()
    assert "Three questions" not in Resident(card.code).text()


def test_a_reminder_needs_consent_and_an_address(resident):
    resident.post("answer", number="7")
    assert resident.post("remind", email="resident@example.org").status_code == 422
    assert resident.post("remind", email="nobody", consent="yes").status_code == 422
    assert not ReminderContact.objects.exists()


def test_the_address_is_sealed_and_leads_to_no_conversation(evening, resident):
    agree(resident)
    row = ReminderContact.objects.get()
    assert b"resident" not in bytes(row.sealed_contact)
    assert bytes(row.code_mark) != evening.cards[0].hash
    assert (row.consent_text, row.channel, row.consented_on) == ("2026-1", "email", timezone.localdate())


def test_one_mail_when_it_is_time_and_then_the_address_is_gone(evening, resident):
    agree(resident)
    assert send_due_reminders(today=opens_on(evening) - timedelta(days=1)) == 0
    assert send_due_reminders(today=opens_on(evening)) == 1
    assert [message.to for message in mail.outbox] == [["resident@example.org"]]
    assert resident.code not in mail.outbox[0].body
    assert not ReminderContact.objects.exists()
    assert send_due_reminders(today=opens_on(evening)) == 0


def test_a_mail_server_that_is_down_keeps_nobody(evening, resident, monkeypatch):
    agree(resident)

    def down(**kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("conversations.insight.cards.reminders.send_now", down)
    assert send_due_reminders(today=opens_on(evening)) == 0
    assert not ReminderContact.objects.exists()


def test_the_resident_takes_it_back(resident):
    agree(resident)
    assert "Your e-mail address is deleted." in resident.text("remind", stop="yes")
    assert not ReminderContact.objects.exists()


def test_erasing_takes_answers_and_address_along(resident):
    agree(resident)
    resident.post("erase", sure="yes")
    assert not FollowUpAnswer.objects.exists()
    assert not ReminderContact.objects.exists()


def test_no_address_outlives_ninety_days(resident):
    agree(resident)
    today = timezone.localdate()
    assert delete_old_contacts(today=today + timedelta(days=90)) == 0
    assert delete_old_contacts(today=today + timedelta(days=91)) == 1
