"""The month and the list with none, one and five thousand shifts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_campaign, make_organisation, make_shift, make_user
from volunteers.shifts import planning, signups
from volunteers.shifts.calendar.queries import PER_DAY, month_of, open_shifts_of
from volunteers.shifts.models import Shift, SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HERE = ZoneInfo("Europe/Amsterdam")
QUERIES = 12


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T12:00+01:00", tick=False):
        yield


@pytest.fixture
def volunteer(client):
    user = make_user(role="volunteer", organisation=make_organisation())
    client.force_login(user)
    return user


@pytest.fixture
def campaign(volunteer):
    return make_campaign(organisation=volunteer.memberships.get().organisation, name="Wonen")


def at(day, hour=18, month=11):
    return datetime(2026, month, day, hour, 30, tzinfo=HERE)


def html(client, name, **params):
    answer = client.get(reverse(f"shifts:{name}"), params)
    assert answer.status_code == 200
    return answer.content.decode()


def many(campaign, count):
    rows = [
        Shift(campaign=campaign, starts_at=start, ends_at=start + timedelta(hours=2), meeting_place=f"P{n}", places=9)
        for n in range(count)
        for start in [at(11 + n % 19, hour=10 + n % 12)]
    ]
    Shift.objects.bulk_create(rows)


@pytest.mark.parametrize("count", [0, 1, 5000])
@pytest.mark.parametrize("name", ["index", "calendar"])
def test_a_page_costs_few_queries_however_many_shifts(client, campaign, name, count, django_assert_max_num_queries):
    many(campaign, count)
    html(client, name)  # the first visit warms what every page keeps
    with django_assert_max_num_queries(QUERIES):
        text = html(client, name)
    assert (f"{count} shift{'' if count == 1 else 's'}") in text.replace(",", "")
    # Not all on one page.
    assert text.count("/shifts/") < 600


def test_a_full_day_shows_some_and_leads_to_the_rest(client, campaign):
    for hour in range(9, 9 + PER_DAY + 3):
        make_shift(campaign=campaign, starts_at=at(20, hour))
    text = html(client, "calendar")
    assert "3 more" in text
    assert "/shifts/?day=2026-11-20" in text
    assert f"{PER_DAY + 3} shifts on Friday 20 November" in html(client, "index", day="2026-11-20")


def test_a_month_is_whole_weeks_in_local_time(campaign):
    # Half past midnight on the first belongs to the first, not to the day before as in London.
    early = make_shift(campaign=campaign, starts_at=at(1, 0))
    month = month_of(Shift.objects.all(), first=date(2026, 11, 1), today=date(2026, 11, 10))
    assert {len(week) for week in month.weeks} == {7}
    assert [day.weekday() for day in month.weekdays] == list(range(7))
    [day] = [day for week in month.weeks for day in week if day.shifts]
    assert (day.day, day.shifts, day.in_month) == (date(2026, 11, 1), [early], True)
    assert (month.previous, month.next) == (date(2026, 10, 1), date(2026, 12, 1))


def test_other_months_and_nonsense(client, campaign):
    make_shift(campaign=campaign, starts_at=at(5, month=12))
    assert "1 shift in December 2026" in html(client, "calendar", month="2026-12")
    for odd in ("x", "2026-13", "0001-01", "9999-12"):
        assert "0 shifts in November 2026" in html(client, "calendar", month=odd)
    html(client, "calendar", month="2099-12")
    html(client, "calendar", month="2000-01")


def test_a_cancelled_shift_stays_in_the_month_and_leaves_the_list(client, campaign, volunteer):
    shift = make_shift(campaign=campaign, starts_at=at(20), meeting_place="Kerkplein")
    planning.cancel_shift(shift=shift, by=volunteer)
    assert "cancelled" in html(client, "calendar")
    assert "Kerkplein" not in html(client, "index")


def test_the_filters_of_the_list(client, campaign, volunteer):
    evening = make_shift(campaign=campaign, starts_at=at(17), meeting_place="Evening", places=1)
    make_shift(campaign=campaign, starts_at=at(18, 10), meeting_place="Morning")
    SignUp.objects.create(shift=evening, volunteer=volunteer)

    def shown(**params):
        text = html(client, "index", **params)
        return {name for name in ("Evening", "Morning") if f"{name}</b>" in text}

    assert shown() == {"Evening", "Morning"}
    assert shown(part="evening") == {"Evening"}
    assert shown(weekday="3") == {"Morning"}
    assert shown(only="free") == {"Morning"}
    assert shown(only="mine") == {"Evening"}
    assert shown(q="morn") == {"Morning"}
    assert shown(q="wonen") == {"Evening", "Morning"}
    assert shown(campaign=campaign.pk) == {"Evening", "Morning"}
    # What makes no sense filters nothing.
    assert shown(weekday="9", campaign="x", part="night") == {"Evening", "Morning"}
    assert "No shift fits what you asked for." in html(client, "index", q="nowhere")


def test_nobody_sees_the_shifts_of_another_group(client, campaign):
    other = make_campaign()
    make_shift(campaign=other, starts_at=at(20), meeting_place="Elsewhere")
    for name in ("index", "calendar"):
        assert "Elsewhere" not in html(client, name)
        assert other.name not in html(client, name, campaign=other.pk)


def test_one_tap_from_the_list_and_back_to_it(client, campaign, volunteer):
    full = make_shift(campaign=campaign, starts_at=at(17), places=1)
    signups.sign_up(shift=full, volunteer=make_user(), now=timezone.now())
    assert "Put me on the waiting list" in html(client, "index")
    answer = client.post(reverse("shifts:sign-up", args=[full.pk]), {"next": "/shifts/"}, follow=True)
    text = answer.content.decode()
    assert "You are on the waiting list" in text
    assert "Leave the waiting list" in text
    client.post(reverse("shifts:cancel-sign-up", args=[full.pk]), {"next": "/shifts/"})
    assert "full, 1 waiting" not in html(client, "index")


def test_open_shifts_of_a_group_are_its_own_to_come_with_places_left(campaign):
    organisation = campaign.organisation
    soon = make_shift(campaign=campaign, starts_at=at(20))
    make_shift(campaign=campaign, starts_at=at(9))
    make_shift(campaign=campaign, starts_at=at(21), state="cancelled")
    make_shift(starts_at=at(22))
    full = make_shift(campaign=campaign, starts_at=at(19), places=1)
    SignUp.objects.create(shift=full, volunteer=make_user())
    below = make_organisation(parent=organisation)
    make_shift(campaign=make_campaign(organisation=below), starts_at=at(23))
    assert [(shift, shift.going) for shift in open_shifts_of(organisation, now=timezone.now())] == [(soon, 0)]
