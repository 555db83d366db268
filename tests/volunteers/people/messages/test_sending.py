"""The states of a message, with a mail server that has moods."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.benchmarks.season.mail_server import Mood, Taken, mail_server
from tests.factories import make_user
from tests.volunteers.people.messages.factories import MORNING, NIGHT, NOON, queue, states
from volunteers.people.messages import sending
from volunteers.people.models import Message, MessageSettings

pytestmark = pytest.mark.django_db


class Post:
    """The mail server's mood for the next mails, and what it took."""

    def __init__(self) -> None:
        self.moods: list[Mood] = []
        self.taken: list[Taken] = []

    def feel(self) -> Mood:
        return self.moods.pop(0) if self.moods else Mood.FINE


@pytest.fixture(scope="module")
def served():
    post = Post()
    with mail_server(feel=post.feel, take=post.taken.append) as server:
        yield post, server.port


@pytest.fixture
def post(served, settings):
    post, settings.EMAIL_PORT = served
    settings.EMAIL_BACKEND = "volunteers.people.messages.smtp.CarefulBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    post.moods, post.taken[:] = [], []
    return post


def send(now=NOON):
    return sending.send_due(clock=lambda: now)


def test_what_is_due_is_sent_once(post):
    queue()
    queue(not_before=NOON + timedelta(hours=1))
    assert [send(), send()] == [1, 0]
    assert states() == ["sent", "new"]
    assert len(post.taken) == 1


def test_a_mail_says_how_to_end_it_with_one_click(post):
    queue()
    send()
    mail = post.taken[0].mail
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<http://127.0.0.1:8000/messages/unsubscribe/")
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("mood", "state", "taken"),
    [
        (Mood.BUSY, "new", 0),
        (Mood.GONE_EARLY, "new", 0),
        (Mood.UNKNOWN_BOX, "failed", 0),
        (Mood.GONE_BEFORE, "unknown", 0),
        (Mood.GONE_AFTER, "unknown", 1),
    ],
)
def test_only_what_cannot_have_been_taken_is_tried_again(post, mood, state, taken):
    queue()
    post.moods = [mood]
    send()
    assert (states(), len(post.taken)) == ([state], taken)
    send(now=NOON + timedelta(hours=6))
    again = state == "new"
    assert (states(), len(post.taken)) == (["sent" if again else state], taken + again)


def test_one_mail_in_trouble_leaves_the_others_of_its_batch_alone(post):
    for _ in range(3):
        queue()
    post.moods = [Mood.FINE, Mood.GONE_AFTER, Mood.FINE]
    send()
    assert sorted(states()) == ["sent", "sent", "unknown"]


def test_a_server_that_is_away_is_asked_again_and_later_each_time(post, settings):
    settings.EMAIL_PORT = 9  # nobody listens there
    queue()
    now, waits = NOON, []
    for _ in range(8):
        send(now=now)
        later = Message.objects.get().not_before
        waits.append((later - now).total_seconds() / 60)
        now = later
    assert waits == [1, 2, 4, 8, 16, 32, 32, 32]
    Message.objects.update(attempts=sending.MAX_ATTEMPTS - 1)
    send(now=now)
    assert states() == ["failed"]


def test_a_sender_that_died_while_sending_leaves_an_unknown_and_no_second_mail(post):
    queue()
    Message.objects.update(state="sending", claimed_at=NOON - timedelta(minutes=6))
    assert send() == 0
    assert states() == ["unknown"]
    assert post.taken == []


def test_a_sender_that_died_with_a_claim_loses_nothing(post):
    queue()
    sending.claim(now=NOON)
    assert send() == 0
    assert send(now=NOON + timedelta(minutes=4)) == 1
    assert states() == ["sent"]


def test_a_claim_that_lapsed_cannot_be_sent_by_its_old_holder_too(post):
    queue()
    old = sending.claim(now=NOON)
    later = NOON + timedelta(minutes=4)
    assert send(now=later) == 1
    assert sending.send_claimed(ids=old, clock=lambda: later) == 0
    assert len(post.taken) == 1


def test_what_was_withdrawn_after_the_claim_is_not_sent(post):
    queue()
    ids = sending.claim(now=NOON)
    rows = Message.objects.filter(pk__in=ids)
    rows.delete()
    assert sending.send_claimed(ids=ids, clock=lambda: NOON) == 0
    assert post.taken == []


def test_what_comes_too_late_is_not_sent_and_says_so(post):
    queue(not_before=NOON - timedelta(hours=1), not_after=NOON - timedelta(seconds=1))
    assert send() == 0
    assert Message.objects.get().error == sending.TOO_LATE


def test_a_retry_in_quiet_hours_waits_for_the_morning(post):
    queue()
    Message.objects.update(not_before=NIGHT)
    send(now=NIGHT)
    assert states() == ["new"]
    assert Message.objects.get().not_before == MORNING


def test_a_retry_that_cannot_wait_for_the_morning_fails_and_says_why(post):
    queue(not_after=NIGHT + timedelta(hours=2))
    send(now=NIGHT)
    assert Message.objects.get().error == sending.QUIET


def test_what_is_urgent_is_sent_at_night(post):
    queue(urgent=True, not_before=NIGHT)
    assert send(now=NIGHT) == 1
    assert states() == ["sent"]


def test_nobody_writes_to_an_account_that_was_closed(post):
    person = make_user()
    queue(to=person)
    person.is_active = False
    person.save()
    send()
    assert Message.objects.get().error == sending.GONE


def test_a_batch_asks_the_database_little(post, django_assert_max_num_queries):
    for _ in range(5):
        MessageSettings.objects.create(user=(person := make_user()))
        queue(to=person)
    # Tidy and claim: three, one, savepoints; then twice for each mail.
    with django_assert_max_num_queries(9 + 2 * 5):
        send()
