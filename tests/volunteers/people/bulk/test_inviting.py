from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from canvass.core import jobs
from canvass.core.models import Job
from tests.factories import make_organisation, make_user
from volunteers.people.bulk.inviting import invite_all, seal, unseal
from volunteers.people.bulk.parsing import read_lines
from volunteers.people.errors import PeopleError
from volunteers.people.models import AuditEntry, Invitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

LIST = "email,naam\nnew@example.org,Nour\nmember@example.org,\nasked@example.org,\nold@example.org,\nwrong,\n"


@pytest.fixture
def organisation():
    organisation = make_organisation(name="Lindenhaven")
    make_user(role="volunteer", organisation=organisation, email="member@example.org")
    now = timezone.now()
    for email, days in (("asked@example.org", 1), ("old@example.org", -1)):
        Invitation.objects.create(
            organisation=organisation, email=email, role="volunteer", expires_at=now + timedelta(days=days)
        )
    return organisation


@pytest.fixture
def admin(client, organisation):
    user = make_user(role="admin", organisation=organisation)
    client.force_login(user)
    return user


def load(client: Any, organisation: Any, text: str = LIST) -> Any:
    file = SimpleUploadedFile("people.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("people:bulk", args=[organisation.slug]), {"file": file})


def test_looking_at_a_list_writes_nothing_and_names_every_problem(client, organisation, admin):
    before = Invitation.objects.count()
    response = load(client, organisation)
    html = response.content.decode()
    assert response.status_code == 200
    assert response.context["count"] == 2
    for words in ("Is a member already.", "Has an open invitation already.", "This is not an e-mail address."):
        assert words in html
    assert (Invitation.objects.count(), Job.objects.count()) == (before, 0)


def test_confirming_invites_the_good_rows_and_mails_each_by_a_job(
    client, organisation, admin, mailoutbox, django_capture_on_commit_callbacks
):
    sealed = load(client, organisation).context["sealed"]
    with django_capture_on_commit_callbacks():
        client.post(reverse("people:bulk-confirm", args=[organisation.slug]), {"lines": sealed})
    fresh = Invitation.objects.filter(expires_at__gt=timezone.now() + timedelta(days=10))
    assert set(fresh.values_list("email", "name")) == {("new@example.org", "Nour"), ("old@example.org", "")}
    assert AuditEntry.objects.get(verb="invited a list").subject == "2 people"
    for job in Job.objects.all():
        assert jobs._kinds[job.kind](jobs.JobRun(job.pk, job.payload, admin.pk, organisation.pk, 1)) == {"mailed": 1}
    assert {mail.to[0] for mail in mailoutbox} == {"new@example.org", "old@example.org"}


def test_nothing_is_half_written_when_one_row_cannot_be(organisation, admin, monkeypatch):
    lines = read_lines("email\na@example.org\nb@example.org\n")

    def fail(**kwargs: Any) -> None:
        raise RuntimeError("no jobs today")

    monkeypatch.setattr("volunteers.people.bulk.inviting.enqueue_many", fail)
    before = Invitation.objects.count()
    with pytest.raises(RuntimeError):
        invite_all(organisation=organisation, lines=lines, by=admin)
    assert Invitation.objects.count() == before


def test_a_list_of_another_organisation_or_a_changed_one_is_refused(organisation):
    sealed = seal(organisation=organisation, lines=read_lines("email\na@example.org\n"))
    assert [line.email for line in unseal(sealed, organisation=organisation)] == ["a@example.org"]
    with pytest.raises(PeopleError):
        unseal(sealed, organisation=make_organisation())
    with pytest.raises(PeopleError):
        unseal(sealed[:-2] + "xx", organisation=organisation)


def test_a_thousand_people_are_looked_at_and_invited_in_few_queries(organisation, admin, django_assert_max_num_queries):
    lines = read_lines("email\n" + "".join(f"p{n}@example.org\n" for n in range(1000)))
    with django_assert_max_num_queries(15):
        assert invite_all(organisation=organisation, lines=lines, by=admin) == 1000
