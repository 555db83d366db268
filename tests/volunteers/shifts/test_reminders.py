from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_assignment, make_shift, make_user
from volunteers.people.models import Message, MessageSettings
from volunteers.shifts import reminders, signups
from volunteers.shifts.models import DuoMember, Shift, SignUp

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)


def signed_up(*, starts_at=START):
    row = SignUp.objects.create(shift=make_shift(starts_at=starts_at), volunteer=make_user(language="en"))
    SignUp.objects.update(created_at=starts_at - timedelta(days=7))
    return row


@pytest.fixture
def sign_up():
    return signed_up()


def codes():
    return sorted(key.split(":")[2] for key in Message.objects.values_list("dedupe_key", flat=True))


@pytest.mark.parametrize(
    ("before", "queued"),
    [
        (timedelta(hours=25), []),
        (timedelta(hours=24), ["24h"]),
        (timedelta(hours=2), ["24h", "2h"]),
        (timedelta(), []),
    ],
)
def test_reminders_fall_due_a_day_and_two_hours_before(sign_up, before, queued):
    reminders.queue_due_reminders(now=START - before)
    assert codes() == queued


def test_two_beats_queue_one_reminder(sign_up):
    now = START - timedelta(hours=23)
    assert [reminders.queue_due_reminders(now=now) for _ in range(2)] == [1, 0]


def test_who_signs_up_later_than_the_notice_is_not_reminded_of_it(sign_up):
    SignUp.objects.update(created_at=START - timedelta(hours=5))
    reminders.queue_due_reminders(now=START - timedelta(hours=1))
    assert codes() == ["2h"]


def test_cancelling_withdraws_what_was_not_sent(sign_up):
    reminders.queue_due_reminders(now=START - timedelta(hours=23))
    signups.cancel_sign_up(shift=sign_up.shift, volunteer=sign_up.volunteer)
    assert not Message.objects.filter(dedupe_key__startswith="reminder:").exists()


@pytest.mark.parametrize(
    ("before", "word"),
    [(timedelta(hours=24), "Tomorrow: "), (timedelta(hours=3), "Today: "), (timedelta(hours=2), "Today: ")],
)
def test_the_subject_counts_from_the_day_on_which_it_is_sent(sign_up, before, word):
    reminders.queue_due_reminders(now=START - before)
    assert {subject[: len(word)] for subject in Message.objects.values_list("subject", flat=True)[:1]} == {word}


def test_the_reminder_of_an_early_shift_comes_the_evening_before():
    start = datetime.fromisoformat("2026-03-05T08:30+01:00")
    signed_up(starts_at=start)
    reminders.queue_due_reminders(now=start - timedelta(hours=11))
    reminder = Message.objects.get(dedupe_key__contains=":2h:")
    assert timezone.localtime(reminder.not_before).time() == time(21)
    assert reminder.subject.startswith("Tomorrow: ")


@pytest.mark.parametrize(
    ("start", "sent"),
    [
        ("2026-03-29T13:00+02:00", "2026-03-28T12:00+01:00"),
        ("2026-10-25T13:00+01:00", "2026-10-24T14:00+02:00"),
        # A day before falls in the small hours: eight o'clock by the clock on the wall.
        ("2026-03-30T02:30+02:00", "2026-03-29T08:00+02:00"),
        ("2026-10-26T02:30+01:00", "2026-10-25T08:00+01:00"),
    ],
)
def test_the_nights_in_which_the_clock_changes(start, sent):
    moment = datetime.fromisoformat(start)
    signed_up(starts_at=moment)
    reminders.queue_due_reminders(now=moment - timedelta(hours=17))
    assert Message.objects.get(dedupe_key__contains=":24h:").not_before == datetime.fromisoformat(sent)


def test_a_beat_asks_twice_however_many_were_reminded_already(sign_up, django_assert_num_queries):
    for _ in range(3):
        MessageSettings.objects.create(user=(other := make_user()))
        SignUp.objects.create(shift=sign_up.shift, volunteer=other)
    SignUp.objects.update(created_at=START - timedelta(days=7))
    now = START - timedelta(hours=23)
    reminders.queue_due_reminders(now=now)
    with django_assert_num_queries(2):
        assert reminders.queue_due_reminders(now=now) == 0


def test_who_has_not_come_back_is_asked_once_and_only_after_an_hour():
    assignment = make_assignment()
    end = assignment.duo.shift.ends_at
    assert reminders.queue_open_routes(now=end + timedelta(minutes=59)) == 0
    late = end + timedelta(minutes=61)
    assert [reminders.queue_open_routes(now=late) for _ in range(2)] == [2, 0]


def test_who_came_back_is_not_asked():
    assignment = make_assignment()
    assignment.returned_at = assignment.duo.shift.ends_at
    assignment.save()
    assert reminders.queue_open_routes(now=assignment.duo.shift.ends_at + timedelta(hours=2)) == 0


def test_a_shift_from_which_everyone_is_back_asks_nobody():
    assignment = make_assignment()
    Shift.objects.update(state="opened")
    assert DuoMember.objects.exists()
    assert reminders.queue_open_routes(now=assignment.duo.shift.ends_at + timedelta(hours=2)) == 0
