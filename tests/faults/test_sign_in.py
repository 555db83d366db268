"""Sign-ins that end mid-shift, and several people on one phone: entries keep their owner."""

from __future__ import annotations

from tests.faults.clerk import Clerk, Route
from tests.faults.conftest import Phones
from tests.faults.handset import PLATE, Handset, Talk
from tests.journeys.product import Product


def test_notes_wait_for_their_own_person(phone: Handset, route: Route, office: Clerk, served: Product):
    """The sign-in runs out; the partner signs in on the same phone and logs; then the first comes back."""
    first, second = route.members
    phone.controlled()
    phone.waiting(0)
    office.ask("end_sessions", user=first)
    mine = phone.not_home()
    talk = Talk(opening="1", closing="3")
    phone.talk(talk)
    link = phone.page.wait_for_selector("a#sync[data-waiting='3']")
    assert link
    assert "next=/field/" in (link.get_attribute("href") or "")

    phone.context.add_cookies([office.cookie(second, served.url)])
    phone.reload()
    phone.start()
    phone.waiting(0)
    theirs = phone.sticker()
    found = office.until_rows(route.shift, doors=1)
    assert found["events"][0]["owner"] == second
    phone.waiting(0)

    phone.context.add_cookies([office.cookie(first, served.url)])
    phone.reload()
    found = office.until_rows(route.shift, doors=3, talks=1)
    owners = sorted((event["owner"], event["outcome"]) for event in found["events"])
    assert owners == sorted([(first, "conversation"), (first, "not_home"), (second, "sticker")])
    assert mine == theirs, "neither saw the other's unsent door"
    assert talk.is_in(found["talks"][0])
    assert found["talks"][0]["owner"] == first


def test_a_session_that_ends_between_question_and_sending_keeps_the_entry(
    phone: Handset, route: Route, office: Clerk, served: Product
):
    phone.waiting(0)
    refused: list[int] = []

    def end_just_before(wire):  # type: ignore[no-untyped-def]
        if not refused:
            office.ask("end_sessions", user=route.members[0])
        answer = wire.fetch()
        refused.append(answer.status)
        wire.fulfill(response=answer)

    phone.page.route("**/field/sync", end_just_before)
    phone.not_home()
    phone.page.wait_for_selector("a#sync[data-waiting='1']")
    assert refused == [401], "JSON, never a redirect"
    phone.page.unroute("**/field/sync")
    phone.context.add_cookies([office.cookie(route.members[0], served.url)])
    phone.reload()
    office.until_rows(route.shift, doors=1)


def test_two_phones_of_one_duo_see_each_others_doors(new_phone: Phones, office: Clerk, route: Route):
    one, other = new_phone(route), new_phone(route, member=1)
    taken = one.not_home()
    office.until_rows(route.shift, doors=1)
    # Asked whenever the page comes to the front, at the latest with the next sending.
    other.reload()
    other.page.wait_for_function(f"door => document.querySelector('{PLATE}').textContent.trim() !== door", arg=taken)
    second = other.not_home()
    found = office.until_rows(route.shift, doors=2)
    seen = {(event["owner"], event["door"]) for event in found["events"]}
    assert seen == {(route.members[0], taken), (route.members[1], second)}
