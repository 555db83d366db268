"""Feeling unsafe: who is warned, who is called, and what is written down about the door."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.places.models import Address
from conversations.doorstep.models import SafetyReport
from conversations.doorstep.reports import CALL_WITHIN, doors_to_name, reports_of
from conversations.doorstep.warnings import warnings_for
from tests.conversations.doorstep.phone import Phone
from tests.factories import make_assignment, make_shift, make_turf, make_user
from volunteers.people.models import AuditEntry, User
from volunteers.shifts.models import SignUp
from volunteers.shifts.presence import everyone_present

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client, phone):
    user = make_user(role="coordinator", organisation=phone.assignment.duo.shift.campaign.organisation, name="Fatima")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


@pytest.fixture
def neighbour(phone):
    """Another duo of the same shift, on a turf of its own in the same streets."""
    shift = phone.assignment.duo.shift
    assignment = make_assignment(shift=shift, turf=make_turf(campaign=shift.campaign))
    return Phone(User.objects.get(pk=assignment.duo.members.order_by("pk").first().volunteer_id), assignment)


def report(phone, about="street", **more):
    """As the phone sends it; gives the row."""
    item = phone.item("safety", stop=phone.stops[0], payload={"about": about}) | more
    assert phone.statuses(item) == ["created"]
    return SafetyReport.objects.get(pk=item["id"])


def warned(phone):
    return [warning["street"] for warning in phone.bundle()["warnings"]]


def changes(phone):
    return phone.client.get(f"/field/changes/{phone.assignment.pk}").json()["warnings"]


def test_a_duo_nearby_is_warned_of_the_street(phone, neighbour):
    assert warned(neighbour) == []
    report(phone)
    assert warned(neighbour) == ["Kerkstraat"]
    [warning] = changes(neighbour)
    assert set(warning) == {"street", "at"}
    assert warning["street"] == "Kerkstraat"


def test_two_reports_of_one_street_are_one_warning(phone, neighbour):
    report(phone)
    report(phone, about="door")
    assert warned(neighbour) == ["Kerkstraat"]


def test_what_is_said_about_a_partner_warns_nobody(phone, duo, neighbour):
    report(phone, about="duo")
    assert warned(neighbour) == []
    assert warned(duo[1]) == []


def test_ones_own_report_is_no_news(phone, duo):
    report(phone)
    assert warned(phone) == []
    assert warned(duo[1]) == ["Kerkstraat"]


def test_a_street_of_that_name_far_away_is_not_near(phone, neighbour):
    report(phone)
    for stop in neighbour.assignment.turf.stops.select_related("address"):
        Address.objects.filter(pk=stop.address_id).update(street="Verweg", point=Point(4.5, 51.9, srid=4326))
    assert warnings_for(assignment=neighbour.assignment, user=neighbour.user) == []


def test_other_evenings_and_other_organisations_are_not_warned(phone):
    report(phone)
    campaign = phone.assignment.duo.shift.campaign
    later = make_shift(campaign=campaign, starts_at=timezone.now() + timedelta(hours=20))
    other = make_assignment(shift=later, turf=make_turf(campaign=campaign))
    assert warnings_for(assignment=other, user=other.duo.members.first().volunteer) == []
    foreign = make_assignment()
    assert warnings_for(assignment=foreign, user=foreign.duo.members.first().volunteer) == []


def test_an_evening_without_reports_costs_one_question(phone, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert warnings_for(assignment=phone.assignment, user=phone.user) == []


def test_the_list_puts_the_longest_waiting_first_and_says_when_it_takes_too_long(phone):
    first, second = report(phone), report(phone, about="door")
    SafetyReport.objects.filter(pk=first.pk).update(called_back_at=timezone.now())
    rows = reports_of(phone.assignment.duo.shift, now=timezone.now() + CALL_WITHIN + timedelta(minutes=1))
    assert [(row.report.pk, row.is_overdue) for row in rows] == [(second.pk, True), (first.pk, False)]


def test_the_partner_is_called_too_unless_it_is_about_them(phone, duo):
    report(phone)
    report(phone, about="duo")
    rows = {row.report.about: row.partners for row in reports_of(phone.assignment.duo.shift, now=timezone.now())}
    assert rows == {"street": [duo[1].user], "duo": []}


def close(client, row, **data):
    return client.post(reverse("doorstep:report", args=[row.shift_id, row.pk]), data)


def test_closing_asks_about_the_door_each_time(client, coordinator, phone):
    row = report(phone, about="door")
    assert close(client, row).status_code == 422
    assert close(client, row, decision="never").status_code == 422
    row.refresh_from_db()
    assert row.called_back_at is None
    assert close(client, row, decision="keep", door="").status_code == 302
    row.refresh_from_db()
    assert (row.called_back_by, row.called_back_at is not None) == (coordinator, True)


def test_a_door_named_on_the_phone_goes_into_the_register_and_nowhere_else(client, coordinator, phone):
    row = report(phone, about="door")
    stop = phone.assignment.turf.stops.select_related("address").order_by("position")[4]
    close(client, row, decision="never", door=str(stop.pk))
    assert blocked_addresses([stop.address_id]) == {stop.address_id}
    written = " ".join(f"{entry.verb} {entry.subject}" for entry in AuditEntry.objects.all())
    assert f"report {row.pk}" in written
    assert "door entered" in written
    assert stop.address.street not in written
    row.refresh_from_db()
    assert row.street == "Kerkstraat"


def test_a_door_of_another_street_or_turf_cannot_be_chosen(client, coordinator, phone, neighbour):
    row = report(phone, about="door")
    foreign = neighbour.assignment.turf.stops.first()
    assert close(client, row, decision="never", door=str(foreign.pk)).status_code == 422
    assert blocked_addresses([foreign.address_id]) == set()


def test_about_a_partner_no_door_is_asked(client, coordinator, phone):
    row = report(phone, about="duo")
    assert doors_to_name(row) == []
    page = client.get(reverse("doorstep:report", args=[row.shift_id, row.pk])).content.decode()
    assert "talk to them alone" in page
    assert "What about that door?" not in page
    assert close(client, row).status_code == 302


def test_the_first_to_close_it_is_the_one_noted(client, coordinator, phone):
    row = report(phone)
    close(client, row, decision="keep")
    other = make_user(role="coordinator", organisation=phone.assignment.duo.shift.campaign.organisation)
    client.force_login(other)
    close(client, row, decision="keep")
    row.refresh_from_db()
    assert row.called_back_by == coordinator
    assert AuditEntry.objects.filter(verb="called back").count() == 1


def test_after_closing_the_shift_no_door_can_be_named(phone):
    row = report(phone, about="door")
    row.shift.state = "closed"
    assert doors_to_name(row) == []


def test_the_shift_page_shows_what_waits(client, coordinator, phone):
    url = reverse("doorstep:reports", args=[phone.assignment.duo.shift_id])
    assert "banner" not in client.get(url, headers={"hx-request": "true"}).content.decode()
    row = report(phone)
    assert "1 report of feeling unsafe waits" in client.get(url, headers={"hx-request": "true"}).content.decode()
    close(client, row, decision="no-door")
    page = client.get(url).content.decode()
    assert "No report waits for a call" in page
    assert "called back by Fatima" in page


def test_a_report_of_another_shift_is_not_there(client, coordinator):
    theirs = make_assignment().duo.shift
    row = SafetyReport.objects.create(
        id=uuid.uuid4(), shift=theirs, owner=theirs.sign_ups.first().volunteer, about="street"
    )
    assert close(client, row, decision="keep").status_code == 404


def test_i_am_back_checks_that_person_out(phone, duo):
    shift = phone.assignment.duo.shift
    everyone_present(shift=shift, now=timezone.now() - timedelta(minutes=20))
    phone.send(phone.item("walk_out"))
    phone.send(phone.item("walk_back"))
    out = dict(SignUp.objects.filter(shift=shift).values_list("volunteer_id", "checked_out_at"))
    assert out[phone.user.pk] is not None
    assert out[duo[1].user.pk] is None
