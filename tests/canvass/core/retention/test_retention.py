from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, models
from django.utils import timezone

from canvass.core.models import Job
from canvass.core.retention import rounds, rules
from canvass.core.retention.register import as_markdown
from canvass.core.retention.rounds import go_round, look
from canvass.core.retention.rules import Data, Rule, RuleError, every_rule
from canvass.turf.models import Turf
from conversations.doorstep.models import DoorEvent, PlaceNote, SeenId, Walk
from conversations.doorstep.tasks import tidy as tidy_doorstep
from conversations.insight.models import CanvasserCode, CardTry
from conversations.insight.tasks import daily, open_ended_shifts
from tests.factories import make_organisation, make_user
from tests.permissions.world import build_world
from volunteers.people.models import Invitation, JoinRequest, Message
from volunteers.people.tasks import tidy_messages, tidy_people
from volunteers.shifts.models import Assignment, Guest, Shift, SignUp

YEARS = timedelta(days=3 * 366)


def test_every_model_has_a_rule():
    assert set(every_rule()) == set(apps.get_models(include_auto_created=True))


def test_a_model_without_a_rule_and_one_with_two_are_told(monkeypatch):
    every_rule()
    known = dict(rules._rules)
    monkeypatch.setattr(rules, "_rules", {label: rule for label, rule in known.items() if label != "core.Job"})
    with pytest.raises(RuleError, match=r"core\.Job"):
        every_rule()
    monkeypatch.setattr(rules, "_rules", known)
    with pytest.raises(RuleError, match="two rules"):
        rules.register([Rule(("core.Job",), Data.HOUSE, "never")])


def test_what_goes_with_what_it_belongs_to_has_a_key_that_takes_it_along():
    alone = {model._meta.label for model, rule in every_rule().items() if not rule.overdue and not rule.cares}
    cascading = {
        model._meta.label
        for model in every_rule()
        for field in model._meta.concrete_fields
        if field.remote_field and getattr(field.remote_field, "on_delete", None) is models.CASCADE
    }
    assert alone - cascading == set()


def test_one_model_that_cannot_go_keeps_no_other(made, monkeypatch):
    def broken(now):
        raise DatabaseError

    known = every_rule()
    stuck = replace(known[Session], overdue=broken)
    monkeypatch.setattr(rounds, "every_rule", lambda: {Session: stuck, Job: known[Job]})
    monkeypatch.setattr(rounds, "look", lambda *, now: [])
    go_round(now=made)
    assert Job.objects.count() == 1


def test_the_table_in_the_docs_is_that_of_the_rules():
    kept = Path(settings.BASE_DIR, "docs/retention.md").read_text()
    assert kept == as_markdown(), "manage.py retention --register > docs/retention.md"


@pytest.fixture
def made(db):
    """One row that is due and one that is not, of what only the nightly round deletes."""
    now = timezone.now()
    organisation, user = make_organisation(), make_user()
    for days in (10, 60):
        invitation = Invitation.objects.create(
            organisation=organisation, email=f"{days}@example.org", role="volunteer", expires_at=now
        )
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=now - timedelta(days=days))
        Session.objects.create(session_key=f"{days}", session_data="", expire_date=now + timedelta(days=30 - days))
        Job.objects.create(
            kind="x", key=f"{days}", state="done", not_before=now, finished_at=now - timedelta(days=2 * days)
        )
        JoinRequest.objects.create(organisation=make_organisation(), user=user)
    JoinRequest.objects.filter(pk=JoinRequest.objects.first().pk).update(created_at=now - timedelta(days=91))
    return now


COUNTED = (Invitation, Session, Job, JoinRequest)


def test_looking_deletes_nothing_and_the_round_only_what_is_due(made):
    due = {found.model: found.overdue for found in look(now=made) if found.overdue}
    assert due == dict.fromkeys(COUNTED, 1)
    assert [model.objects.count() for model in COUNTED] == [2, 2, 2, 2]
    assert go_round(now=made) == []
    assert [model.objects.count() for model in COUNTED] == [1, 1, 1, 1]
    assert Invitation.objects.get().email == "10@example.org"


def test_the_command_counts_and_ends_with_one_where_something_is_due(made):
    out = StringIO()
    with pytest.raises(CommandError, match="4 rows should have gone"):
        call_command("retention", stdout=out)
    assert "1 due  people.Invitation" in out.getvalue()
    call_command("retention", "--delete", stdout=out)
    call_command("retention", stdout=StringIO())


def test_years_later_nothing_is_left_that_should_have_gone(transactional_db, monkeypatch, settings, tmp_path):
    """One of much, and then the product's own rounds, as the beat rings for them."""
    settings.MEDIA_ROOT = tmp_path
    world = build_world()
    _an_evening_not_put_away(Shift.objects.get(pk=world.kwargs["shift_id"]))
    later = timezone.now() + YEARS
    before = {found.model._meta.label for found in look(now=later) if found.overdue}
    assert before >= {
        "doorstep.PlaceNote", "doorstep.SeenId", "insight.ApiToken", "insight.CardTry",
        "people.Invitation", "people.JoinRequest", "people.Message", "shifts.ShiftPass",
    }  # fmt: skip
    for days in (0, 8):
        # Shifts open by themselves; a week after that they are closed and their keys are gone.
        moment = later + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        for task in (open_ended_shifts, tidy_doorstep, tidy_people, tidy_messages, daily):
            task()
        left = {found.model._meta.label: found.overdue for found in go_round(now=moment)}
        assert left == {}
    kept = {found.model._meta.label: found.kept for found in look(now=moment)}
    for label in (
        "doorstep.DoorEvent",
        "shifts.Guest",
        "doorstep.PlaceNote",
        "insight.CanvasserCode",
        *before - {"doorstep.SeenId"},
    ):
        assert not kept[label], label
    assert kept["shifts.SignUp"], "that somebody came stays"


def _an_evening_not_put_away(shift):
    today = timezone.localdate()
    turf = Turf.objects.filter(plan__campaign=shift.campaign).first()
    address = turf.stops.first().address
    volunteer = SignUp.objects.filter(shift=shift).first().volunteer
    walk, _created = Walk.objects.get_or_create(assignment=Assignment.objects.get(turf=turf), shift=shift)
    moments = dict.fromkeys(("logged_at", "sent_at", "corrected_at"), timezone.now())
    DoorEvent.objects.create(
        id=uuid.uuid4(), payload_hash=bytes(32), walk=walk, owner=volunteer, shift=shift, address=address,
        outcome="not_home", day_part="evening", **moments,
    )  # fmt: skip
    Guest.objects.create(shift=shift, name="Bo")
    PlaceNote.objects.create(address=address, campaign=shift.campaign, code="dog", until=today)
    SeenId.objects.create(id_hash=b"i", payload_hash=b"p", expires_on=today)
    CardTry.objects.create(bucket=b"b", hour=timezone.now())
    CanvasserCode.objects.create(campaign=shift.campaign, code=uuid.uuid4(), volunteer_hash=b"v")
    now = timezone.now()
    Message.objects.create(
        dedupe_key="x", recipient=volunteer, kind="announcement", state="sent", not_before=now, sent_at=now
    )
