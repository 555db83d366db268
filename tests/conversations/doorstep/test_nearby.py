from __future__ import annotations

import logging
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.doorstep.hours import doors_end_at, last_door_at
from conversations.doorstep.nearby import coarse
from tests.conversations.doorstep.phone import Phone
from tests.factories import make_assignment, make_turf, on_day
from volunteers.shifts.models import Assignment, Shift, SignUp
from volunteers.shifts.presence import everyone_present

PLACE = (5.3987654, 52.1543219)


@pytest.fixture
def campaign(phone):
    campaign = phone.assignment.turf.plan.campaign
    Campaign.objects.filter(pk=campaign.pk).update(quiet_from=time(23, 59))
    return campaign


def ask(phone, **body):
    answer = phone.post(f"nearby/{phone.assignment.pk}", body)
    assert answer.status_code == 200, answer.content
    return answer.json()


def take(phone, turf):
    return phone.post(f"take/{phone.assignment.pk}", {"turf": turf.pk})


def test_free_turf_is_offered_from_the_door_logged_last(phone, campaign):
    free = make_turf(campaign=campaign)
    answer = ask(phone, stop=phone.stops[0])
    (offer,) = answer["turfs"]
    assert offer["turf"] == free.pk
    assert (offer["doors"], offer["first"], offer["neighbourhood"]) == (
        12,
        "Kerkstraat 1",
        free.plan.neighbourhood.name,
    )
    assert offer["metres"] != ask(phone, stop=phone.stops[-1])["turfs"][0]["metres"]
    assert ask(phone)["turfs"] == ask(phone, stop=phone.stops[-1])["turfs"], "else from the end of the walk"


def test_a_door_of_somebody_elses_walk_is_not_a_place(phone, campaign):
    free = make_turf(campaign=campaign)
    assert ask(phone, stop=free.stops.first().pk) == ask(phone)


def test_doors_tried_tonight_by_another_duo_are_not_offered(phone, campaign):
    shift = phone.assignment.duo.shift
    other = make_assignment(shift=shift, turf=make_turf(campaign=campaign))
    colleague = Phone(other.duo.members.first().volunteer, other)
    colleague.send(colleague.door("not_home", at=0), colleague.door("conversation", at=1))
    Assignment.objects.filter(pk=other.pk).update(returned_at=timezone.now())
    assert [one["doors"] for one in ask(phone)["turfs"]] == [10]


def test_taking_it_is_an_assignment_of_the_duo(phone, duo, campaign):
    free = make_turf(campaign=campaign)
    answer = take(phone, free)
    assert answer.status_code == 200
    (now_out,) = Assignment.objects.filter(duo=phone.assignment.duo, returned_at=None)
    assert (str(now_out.pk), now_out.turf) == (answer.json()["assignment"], free)
    # The bundle of the turf it had is gone; what was logged there is still taken.
    assert phone.client.get(f"/field/bundle/{phone.assignment.pk}").status_code == 404
    assert phone.statuses(phone.door()) == ["created"]
    routes = duo[1].client.get("/field/assignments").json()["assignments"]
    assert [route["assignment"] for route in routes] == [str(now_out.pk)]


def test_who_goes_on_to_another_turf_is_not_back_at_the_meeting_place(phone, campaign):
    shift = phone.assignment.duo.shift
    everyone_present(shift=shift, now=timezone.now() - timedelta(minutes=20))
    phone.send(phone.item("walk_out"))
    assert take(phone, make_turf(campaign=campaign)).status_code == 200
    phone.send(phone.item("walk_back"))
    assert not SignUp.objects.filter(shift=shift).exclude(checked_out_at=None).exists()


def test_the_second_of_two_duos_hears_that_it_is_taken_and_is_offered_the_next(phone, campaign):
    first, second = make_turf(campaign=campaign), make_turf(campaign=campaign)
    other = make_assignment(shift=phone.assignment.duo.shift, turf=make_turf(campaign=campaign))
    colleague = Phone(other.duo.members.first().volunteer, other)
    assert {one["turf"] for one in ask(colleague)["turfs"]} == {first.pk, second.pk}
    assert take(phone, first).status_code == 200
    refused = take(colleague, first)
    assert (refused.status_code, refused.json()["code"]) == (409, "taken")
    offered = {one["turf"] for one in ask(colleague)["turfs"]}
    assert offered == {second.pk, phone.assignment.turf_id}, "the turf that the first duo gave back is free too"
    assert take(colleague, second).status_code == 200


