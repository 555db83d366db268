from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from canvass.campaigns.do_not_ring import CHUNK, address_hash, blocked_addresses, lift_wish, record_wishes
from canvass.campaigns.models import DoNotRing
from canvass.core.keyring import ring

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def test_a_wish_blocks_its_door_and_no_other():
    record_wishes(address_ids=[7], on=DAY)
    assert blocked_addresses([6, 7, 8]) == {7}


def test_saying_it_twice_changes_nothing():
    record_wishes(address_ids=[7, 7], on=DAY)
    record_wishes(address_ids=[7, 9], on=date(2027, 1, 1))
    assert DoNotRing.objects.count() == 2
    assert DoNotRing.objects.get(address_hash=address_hash(7)).created_week == "2026-W47"


def test_a_wish_can_be_taken_back():
    record_wishes(address_ids=[7], on=DAY)
    assert lift_wish(address_id=7)
    assert not lift_wish(address_id=7)
    assert blocked_addresses([7]) == set()


@pytest.mark.parametrize(
    ("day", "review"),
    [(DAY, date(2029, 12, 1)), (date(2026, 12, 31), date(2030, 1, 1)), (date(2028, 2, 29), date(2031, 3, 1))],
)
def test_a_wish_is_looked_at_again_after_three_years_on_no_telling_day(day, review):
    record_wishes(address_ids=[7], on=day)
    assert DoNotRing.objects.get().review_after == review


def test_the_register_leads_to_no_address_without_the_key(monkeypatch):
    record_wishes(address_ids=range(20), on=DAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM campaigns_donotring ORDER BY address_hash")
        rows = cursor.fetchall()
    # Stored in the order of their hashes: the ids tell no order of doors.
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    monkeypatch.setattr(ring, "_hash_key", lambda _database: bytes(32))
    assert blocked_addresses(range(20)) == set()


def test_many_doors_are_asked_for_in_a_few_questions(django_assert_num_queries):
    record_wishes(address_ids=[1, CHUNK + 1], on=DAY)
    with django_assert_num_queries(2):
        assert blocked_addresses(range(CHUNK + 10)) == {1, CHUNK + 1}
