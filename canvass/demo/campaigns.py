"""Two campaigns: one that has been going for eight weeks, and one that starts now; with turf cut and published."""

from __future__ import annotations

from datetime import date, time, timedelta

from canvass.campaigns.editing import CampaignDetails, add_neighbourhoods, create_campaign
from canvass.campaigns.models import Campaign
from canvass.demo.people import Movement
from canvass.places.models import Neighbourhood
from canvass.turf.cutting import cut_turf, new_plan
from canvass.turf.models import TurfPlan
from canvass.turf.publishing import publish_plan
from conversations.topics.models import GuideVersion, Statement

WEEKS_GONE = 8
RUNNING, FRESH = "Een eerlijk huis (demo)", "Welkom in de polder (demo)"
# Cut and published; the others of a campaign are left for you to cut.
CUT = {RUNNING: ("BU99010101", "BU99010201"), FRESH: ("BU99010102",)}
LEFT = {RUNNING: ("BU99010301",), FRESH: ("BU99010202",)}
TOPIC = {RUNNING: "housing", FRESH: "asylum"}
GOAL = {RUNNING: 250, FRESH: 120}


def make_campaign(
    *, name: str, movement: Movement, talk: dict[str, tuple[Statement, GuideVersion]], today: date
) -> Campaign:
    found = Campaign.objects.filter(organisation=movement.group, name=name).first()
    if found:
        return found
    monday = today - timedelta(days=today.weekday())
    statement, guide_version = talk[TOPIC[name]]
    details = CampaignDetails(
        organisation=movement.group, name=name, statement=statement, guide_version=guide_version,
        starts_on=monday - timedelta(weeks=WEEKS_GONE) if name == RUNNING else monday,
        ends_on=monday + timedelta(weeks=6), quiet_from=time(21), quiet_until=time(10), honour_stickers=True,
        rest_days=30, max_passes=3, keeps_door_states=True, goal_conversations=GOAL[name],
    )  # fmt: skip
    campaign = create_campaign(details=details, numbers={})
    codes = [*CUT[name], *LEFT[name]]
    add_neighbourhoods(campaign=campaign, neighbourhoods=Neighbourhood.objects.filter(code__in=codes))
    return campaign


def publish_turf(*, campaign: Campaign) -> None:
    """Cut what has no published turf yet; a plan that somebody made in the demo is left alone."""
    for neighbourhood in Neighbourhood.objects.filter(code__in=CUT[campaign.name]).order_by("code"):
        if TurfPlan.objects.filter(campaign=campaign, neighbourhood=neighbourhood, state="published").exists():
            continue
        numbers = campaign.planning_numbers
        plan = new_plan(
            campaign=campaign, neighbourhood=neighbourhood, budget_minutes=numbers.shift_minutes,
            open_percent=numbers.open_percent,
        )  # fmt: skip
        cut_turf(plan_id=plan.pk)
        plan.refresh_from_db()
        publish_plan(plan=plan)