@pytest.mark.parametrize("which", ["replaced", "foreign"])
def test_turf_that_is_not_published_here_is_gone(phone, campaign, which):
    turf = make_turf(campaign=campaign, state="draft") if which == "replaced" else make_turf()
    refused = take(phone, turf)
    assert (refused.status_code, refused.json()["code"]) == (409, "gone")


@pytest.mark.parametrize(("hours", "code"), [(1, "early"), (-3.2, "late")])
def test_before_and_after_the_shift_nothing_is_taken(phone, campaign, hours, code):
    free, begins = make_turf(campaign=campaign), timezone.now() + timedelta(hours=hours)
    Shift.objects.update(starts_at=begins, ends_at=begins + timedelta(hours=3))
    refused = take(phone, free)
    assert (refused.status_code, refused.json()["code"]) == (409, code)
    if code == "late":
        assert ask(phone) == {"minutes_left": 0, "turfs": []}


def test_who_is_in_another_duo_can_neither_ask_nor_take(phone, campaign):
    other = make_assignment(shift=phone.assignment.duo.shift, turf=make_turf(campaign=campaign))
    stranger = Phone(other.duo.members.first().volunteer, phone.assignment)
    assert stranger.post(f"nearby/{phone.assignment.pk}", {}).status_code == 404
    assert take(stranger, make_turf(campaign=campaign)).status_code == 404


@pytest.mark.parametrize(
    "body", [{"lon": 200, "lat": 1}, {"lon": "x"}, {"stop": 2**63}, {"stop": -1}, "a", {"lat": float("nan")}]
)
def test_nonsense_is_refused(phone, body):
    assert phone.post(f"nearby/{phone.assignment.pk}", body).status_code == 400
    assert phone.post(f"take/{phone.assignment.pk}", {"turf": "one"}).status_code == 400


def test_a_position_is_used_coarsely_and_kept_nowhere(phone, campaign, caplog):
    make_turf(campaign=campaign)
    lon, lat = PLACE
    with (
        caplog.at_level(logging.DEBUG),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        answer = ask(phone, lon=lon, lat=lat)
        assert phone.post(f"nearby/{phone.assignment.pk}", {"lon": lon, "lat": 99}).status_code == 400
    near = coarse(PLACE)
    assert answer == ask(phone, lon=near[0], lat=near[1]), "fifty metres finer makes no difference"
    said = caplog.text + " ".join(query["sql"] for query in asked.captured_queries)
    for number in (*PLACE, *near):
        assert f"{number:.4f}"[:-1] not in said


def test_coarse_is_about_fifty_metres():
    lon, lat = coarse(PLACE)
    assert abs(lon - PLACE[0]) <= 0.00035 + 1e-9
    assert abs(lat - PLACE[1]) <= 0.000225 + 1e-9
    assert coarse((lon + 0.0001, lat + 0.0001)) == (lon, lat)


def test_doors_end_with_the_shift_or_at_the_quiet_hour(phone):
    assignment = phone.assignment
    shift, campaign = assignment.duo.shift, assignment.duo.shift.campaign
    day = timezone.localdate()
    shift.starts_at, shift.ends_at = on_day(day, 18), on_day(day, 20)
    campaign.quiet_from = time(21, 0)
    assert doors_end_at(assignment) == on_day(day, 20)
    shift.ends_at = on_day(day, 22)
    assert doors_end_at(assignment) == on_day(day, 21)
    assert last_door_at(assignment) == on_day(day, 21) - timedelta(minutes=17.5)
    shift.starts_at = on_day(day, 21)
    assert doors_end_at(assignment) == on_day(day, 22), "planned so on purpose"


def test_the_bundle_says_how_fast_and_until_when(phone, campaign):
    pace = phone.bundle()["pace"]
    assert (pace["walk_speed"], pace["door_seconds"]) == (1.2, 138)
    assert datetime.fromisoformat(pace["last_door_at"]) < Shift.objects.get().ends_at
