from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canvass.core import jobs
from canvass.core.models import Job
from tests.factories import make_organisation, make_shift, make_user
from tests.volunteers.people.messages.factories import queue
from volunteers.people.messages.kinds import KINDS
from volunteers.people.messages.unsubscribe import unsubscribe_path
from volunteers.people.models import Announcement, AnnouncementCall, Message, MessageSettings, User
from volunteers.shifts.models import SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

MOST_QUERIES = 12


@pytest.fixture
def group():
    return make_organisation(name="Buurtgesprek Haven")


@pytest.fixture
def coordinator(group, client):
    user = make_user(role="coordinator", organisation=group, name="Fatima Yilmaz")
    client.force_login(user)
    return user


def page(client, name, **kwargs):
    answer = client.get(reverse(f"messages:{name}", kwargs=kwargs))
    assert answer.status_code == 200
    return answer.content.decode()


# The way out of a mail


def unsubscribe(user, **data):
    path = unsubscribe_path(user, KINDS["announcement"])
    return Client(enforce_csrf_checks=True).post(path, data)


def test_following_the_link_changes_nothing_and_asks():
    user = make_user()
    answer = Client().get(unsubscribe_path(user, KINDS["announcement"]))
    assert "No more mails of the kind" in answer.content.decode()
    assert not MessageSettings.objects.exists()


