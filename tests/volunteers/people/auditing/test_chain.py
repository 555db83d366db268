from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction
from django.utils import timezone

from canvass.core.keyring import ring
from tests.factories import make_organisation, make_user
from volunteers.people import audit
from volunteers.people.auditing.chain import Head, seal_waiting, verify
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def log():
    """Five sealed lines, and one that waits."""
    organisation, actor = make_organisation(), make_user()
    for number in range(5):
        audit.note(actor=actor, organisation=organisation, verb="asked export", subject=f"outcomes {number}")
    assert seal_waiting() == 5
    audit.note(actor=None, organisation=organisation, verb="joined", subject="link")
    return list(AuditEntry.objects.order_by("pk"))


def test_a_log_that_nobody_touched_is_whole(log):
    verdict = verify(now=NOW())
    assert (verdict.fault, verdict.head.sequence, verdict.waiting) == ("", 5, 1)
    assert seal_waiting() == 1
    assert seal_waiting() == 0
    assert verify(now=NOW(), noted=verdict.head).fault == ""


def test_an_empty_log_is_whole():
    assert seal_waiting() == 0
    assert verify(now=NOW(), noted=Head()).head == Head()


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "downloaded export"},
        {"subject": "doors 3"},
        {"actor_id": None},
        {"organisation_id": 1},
        {"at": timezone.now() - timedelta(days=1)},
        {"digest": bytes(32)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_line_that_was_changed_behind_our_back_shows(log, change):
    with pgtrigger.ignore():
        AuditEntry.objects.filter(pk=log[2].pk).update(**change)
    assert verify(now=NOW()).fault == "line 3 is not what was sealed"


def test_a_line_that_was_taken_out_shows(log):
    with pgtrigger.ignore():
        AuditEntry.objects.filter(pk=log[1].pk).delete()
    assert verify(now=NOW()).fault == "line 2 is missing"


def test_lines_that_changed_places_show(log):
    third, fourth = log[2], log[3]
    with pgtrigger.ignore():
        AuditEntry.objects.filter(pk=third.pk).update(sequence=99)
        AuditEntry.objects.filter(pk=fourth.pk).update(sequence=3)
        AuditEntry.objects.filter(pk=third.pk).update(sequence=4)
    assert verify(now=NOW()).fault == "line 3 is not what was sealed"


def test_lines_cut_off_at_the_end_show_beside_a_noted_head(log):
    noted = verify(now=NOW()).head
    with pgtrigger.ignore():
        AuditEntry.objects.filter(sequence__gte=4).delete()
    assert verify(now=NOW()).fault == ""
    assert verify(now=NOW(), noted=noted).fault.startswith("line 5 is not the one that was noted")


def test_sealed_anew_under_another_key_shows(log, monkeypatch):
    noted = verify(now=NOW()).head
    with pgtrigger.ignore():
        AuditEntry.objects.update(sequence=None, digest=None)
    monkeypatch.setattr(ring, "_hash_key", lambda _database: bytes(32))
    seal_waiting()
    assert verify(now=NOW()).fault == ""
    assert "noted" in verify(now=NOW(), noted=noted).fault


def test_lines_that_nobody_seals_show(log):
    assert "beat" in verify(now=NOW() + timedelta(hours=2)).fault


@pytest.mark.parametrize(
    "deed",
    [
        lambda: AuditEntry.objects.update(verb="joined"),
        lambda: AuditEntry.objects.filter(sequence=None).update(subject="x"),
        lambda: AuditEntry.objects.filter(sequence=1).update(digest=bytes(32)),
        lambda: AuditEntry.objects.all().delete(),
        lambda: connection.cursor().execute("TRUNCATE people_auditentry"),
    ],
)
def test_the_database_takes_no_change_and_no_deletion(log, deed):
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        deed()
    assert AuditEntry.objects.count() == 6


def test_a_deed_that_has_no_words_is_not_noted():
    with pytest.raises(KeyError):
        audit.note(actor=None, organisation=None, verb="did something")
    assert not AuditEntry.objects.exists()


def test_the_command_prints_the_head_and_takes_it_back(log):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    head = out.getvalue().split("elsewhere: ")[1].strip()
    assert out.getvalue().startswith("5 lines, whole, 1 wait for their seal.")
    call_command("verify_audit", noted=head, stdout=StringIO())
    with pgtrigger.ignore():
        AuditEntry.objects.filter(sequence=5).delete()
    with pytest.raises(CommandError, match="not whole: line 5"):
        call_command("verify_audit", noted=head, stdout=StringIO())
    with pytest.raises(CommandError, match="as it was printed"):
        call_command("verify_audit", noted="5", stdout=StringIO())
