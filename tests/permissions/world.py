"""One small world with every kind of object, and the people who may or may not see it."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.gis.geos import LineString, Point
from django.utils import timezone

from canvass.campaigns.comparisons import start_comparison
from canvass.campaigns.models import Campaign, Comparison, Handover, Programme, Reservation
from canvass.core.models import Job
from canvass.places.models import PlaceLoad
from canvass.turf.models import LinkChange, Turf
from conversations.doorstep.models import SafetyReport
from conversations.insight.api.tokens import make_token
from conversations.topics.drafting import start_draft
from conversations.topics.sharing import offer_guide
from tests.conversations.insight.exporting.made import sealed_export
from tests.conversations.topics.knowledge.making import for_permissions
from tests.factories import (
    make_assignment,
    make_campaign,
    make_neighbourhood,
    make_organisation,
    make_shift,
    make_turf,
    make_user,
)
from volunteers.people.joining.links import make_link
from volunteers.people.messages.announcements import announce
from volunteers.people.messages.audiences import Choice
from volunteers.people.messages.kinds import KINDS
from volunteers.people.messages.unsubscribe import unsubscribe_path
from volunteers.people.models import Invitation, JoinRequest, PublicPage, Segment, User
from volunteers.shifts.calendar import links
from volunteers.shifts.calendar.feeds import feed_link
from volunteers.shifts.models import CalendarFeed, MeetingPlace, ShiftPass, SignUp


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
    export = sealed_export(campaign, asked_by=people["coordinator"])
    api_token, _secret = make_token(
        organisation=organisation,
        name="CRM",
        scopes=["shifts"],
        expires_on=timezone.localdate(now),
        by=people["admin"],
        now=now,
    )
    area = make_neighbourhood(source="drawn", code="eigen-00000001")
    campaign.neighbourhoods.add(area)
    line = LineString((5.39, 52.15), (5.391, 52.151), srid=4326)
    link = LinkChange.objects.create(organisation=organisation, kind="added", line=line)
    version, topic = campaign.guide_version, campaign.statement.topic
    draft = start_draft(guide=version.guide)
    offer = offer_guide(guide=version.guide, to=umbrella, by=people["admin"])
    announcement = announce(
        author=people["coordinator"],
        to=Choice(f"members:{organisation.pk}", "everybody", "members", organisation.pk),
        subject="Soup",
        text="Come along",
        urgent=False,
    )
    load = PlaceLoad.objects.create(source="osm", file_name="x.osm.pbf", file_sha256="0" * 64)
    PublicPage.objects.create(organisation=organisation, is_open=True)
    join_link = make_link(
        organisation=organisation, label="poster", max_uses=None, lasts=timedelta(days=1), by=people["admin"], now=now
    )
    newcomer = JoinRequest.objects.create(organisation=organisation, user=make_user())
    segment = Segment.objects.create(organisation=organisation, name="New", filters={"experience": "new"})
    shared = share(campaign, turf, people)
    place = MeetingPlace.objects.create(organisation=organisation, name="Corner", point=Point(5.39, 52.15, srid=4326))
    feed = CalendarFeed.objects.create(owner=people["volunteer"])
    kwargs = {
        "place_id": place.pk,
        "feed_id": feed.pk,
        "feed_token": feed_link(feed).rpartition("/")[2].removesuffix(".ics"),
        "link_token": links.join_link(shift, people["volunteer"]).rstrip("/").rpartition("/")[2],
        **shared,
        "join_link_id": join_link.pk,
        "join_token": join_link.token,
        "newcomer_id": newcomer.pk,
        "segment_id": segment.pk,
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
        "key": f"v{people['volunteer'].pk}",
        "code": "nobody-gave-this",
        "ticket": "nobody-gave-this",
        "pass_id": shift_pass.pk,
        "walker_id": assignment.duo.members.order_by("volunteer__name").first().volunteer_id,
        "report_id": report.pk,
        "export_id": export.pk,
        "api_token_id": api_token.pk,
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
        "message_kind": "shift-reminder",
        "signed": unsubscribe_path(people["volunteer"], KINDS["announcement"]).split("/")[-2],
        "announcement_id": announcement.pk,
        "call_id": announcement.calls.get(user=people["volunteer"]).pk,
        **for_permissions(organisation=organisation, umbrella=umbrella, admin=people["admin"]),
        "z": 16,
        "x": 33750,
        "y": 21600,
    }
    return World(people, kwargs)


def share(campaign: Campaign, turf: Turf, people: dict[str, User]) -> dict[str, Any]:
    """What organisations have with each other; the outsider's was asked to take a neighbourhood over."""
    umbrella = campaign.organisation.parent
    programme = Programme.objects.create(organisation=umbrella, name="Samen", first_year=2025, last_year=2030)
    campaign.neighbourhoods.add(turf.plan.neighbourhood)
    today = timezone.localdate()
    held = {"campaign": campaign, "neighbourhood": turf.plan.neighbourhood}
    reservation = Reservation.objects.create(**held, starts_on=today, ends_on=today)
    outside = people["outsider"].memberships.get().organisation
    return {
        "into": make_organisation(parent=umbrella).slug,
        "programme_id": programme.pk,
        "reservation_id": reservation.pk,
        "handover_id": Handover.objects.create(**held, to=outside).pk,
    }