def test_one_click_ends_that_kind_without_signing_in_and_drops_what_waits():
    user = make_user()
    queue(to=user)
    answer = unsubscribe(user, **{"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert MessageSettings.objects.get(user=user).mail_off == ["announcement"]
    assert not Message.objects.exists()
    assert not queue(to=User.objects.get(pk=user.pk))


def test_everything_leaves_what_one_must_know():
    user = make_user()
    unsubscribe(user, everything="1")
    assert "shift-reminder" in user.message_settings.mail_off
    assert "shift-cancelled" not in user.message_settings.mail_off


def test_it_can_be_taken_back():
    user = make_user()
    unsubscribe(user)
    unsubscribe(user, undo="1")
    assert user.message_settings.mail_off == []


@pytest.mark.parametrize("change", [lambda path: path[:-3] + "x/", lambda path: path.replace("/W", "/X")])
def test_a_link_that_somebody_changed_is_none(change):
    path = unsubscribe_path(make_user(), KINDS["announcement"])
    assert Client().post(change(path)).status_code == 404


# Preferences


def test_what_a_volunteer_unticks_does_not_come(client):
    user = make_user()
    client.force_login(user)
    assert "Weekly overview" not in page(client, "preferences")
    data = {"quiet_from": "20:00", "quiet_until": "09:30", "mail_shift-reminder": "on", "push_thank-you": "on"}
    assert client.post(reverse("messages:preferences"), data).status_code == 302
    own = MessageSettings.objects.get(user=user)
    assert "announcement" in own.mail_off
    assert not {"shift-reminder", "shift-cancelled"} & set(own.mail_off)
    assert "thank-you" not in own.push_off
    assert str(own.quiet_until) == "09:30:00"


def test_a_coordinator_decides_about_the_overview_too(client, coordinator):
    assert "Weekly overview" in page(client, "preferences")


# Announcements


def write_to(client, to, step, **data):
    told = {"audience": to, "subject": "Soep na afloop", "text": "Neem iemand mee.", "step": step}
    return client.post(reverse("messages:announce"), told | data)


@pytest.fixture
def shift(group):
    from tests.factories import make_campaign

    return make_shift(campaign=make_campaign(organisation=group), starts_at=timezone.now() + timedelta(days=1))


@pytest.fixture
def going(shift):
    people = [make_user(name=f"Vrijwilliger {n}", phone="0612345678") for n in range(3)]
    for user in people:
        SignUp.objects.create(shift=shift, volunteer=user)
    SignUp.objects.filter(volunteer=people[2]).update(state="cancelled")
    return people[:2]


def test_an_announcement_is_seen_first_and_changed(client, coordinator, shift, going):
    body = write_to(client, f"shift:{shift.pk}", "look").content.decode()
    assert "This goes to 2 people" in body
    assert "Neem iemand mee." in body
    assert 'value="Soep na afloop"' in write_to(client, f"shift:{shift.pk}", "change").content.decode()
    assert not Announcement.objects.exists()


def test_an_announcement_reaches_who_goes_once_even_when_the_job_runs_twice(client, coordinator, shift, going):
    assert write_to(client, f"shift:{shift.pk}", "send").status_code == 302
    job = Job.objects.get(kind="announce")
    for _ in range(2):
        Job.objects.filter(pk=job.pk).update(state="new", attempts=0)
        jobs.run(job_id=job.pk)
    assert sorted(Message.objects.values_list("recipient_id", flat=True)) == sorted(user.pk for user in going)
    assert Message.objects.first().subject == "Soep na afloop"


def test_the_call_list_is_ticked_and_unticked(client, coordinator, shift, going):
    write_to(client, f"shift:{shift.pk}", "send")
    announcement, call = Announcement.objects.get(), AnnouncementCall.objects.first()
    body = page(client, "announcement", announcement_id=announcement.pk)
    assert "2 people not yet reached by phone" in body
    assert 'href="tel:0612345678"' in body
    assert "Neem iemand mee.</textarea>" in body
    for reached, left in (("1", "1 person not"), ("0", "2 people not")):
        client.post(reverse("messages:reached", args=[call.pk]), {"reached": reached})
        assert left in page(client, "announcement", announcement_id=announcement.pk)


def test_nobody_writes_to_people_of_another_group(client, coordinator):
    elsewhere = make_organisation()
    make_user(role="volunteer", organisation=elsewhere)
    assert write_to(client, f"members:{elsewhere.pk}", "send").status_code == 422
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("sort", ["members", "coordinators"])
def test_a_group_and_its_coordinators_are_audiences(client, coordinator, group, sort):
    make_user(role="volunteer", organisation=group)
    write_to(client, f"{sort}:{group.pk}", "send")
    assert AnnouncementCall.objects.count() == {"members": 2, "coordinators": 1}[sort]


# The log


def fill_log(group, number):
    person = make_user(name="Anna Bos")
    Message.objects.bulk_create(
        Message(dedupe_key=f"log{n}", recipient=person, organisation=group, kind="announcement", subject=f"Soup {n}",
                body_text="x", not_before=timezone.now() - timedelta(minutes=n))
        for n in range(number)
    )  # fmt: skip


@pytest.mark.parametrize("rows", [0, 1, 5000])
def test_the_log_stays_quick(client, coordinator, group, rows, django_assert_max_num_queries):
    fill_log(group, rows)
    with django_assert_max_num_queries(MOST_QUERIES):
        body = page(client, "log")
    assert ("Nothing was sent yet" in body) == (rows == 0)
    assert ("Page 1 of 100" in body) == (rows == 5000)


def test_the_log_says_what_may_be_lost_and_finds_it(client, coordinator, group):
    fill_log(group, 3)
    Message.objects.filter(dedupe_key="log1").update(state="unknown", error="stopped while sending")
    Message.objects.filter(dedupe_key="log2").update(state="failed", error="SMTPRecipientsRefused 550")
    body = page(client, "log")
    assert "2 messages of the last week may not have arrived" in body
    assert "It may have arrived; call to be sure." in body
    assert "SMTPRecipientsRefused 550" in body
    found = client.get(reverse("messages:log"), {"state": "unknown", "q": "anna"}).content.decode()
    assert "Soup 1" in found
    assert "Soup 2" not in found


def test_the_log_shows_nothing_of_another_group(client, coordinator):
    fill_log(make_organisation(), 1)
    assert "Soup 0" not in page(client, "log")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_looked_at(client, coordinator, kind):
    assert str(KINDS[kind].label) in page(client, "preview", message_kind=kind)
    mail = client.get(reverse("messages:preview", args=[kind]) + "?html").content.decode()
    assert mail.startswith("<!doctype html>")


def test_the_worker_is_a_script_of_its_own_path(client):
    answer = client.get(reverse("messages:push-worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-store" in answer["Cache-Control"]
    assert b'addEventListener("fetch"' not in answer.content
