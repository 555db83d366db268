from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from canvass.core.backup.erasures import erase_again, note_erasure
from canvass.core.models import Erasure
from conversations.insight import after_restore
from conversations.insight.cards.erasing import erase
from conversations.insight.models import CardCode, StagedConversation
from tests.conversations.insight.cards.world import CardEvening
from tests.factories import make_user
from volunteers.people.models import User
from volunteers.shifts.people.erasing import erase_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    return CardEvening()


def test_an_erased_talk_that_comes_back_goes_again(evening):
    card = evening.talk()
    evening.open()
    row = StagedConversation.objects.get()
    erase(code=card.code, hashed=card.hash, campaign=evening.campaign)
    # As a restore of older data leaves it.
    row.save(force_insert=True)
    CardCode.objects.filter(hash=card.hash).update(state="printed")
    assert erase_again()["card"] == 1
    assert not StagedConversation.objects.exists()
    assert CardCode.objects.get(hash=card.hash).state == CardCode.State.ERASED
    assert erase_again()["card"] == 0


def test_a_card_that_was_printed_after_the_backup_is_erased_all_the_same(evening):
    card = evening.cards[0]
    erase(code=card.code, hashed=card.hash, campaign=evening.campaign)
    CardCode.objects.filter(hash=card.hash).delete()
    erase_again()
    assert CardCode.objects.get(hash=card.hash).state == CardCode.State.ERASED


def test_a_campaign_that_is_gone_stops_nothing(evening):
    assert not after_restore.erase_card_again(f"{bytes(32).hex()}|0", timezone.now())


def test_an_account_that_comes_back_goes_again_and_who_has_its_number_later_stays():
    user = make_user(email="gone@example.org")
    number = user.pk
    erase_account(user=user, now=timezone.now())
    assert (Erasure.objects.get().kind, Erasure.objects.get().reference) == ("account", str(number))
    make_user(pk=number, email="gone@example.org")
    assert erase_again()["account"] == 0
    User.objects.filter(pk=number).update(created_at=timezone.now() - timedelta(days=9))
    assert erase_again()["account"] == 1
    assert not User.objects.filter(pk=number).exists()


def test_an_erasure_is_noted_once_with_its_last_time(evening):
    for _ in range(2):
        note_erasure(kind="account", reference="7")
    assert Erasure.objects.count() == 1


def test_a_kind_that_nobody_knows_stops_the_restore():
    note_erasure(kind="unheard of", reference="7")
    with pytest.raises(KeyError):
        erase_again()
