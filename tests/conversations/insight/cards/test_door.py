"""The wish that nobody rings: an address, a question, an answer; no account and no card."""

from __future__ import annotations

import pytest

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.campaigns.models import DoNotRing
from conversations.insight.cards import limits
from tests.conversations.insight.cards.world import Resident
from tests.factories import make_neighbourhood, make_street

pytestmark = pytest.mark.django_db


@pytest.fixture
def doors():
    rows = make_street(doors=3, neighbourhood=make_neighbourhood())
    for row in rows:
        row.postcode = "8299AA"
        row.save()
    rows[2].number, rows[2].letter, rows[2].box = rows[1].number, "A", "3"
    rows[2].save()
    return rows


def ask(**data):
    return Resident("").post("door", **data)


def test_it_is_asked_twice(doors):
    page = ask(postcode="8299 aa", number=str(doors[0].number)).content.decode()
    assert "Is this your door?" in page
    assert not DoNotRing.objects.exists()


def test_a_wish_is_noted_and_lifted(doors):
    address = {"postcode": "8299AA", "number": str(doors[0].number)}
    assert "Nobody of us rings there again" in ask(**address, wish="stop").content.decode()
    assert blocked_addresses([door.pk for door in doors]) == {doors[0].pk}
    assert "it is lifted" in ask(**address, wish="lift").content.decode()
    assert not DoNotRing.objects.exists()


def test_lifting_says_the_same_whether_there_was_a_wish(doors):
    assert "it is lifted" in ask(postcode="8299AA", number=str(doors[0].number), wish="lift").content.decode()


def test_letter_and_box_tell_doors_apart(doors):
    number = doors[1].number
    ask(postcode="8299AA", number=f"{number} a bus 3", wish="stop")
    assert blocked_addresses([door.pk for door in doors]) == {doors[2].pk}


@pytest.mark.parametrize("wrong", [{"number": "9999"}, {"postcode": "0000XX"}, {"number": "x"}, {"street": "Elders"}])
def test_an_address_that_is_not_there_is_refused(doors, wrong):
    response = ask(**{"postcode": "8299AA", "number": str(doors[0].number), "wish": "stop"} | wrong)
    assert response.status_code == 422
    assert not DoNotRing.objects.exists()


def test_two_streets_with_one_postcode_need_the_street(doors):
    other = make_street(doors=1, neighbourhood=make_neighbourhood(), name="Molenweg")[0]
    other.postcode, other.number = "8299AA", doors[0].number
    other.save()
    asked = {"postcode": "8299AA", "number": str(other.number), "wish": "stop"}
    assert "More than one address" in ask(**asked).content.decode()
    ask(**asked, street="molenweg")
    assert blocked_addresses([other.pk, doors[0].pk]) == {other.pk}


def test_too_many_doors_from_one_network_are_refused(doors, monkeypatch):
    monkeypatch.setattr(limits, "DOORS_FROM_ONE_NETWORK", 1)
    asked = {"postcode": "8299AA", "number": str(doors[0].number), "wish": "stop"}
    assert [ask(**asked).status_code for _ in range(2)] == [200, 429]
