"""Guessing is slowed and shows; a right code is always answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conversations.insight.cards import limits
from conversations.insight.cards.limits import delete_old_tries, network, note_door, note_try
from conversations.insight.models import CardTry
from tests.conversations.insight.cards.world import CardEvening, Resident

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(minute=30)


def miss(address="192.0.2.7", now=NOW):
    return note_try(address=address, missed=True, now=now)


def test_misses_from_one_network_are_stopped_and_another_network_is_not():
    assert not any(miss(f"192.0.2.{n}") for n in range(limits.FROM_ONE_NETWORK))
    assert miss("192.0.2.200")
    assert not miss("198.51.100.1")


def test_a_hit_is_never_stopped(monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_NETWORK", 1)
    assert [miss(), miss()] == [False, True]
    assert not note_try(address="192.0.2.7", missed=False, now=NOW)


def test_misses_from_many_networks_are_stopped_together(monkeypatch):
    monkeypatch.setattr(limits, "FROM_EVERYWHERE", 5)
    found = [miss(f"10.0.{n}.1") for n in range(7)]
    assert found == [False] * 5 + [True] * 2


def test_the_count_is_in_the_database_and_outlives_the_cache():
    for _ in range(limits.FROM_ONE_NETWORK):
        miss()
    cache.clear()
    assert miss()


def test_a_new_hour_begins_anew_and_old_rows_go():
    for _ in range(limits.FROM_ONE_NETWORK + 1):
        miss()
    assert not miss(now=NOW + timedelta(hours=1))
    assert delete_old_tries(now=NOW + timedelta(hours=30)) == CardTry.objects.count() + 4
    assert not CardTry.objects.exists()


def test_every_try_is_one_statement(django_assert_num_queries):
    for missed in (True, False):
        with django_assert_num_queries(1):
            note_try(address="192.0.2.7", missed=missed, now=NOW)


def test_no_address_is_kept():
    miss()
    assert all(b"192" not in bytes(row.bucket) and len(bytes(row.bucket)) == 32 for row in CardTry.objects.all())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
    ],
)
def test_a_network_is_what_one_connection_holds(address, expected):
    assert network(address) == expected


def test_doors_are_counted_apart():
    assert not any(note_door(address="192.0.2.7", now=NOW) for _ in range(limits.DOORS_FROM_ONE_NETWORK))
    assert note_door(address="192.0.2.8", now=NOW)
    assert not miss()


def test_the_resident_gets_in_while_somebody_guesses_from_the_same_network(monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_NETWORK", 3)
    evening = CardEvening()
    card = evening.talk()
    evening.open()
    guesses = [Resident(f"{n:017d}").post("kept").status_code for n in range(5)]
    assert guesses == [200, 200, 200, 429, 429]
    assert "Housing" in Resident(card.code).text()


@pytest.mark.parametrize("code", [0, "0" * 17, "hello"])
def test_a_known_and_an_unknown_code_cost_the_same_questions(code):
    evening = CardEvening()
    with CaptureQueriesContext(connection) as asked:
        Resident(code or evening.cards[0].code).post("kept")
    about_cards = [query for query in asked if "insight_" in query["sql"] and "residentdesk" not in query["sql"]]
    assert len(about_cards) == 4
