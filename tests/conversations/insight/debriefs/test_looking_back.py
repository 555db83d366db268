from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from conversations.insight.closing import close_shift
from conversations.insight.debriefs.queries import debrief, shifts_to_look_back_on
from conversations.insight.debriefs.reflecting import allow_moments, forget_moments, look_back, moment
from conversations.insight.errors import InsightError
from conversations.insight.models import Reflection
from conversations.insight.opening import open_shift
from tests.conversations.insight.world import Evening
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
CANARY = "I dared to tell my own story"


@pytest.fixture
def evening():
    return Evening(duos=2)


def answer(evening, person, **kwargs):
    fields = {"mood": "good", "shifted_in_me": "little", "fine": "", "hard": ""} | kwargs
    return look_back(shift=evening.shift, volunteer=person, now=timezone.now(), **fields)


def allow(evening, allowed=True):
    admin = make_user(role="admin", organisation=evening.campaign.organisation)
    allow_moments(campaign=evening.campaign, allowed=allowed, by=admin)


def test_free_text_is_off_until_the_campaign_turns_it_on(evening):
    with pytest.raises(InsightError):
        answer(evening, evening.people[0], fine=CANARY)
    allow(evening)
    assert moment(answer(evening, evening.people[0], fine=CANARY), "fine") == CANARY


def test_a_moment_is_encrypted_in_the_database_and_bound_to_its_row(evening):
    allow(evening)
    answer(evening, evening.people[0], fine=CANARY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT position(%s in fine_moment) FROM insight_reflection", [CANARY.encode()])
        assert cursor.fetchone() == (0,)
    other = answer(evening, evening.people[1], fine="another")
    other.fine_moment = Reflection.objects.exclude(pk=other.pk).get().fine_moment
    with pytest.raises(InvalidTag):
        moment(other, "fine")


@pytest.mark.parametrize("text", ["bel 06-12345678", "Kerkstraat 12", "a" * 281])
def test_what_names_somebody_or_is_too_long_is_refused(evening, text):
    allow(evening)
    with pytest.raises(InsightError):
        answer(evening, evening.people[0], hard=text)
    assert not Reflection.objects.exists()


def test_an_answer_is_put_right_not_doubled(evening):
    answer(evening, evening.people[0])
    answer(evening, evening.people[0], mood="heavy")
    assert Reflection.objects.get().mood == "heavy"


def test_answers_show_from_three_on_and_without_names(evening):
    allow(evening)
    for person in evening.people[:2]:
        answer(evening, person, fine=CANARY)
    about = debrief(evening.shift).about_us
    assert (about.answers, about.moods, about.fine) == (2, [], [])
    answer(evening, evening.people[2], mood="heavy", shifted_in_me="clear")
    about = debrief(evening.shift).about_us
    assert dict(about.moods) == {"light": 0, "good": 2, "mixed": 0, "heavy": 1}
    assert dict(about.shifted)["clearly"] == 1
    assert about.fine == [CANARY, CANARY]


def test_at_closing_nobody_is_led_to_and_nothing_more_is_written(evening):
    answer(evening, evening.people[0])
    open_shift(shift=evening.shift, now=timezone.now())
    close_shift(shift=evening.shift, by=None, now=timezone.now())
    assert Reflection.objects.get().volunteer_hash is None
    with pytest.raises(InsightError):
        answer(evening, evening.people[0])


def test_moments_go_after_thirty_days_and_moods_stay(evening):
    allow(evening)
    answer(evening, evening.people[0], fine=CANARY)
    assert forget_moments(now=timezone.now() + timedelta(days=29)) == 0
    assert forget_moments(now=timezone.now() + timedelta(days=30)) == 1
    kept = Reflection.objects.get()
    assert (kept.fine_moment, kept.mood) == (None, "good")


def test_turning_texts_off_deletes_them(evening):
    allow(evening)
    answer(evening, evening.people[0], hard=CANARY)
    allow(evening, allowed=False)
    assert Reflection.objects.get().hard_moment is None


def test_the_page_is_ones_own_and_asks_once(evening, client):
    url = reverse("insight:looking-back", args=[evening.shift.pk])
    person = evening.people[0]
    over = evening.shift.ends_at + timedelta(minutes=1)
    assert shifts_to_look_back_on(person, now=evening.shift.ends_at - timedelta(minutes=1)) == [], "still under way"
    assert shifts_to_look_back_on(person, now=over) == [evening.shift]
    client.force_login(make_user(role="volunteer", organisation=evening.campaign.organisation))
    assert client.get(url).status_code == 404
    client.force_login(person)
    assert b'name="fine"' not in client.get(url).content
    assert client.post(url, {"mood": "light"}).status_code == 302
    assert shifts_to_look_back_on(person, now=over) == []
    assert client.post(url, {"mood": "furious"}).status_code == 422


def test_the_page_says_clearly_why_a_text_is_refused(evening, client):
    allow(evening)
    client.force_login(evening.people[0])
    url = reverse("insight:looking-back", args=[evening.shift.pk])
    page = client.post(url, {"mood": "good", "fine": "bel 0612345678"}, headers={"accept-language": "en"})
    assert page.status_code == 422
    assert "Write about us, not about a resident" in page.content.decode()
