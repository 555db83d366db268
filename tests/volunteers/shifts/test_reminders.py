from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_shift, make_user
from volunteers.people.models import Message
from volunteers.shifts import reminders, signups
from volunteers.shifts.models import SignUp

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)


@pytest.fixture
def sign_up():
    row = SignUp.objects.create(shift=make_shift(starts_at=START), volunteer=make_user())
    SignUp.objects.update(created_at=START - timedelta(days=7))
    return row


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        (timedelta(hours=25), []),
        (timedelta(hours=24), ["reminder-24h"]),
        (timedelta(hours=2), ["reminder-24h", "reminder-2h"]),
        (timedelta(), []),
    ],
)
def test_reminders_fall_due_a_day_and_two_hours_before(sign_up, before, kinds):
    reminders.queue_due_reminders(now=START - before)
    assert sorted(Message.objects.values_list("kind", flat=True)) == kinds


def test_two_beats_queue_one_reminder(sign_up):
    now = START - timedelta(hours=23)
    assert [reminders.queue_due_reminders(now=now) for _ in range(2)] == [1, 0]


def test_who_signs_up_later_than_the_notice_is_not_reminded_of_it(sign_up):
    SignUp.objects.update(created_at=START - timedelta(hours=5))
    reminders.queue_due_reminders(now=START - timedelta(hours=1))
    assert list(Message.objects.values_list("kind", flat=True)) == ["reminder-2h"]


def test_cancelling_withdraws_what_was_not_sent(sign_up):
    reminders.queue_due_reminders(now=START - timedelta(hours=23))
    signups.cancel_sign_up(shift=sign_up.shift, volunteer=sign_up.volunteer)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("moment", "moved"),
    [
        ("2026-03-04T12:00+01:00", "2026-03-04T12:00+01:00"),
        ("2026-03-04T21:00+01:00", "2026-03-05T08:00+01:00"),
        ("2026-03-05T07:59+01:00", "2026-03-05T08:00+01:00"),
        # The nights in which the clock changes: eight o'clock local time either way.
        ("2026-03-28T23:00+01:00", "2026-03-29T08:00+02:00"),
        ("2026-10-24T23:00+02:00", "2026-10-25T08:00+01:00"),
    ],
)
def test_quiet_hours_end_at_eight_local_time(moment, moved):
    assert reminders.outside_quiet_hours(datetime.fromisoformat(moment)) == datetime.fromisoformat(moved)
