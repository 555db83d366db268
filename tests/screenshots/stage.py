"""Sets the stage on top of the demo: what the pictures need that an ordinary demo evening has not, or not always.

Runs beside the product, on its database, in ``manage.py shell``; prints the keys of what pages.py names, as JSON.
"""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.gis.db.models import Count, Q
from django.contrib.gis.geos import MultiPolygon
from django.core.management import call_command
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from canvass.campaigns.editing import add_neighbourhoods
from canvass.campaigns.models import Campaign, PlanningNumbers
from canvass.core.models import Job
from canvass.demo import campaigns as demo_campaigns
from canvass.demo.people import LOCAL_GROUP, UMBRELLA
from canvass.places.models import Neighbourhood
from canvass.turf.areas import draw_area
from canvass.turf.models import Turf, TurfPlan
from conversations.topics.drafting import start_draft
from tests.screenshots import shot
from tests.screenshots.comparisons import comparisons
from tests.screenshots.evenings import evenings
from tests.screenshots.jobs import jobs, loads, make_exports, waiting_job
from tests.screenshots.movement import movement
from tests.screenshots.pages import ERROR_PAGES
from volunteers.people.models import Invitation, Membership, Organisation, User

NOW = timezone.now()
Keys = dict[str, Any]


def person(email: str, name: str, role: str = "", organisation: Organisation | None = None) -> User:
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
    if role and organisation:
        Membership.objects.get_or_create(user=user, organisation=organisation, defaults={"role": role})
    return user


def people() -> Keys:
    group = Organisation.objects.get(slug=LOCAL_GROUP)
    parent = Organisation.objects.get(slug=UMBRELLA)
    empty, _ = Organisation.objects.get_or_create(
        slug="nieuw-in-de-polder", defaults={"name": "Nieuw in de Polder", "kind": "local", "parent": parent}
    )
    person(shot.NEW_ADMIN, "Ada Nieuwenhuis", "admin", empty)
    person(shot.NEW_VOLUNTEER, "Bo Nieuwenhuis", "volunteer", empty)
    person(shot.NOWHERE, "Cas Losser")
    second_steps = {}
    for size in ("desk", "phone"):
        person(f"zonder.app.{size}@demo.example", "Dina Veilig", "coordinator", group)
        careful = person(f"met.app.{size}@demo.example", "Emre Veilig", "coordinator", group)
        careful.authenticator_set.all().delete()
        secret = generate_totp_secret()
        TOTP.activate(careful, secret)
        spare = RecoveryCodes.activate(careful).get_unused_codes()[0]
        second_steps[size] = {"secret": secret, "spare": spare}
    fields = {"organisation": group, "role": "volunteer", "expires_at": NOW + timedelta(days=6)}
    waiting, _ = Invitation.objects.get_or_create(email="nour@voorbeeld.example", defaults=fields)
    used, _ = Invitation.objects.get_or_create(
        email="oud@voorbeeld.example", defaults=fields | {"expires_at": NOW - timedelta(days=1)}
    )
    volunteers = Membership.objects.filter(organisation=group, role="volunteer")
    member = volunteers.exclude(user__email=shot.VOLUNTEER).first()
    assert member
    return {
        "group": group.slug,
        "umbrella": parent.slug,
        "empty_group": empty.slug,
        "second_steps": second_steps,
        "membership": member.pk,
        "invitation": str(waiting.token),
        "used_invitation": str(used.token),
    }


def ground() -> Keys:
    running = Campaign.objects.get(name=demo_campaigns.RUNNING)
    fresh = Campaign.objects.get(name=demo_campaigns.FRESH)
    bare, start = (_new_campaign(name, fresh) for name in ("Wat er speelt (demo)", "Samen in de straat (demo)"))
    places = {code: Neighbourhood.objects.get(code=code) for code in _codes()}
    cut, left = demo_campaigns.CUT[demo_campaigns.RUNNING][0], demo_campaigns.LEFT
    turfs = Turf.objects.filter(plan__campaign=running, plan__state="published")
    behind = turfs.annotate(doors_behind=Count("stops", filter=Q(stops__address__entrance__isnull=False)))
    entrances = behind.annotate(walked=Count("assignments", distinct=True)).order_by("walked", "-doors_behind").first()
    first = turfs.filter(plan__neighbourhood=places[cut]).order_by("number").first()
    assert entrances
    assert first
    add_neighbourhoods(campaign=start, neighbourhoods=[places[cut]])
    return {
        "campaign": running.pk,
        "campaign_start": start.pk,
        "campaign_fresh": fresh.pk,
        "campaign_bare": bare.pk,
        "neighbourhood": places[cut].pk,
        "neighbourhood_draft": places[left[demo_campaigns.RUNNING][0]].pk,
        "neighbourhood_cutting": places[left[demo_campaigns.FRESH][0]].pk,
        "turf": first.pk,
        "turf_entrances": entrances.pk,
    }


