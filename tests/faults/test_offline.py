"""A shift without a network: the page opens, everything is written, and later sent once."""

from __future__ import annotations

from tests.faults.clerk import Clerk, Route
from tests.faults.conftest import Phones
from tests.faults.handset import PLATE, Handset


def test_the_page_opens_again_without_a_network(phone: Handset, route: Route, office: Clerk):
    phone.controlled()
    first = phone.not_home()
    office.until_rows(route.shift, doors=1)
    phone.waiting(0)
    phone.offline()
    phone.reload()
    assert phone.door() != first
    phone.not_home()
    phone.waiting(1)
    phone.offline(False)
    office.until_rows(route.shift, doors=2)


def test_thirty_doors_without_a_network_are_thirty_rows(new_phone: Phones, office: Clerk):
    [route] = office.evening(doors=36)
    phone = new_phone(route).controlled()
    phone.waiting(0)
    phone.offline()
    logged = [phone.not_home() for _ in range(30)]
    phone.waiting(30)
    assert office.entries(route.shift) == []
    phone.offline(False)
    office.until_rows(route.shift, doors=30)
    phone.waiting(0)
    assert sorted(office.entries(route.shift)) == sorted((door, "not_home") for door in logged)


def test_a_closed_tab_opens_where_it_was(phone: Handset, route: Route, office: Clerk):
    phone.controlled()
    phone.waiting(0)
    phone.offline()
    doors = [phone.not_home(), phone.sticker()]
    phone.page.close()
    again = Handset.new(phone.context, phone.url).offline().open()
    again.waiting(2)
    assert again.page.inner_text(PLATE).strip() == list(route.doors)[2]
    doors.append(again.not_home())
    again.offline(False)
    office.until_rows(route.shift, doors=3)
    assert {door for door, _ in office.entries(route.shift)} == set(doors)
    assert again.errors == []
