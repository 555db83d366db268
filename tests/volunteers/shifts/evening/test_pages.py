"""The pages of the evening: wishes stay private, moves and turf by hand, and few questions to the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_shift, make_turf, make_user
from tests.volunteers.shifts.evening.conftest import duo_names, make_evening
from volunteers.people.models import Profile
from volunteers.shifts import presence
from volunteers.shifts.calendar.showing_up import ShowUp
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.figures import Figures, figures_of
from volunteers.shifts.evening.handing_out import hand_out_choices
from volunteers.shifts.evening.wishing import companions_of, set_wish
from volunteers.shifts.models import Assignment, DuoWish, MeetingPlace, Shift

MOST = 12


def url(name, evening, *more):
    return reverse(f"shifts:{name}", args=[evening.shift.pk, *more])


def test_turf_is_suggested_with_reasons_and_handed_out_at_once(desk, evening):
    Assignment.objects.update(returned_at=timezone.now())
    Profile.objects.create(user=evening.people[0], stairs=False)
    first = evening.turfs[0].stops.select_related("address").first().address
    place = MeetingPlace.objects.create(organisation=evening.shift.campaign.organisation, name="x", point=first.point)
    Shift.objects.filter(pk=evening.shift.pk).update(place=place)
    first.floor = 3
    first.save()
    page = desk.get(url("turfs", evening)).content.decode()
    assert "3 duos have no turf" in page
    assert "m from the meeting place" in page
    desk.post(url("hand-out-all", evening))
    given = dict(Assignment.objects.filter(returned_at=None).values_list("duo__number", "turf"))
    assert len(set(given.values())) == 3
    assert given[1] != evening.turfs[0].pk, "there are stairs"
    desk.post(url("undo", evening))
    assert not Assignment.objects.filter(returned_at=None).exists()


def test_one_turf_by_hand_and_what_is_left_is_the_reserve(desk, evening):
    found = hand_out_choices(evening.shift, today=timezone.localdate())
    assert (list(found.choices), [option.turf for option in found.reserve]) == ([], [evening.spare])
    Assignment.objects.filter(duo=evening.duos[0]).update(returned_at=timezone.now())
    desk.post(reverse("shifts:hand-out", args=[evening.duos[0].pk]), {"turf": evening.spare.pk})
    assert Assignment.objects.get(duo=evening.duos[0], returned_at=None).turf == evening.spare


def test_somebody_is_moved_made_an_observer_and_taken_out(desk, evening):
    key = f"v{evening.people[0].pk}"
    desk.post(url("move", evening, key), {"duo": evening.duos[1].pk, "looks": "yes"})
    assert key in duo_names(evening.shift)[2]
    desk.post(url("move", evening, key), {"duo": evening.duos[2].pk})
    assert "looks on" in desk.get(url("detail", evening)).content.decode(), "a move keeps it"
    desk.post(url("move", evening, key), {"leave": "1"})
    assert key not in duo_names(evening.shift)[3]
    assert desk.post(url("move", evening, "v0"), {}).status_code == 404
    assert desk.get(url("person", evening, "x1")).status_code == 404


def test_a_wish_is_seen_by_coordinators_only(desk, evening, client):
    anna, bram = evening.people[:2]
    desk.post(url("wish", evening, f"v{anna.pk}"), {"about": bram.pk, "kind": "not"})
    assert DuoWish.objects.get().wisher == anna
    assert "rather not with" in desk.get(url("person", evening, f"v{bram.pk}")).content.decode()
    board = desk.get(url("detail", evening)).content.decode()
    assert "a wish is not met" in board
    assert "rather not with" not in board
    desk.post(url("wish", evening, f"v{anna.pk}"), {"about": bram.pk, "kind": ""})
    assert not DuoWish.objects.exists()
    desk.post(url("wish", evening, f"v{anna.pk}"), {"about": make_user().pk, "kind": "with"})
    assert not DuoWish.objects.exists()


def test_a_volunteer_wishes_about_companions_only(evening, client):
    anna, bram, stranger = evening.people[:3]
    assert companions_of(anna) == []
    Shift.objects.filter(pk=evening.shift.pk).update(state=Shift.State.OPENED)
    assert [one.person for one in companions_of(anna)] == [bram]
    client.force_login(anna)
    for about in (bram, stranger):
        client.post(reverse("shifts:my-wishes"), {"about": about.pk, "kind": "with"})
    assert list(DuoWish.objects.values_list("wisher", "about", "kind")) == [(anna.pk, bram.pk, "with")]
    client.force_login(bram)
    assert " selected" not in client.get(reverse("shifts:my-wishes")).content.decode()
    with pytest.raises(ShiftError):
        set_wish(organisation=evening.shift.campaign.organisation_id, wisher=anna, about=anna, kind="with")


def test_how_many_come_counts_evenings_with_a_roll_call_and_names_nobody(desk, evening):
    presence.check_in(shift=evening.shift, volunteer=evening.people[0], now=evening.now)
    make_shift(campaign=evening.shift.campaign, state=Shift.State.OPENED)
    Shift.objects.filter(pk=evening.shift.pk).update(state=Shift.State.OPENED)
    figures = figures_of(evening.shift.campaign)
    assert [(one.signed_up, one.came) for one in figures.evenings] == [(6, 1)]
    page = desk.get(reverse("shifts:show-up", args=[evening.shift.campaign_id])).content.decode()
    assert not any(person.name in page for person in evening.people)
    assert Figures(ShowUp(0, 0), []).advice == [(8, 16), (12, 24), (20, 40), (40, 80)]


@pytest.mark.parametrize("people", [0, 1, 40, 400])
def test_a_page_costs_the_same_for_nobody_and_for_four_hundred(client, db, people):
    evening = make_evening(people=people, here=True)
    make_turf(campaign=evening.shift.campaign)
    client.force_login(make_user(role="coordinator", organisation=evening.shift.campaign.organisation))
    pages = [(name, url(name, evening)) for name in ("detail", "roll-call", "turfs", "rematch")]
    if people:
        pages.append(("person", url("person", evening, f"v{evening.people[0].pk}")))
    for name, address in pages:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, headers={"hx-request": "true"}).status_code == 200
        asked = "\n".join(query["sql"][:160] for query in queries)
        assert len(queries) <= MOST, f"{name}: {len(queries)}\n{asked}"
