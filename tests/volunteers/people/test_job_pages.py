"""The progress of a job, with and without scripts, and what a failed one says."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canvass.core.models import Job
from tests.factories import make_organisation, make_user
from volunteers.people.models import User

pytestmark = pytest.mark.django_db

RAW = "KeyError: 'straat'"
HTMX = {"HX-Request": "true", "accept-language": "en"}


@pytest.fixture
def coordinator() -> User:
    return make_user(role="coordinator", organisation=make_organisation())


def make_job(owner: User, **kwargs: Any) -> Job:
    return Job.objects.create(kind="export", key="k", owner_id=owner.pk, not_before=timezone.now(), **kwargs)


def read(client: Client, job: Job, headers: dict[str, str] | None = None) -> str:
    response = client.get(reverse("people:job", args=[job.pk]), headers=headers or {"accept-language": "en"})
    return response.content.decode()


def test_stopping_without_a_script_leads_to_a_whole_page(client, coordinator):
    client.force_login(coordinator)
    job = make_job(coordinator)
    response = client.post(reverse("people:job-cancel", args=[job.pk]), follow=True)
    page = response.content.decode()
    assert "<h1" in page
    assert reverse("home") in page
    assert 'data-job-state="cancelled"' in page


def test_a_script_gets_the_fragment_only(client, coordinator):
    client.force_login(coordinator)
    page = read(client, make_job(coordinator), HTMX)
    assert "<html" not in page
    assert "data-job-state" in page


def test_without_scripts_one_can_look_again_until_the_job_has_ended(client, coordinator):
    client.force_login(coordinator)
    job = make_job(coordinator)
    assert "Look again" in read(client, job)
    Job.objects.update(state="done")
    assert "Look again" not in read(client, job)


def test_a_failure_says_what_to_do_and_hides_its_raw_text(client, coordinator):
    client.force_login(coordinator)
    page = read(client, make_job(coordinator, state="failed", error=RAW))
    assert "Try again" in page
    assert "straat" not in page


def test_an_admin_can_open_the_raw_text(client):
    admin = make_user(role="admin", organisation=make_organisation())
    client.force_login(admin)
    page = read(client, make_job(admin, state="failed", error="no such column"))
    assert "<details" in page
    assert "no such column" in page.split("<details", 2)[-1]


def test_an_error_written_for_people_is_shown(client, coordinator):
    client.force_login(coordinator)
    job = make_job(coordinator, state="failed", error="town.csv: it is empty.", result={"explained": True})
    page = read(client, job)
    assert "town.csv: it is empty." in page
    assert "Try again" not in page