def _new_campaign(name: str, like: Campaign) -> Campaign:
    copied = {field: getattr(like, field) for field in ("statement", "guide_version", "starts_on", "ends_on")}
    campaign, made = Campaign.objects.get_or_create(name=name, organisation=like.organisation, defaults=copied)
    if made:
        PlanningNumbers.objects.create(campaign=campaign)
    return campaign


def _codes() -> list[str]:
    return [code for table in (demo_campaigns.CUT, demo_campaigns.LEFT) for codes in table.values() for code in codes]


def topics(keys: Keys) -> Keys:
    """The running campaign's topic and guide, and a draft of the guide's next version."""
    campaign = Campaign.objects.select_related("statement__topic", "guide_version__guide").get(pk=keys["campaign"])
    version, topic = campaign.guide_version, campaign.statement.topic
    draft = start_draft(guide=version.guide)
    line, step, concern = version.steps.first(), draft.steps.first(), topic.concerns.first()
    assert line
    assert step
    assert concern
    return {
        "topic": topic.pk,
        "statement": campaign.statement_id,
        "word_kind": "concerns",
        "word": concern.pk,
        "guide": version.guide_id,
        "version": version.pk,
        "line": line.pk,
        "draft": draft.pk,
        "step": step.pk,
    }


def drawn_area(keys: Keys) -> Keys:
    """An area of the campaign's own: a neighbourhood's outline, a little smaller."""
    campaign = Campaign.objects.get(pk=keys["campaign"])
    there = campaign.neighbourhoods.filter(source=Neighbourhood.DRAWN).first()
    if there is None:
        around = Neighbourhood.objects.get(pk=keys["neighbourhood"]).geometry.convex_hull.buffer(-0.0005)
        shape = around if isinstance(around, MultiPolygon) else MultiPolygon(around)
        there = draw_area(campaign=campaign, name="Rond de haven", shape=shape)
    return {"area": there.pk}


def drafts(keys: Keys) -> Keys:
    """A draft to publish, and a plan that a job is busy with."""
    running, fresh = (Campaign.objects.get(pk=keys[name]) for name in ("campaign", "campaign_fresh"))
    cut = TurfPlan.objects.filter(campaign=running, neighbourhood=keys["neighbourhood_draft"], state="draft")
    if not cut.exists():
        [code] = demo_campaigns.LEFT[demo_campaigns.RUNNING]
        call_command("cut_turf", campaign=running.name, neighbourhood=code, verbosity=0, stdout=StringIO())
    draft = cut.latest("created_at")
    job = waiting_job("cut-turf", "running", running, done_units=63, total_units=100)
    cutting, _ = TurfPlan.objects.get_or_create(
        campaign=fresh, neighbourhood_id=keys["neighbourhood_cutting"], state="cutting",
        defaults={"version": 9, "budget_minutes": 120, "job_id": job.pk},
    )  # fmt: skip
    TurfPlan.objects.filter(pk=cutting.pk).update(job_id=job.pk)
    return {"plan_draft": draft.pk}


def error_pages() -> Keys:
    """These have no address: they are drawn here and shown by the browser in place of one."""
    drawn = {}
    for language in ("nl", "en"):
        with translation.override(language):
            drawn[language] = {code: render_to_string(f"{code}.html") for code in ERROR_PAGES}
    return {"errors": drawn}


def main() -> None:
    with transaction.atomic():
        Job.objects.filter(key__startswith="picture-").delete()
        keys = people() | ground()
        keys |= topics(keys) | drawn_area(keys)
        keys |= drafts(keys) | jobs(keys) | evenings(keys) | loads() | error_pages()
        keys |= comparisons(keys)
        keys |= movement(keys)
    make_exports()
    print(json.dumps(keys))
