"""One small world with every kind of object, and the people who may or may not see it."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import LineString
from django.utils import timezone

from canvass.campaigns.comparisons import start_comparison
from canvass.campaigns.models import Comparison
from canvass.core.models import Job
from canvass.places.models import PlaceLoad
from canvass.turf.models import LinkChange
from conversations.doorstep.models import SafetyReport
from conversations.insight.exports import export_path
from conversations.insight.models import Export
from conversations.topics.drafting import start_draft
from conversations.topics.sharing import offer_guide
from tests.factories import (
    make_assignment,
    make_campaign,
    make_neighbourhood,
    make_organisation,
    make_shift,
    make_turf,
    make_user,
)
from volunteers.people.models import Invitation, User
from volunteers.shifts.models import ShiftPass, SignUp


@dataclass
class World:
    people: dict[str, User] = field(default_factory=dict)
    kwargs: dict[str, Any] = field(default_factory=dict)


def build_world() -> World:
    umbrella = make_organisation(kind="umbrella")
    organisation = make_organisation(parent=umbrella)
    people = {role: make_user(role=role, organisation=organisation) for role in ("volunteer", "coordinator", "admin")}
    people["umbrella"] = make_user(role="admin", organisation=umbrella)
    people["outsider"] = make_user(role="admin", organisation=make_organisation())
    people["stranger"] = make_user()
    campaign = make_campaign(organisation=organisation)
    Comparison.objects.create(campaign=campaign, question_nl="Wat vind je van de buurt?")
    start_comparison(campaign=campaign)
    turf = make_turf(campaign=campaign)
    shift = make_shift(campaign=campaign)
    assignment = make_assignment(shift=shift, turf=turf)
    now = timezone.now()
    SignUp.objects.create(shift=shift, volunteer=people["volunteer"], checked_in_at=now)
    shift_pass = ShiftPass.objects.create(
        shift=shift,
        volunteer=people["volunteer"],
        token_hash=hashlib.sha256(b"token").digest(),
        issued_at=now,
        expires_at=now + timedelta(minutes=10),
        lasts_until=now + timedelta(hours=24),
    )
    job = Job.objects.create(
        kind="cut-turf", key="job", not_before=timezone.now() + timedelta(days=1), organisation_id=organisation.pk
    )
    invitation = Invitation.objects.create(
        organisation=organisation,
        email="new@example.org",
        role="volunteer",
        expires_at=timezone.now() + timedelta(days=1),
    )
    report = SafetyReport.objects.create(id=uuid.uuid4(), shift=shift, owner=people["volunteer"], about="street")
    export = Export.objects.create(
        campaign=campaign,
        kind="doors",
        purpose="test",
        asked_by=people["coordinator"],
        file_name="doors.csv",
        expires_at=timezone.now() + timedelta(days=1),
    )
    path: Path = export_path(export)
    assert str(path).startswith(str(settings.MEDIA_ROOT))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("area\n")
    area = make_neighbourhood(source="drawn", code="eigen-00000001")
    campaign.neighbourhoods.add(area)
    line = LineString((5.39, 52.15), (5.391, 52.151), srid=4326)
    link = LinkChange.objects.create(organisation=organisation, kind="added", line=line)
    version, topic = campaign.guide_version, campaign.statement.topic
    draft = start_draft(guide=version.guide)
    offer = offer_guide(guide=version.guide, to=umbrella, by=people["admin"])
    load = PlaceLoad.objects.create(source="osm", file_name="x.osm.pbf", file_sha256="0" * 64)
    kwargs = {
        "slug": organisation.slug,
        "membership_id": people["volunteer"].memberships.get().pk,
        "invitation_id": invitation.pk,
        "token": invitation.token,
        "job_id": job.pk,
        "campaign_id": campaign.pk,
        "neighbourhood_id": turf.plan.neighbourhood_id,
        "plan_id": turf.plan_id,
        "turf_id": turf.pk,
        "shift_id": shift.pk,
        "duo_id": assignment.duo_id,
        "assignment_id": assignment.pk,
        "user_id": people["volunteer"].pk,
        "pass_id": shift_pass.pk,
        "walker_id": assignment.duo.members.order_by("volunteer__name").first().volunteer_id,
        "report_id": report.pk,
        "export_id": export.pk,
        "load_id": load.pk,
        "topic_id": topic.pk,
        "statement_id": campaign.statement_id,
        "kind": "concerns",
        "word_id": topic.concerns.get().pk,
        "guide_id": version.guide_id,
        "version_id": version.pk,
        "line_id": version.steps.first().pk,
        "draft_id": draft.pk,
        "step_id": draft.steps.first().pk,
        "offer_id": offer.pk,
        "area_id": area.pk,
        "link_id": link.pk,
        "z": 16,
        "x": 33750,
        "y": 21600,
    }
    return World(people, kwargs)
