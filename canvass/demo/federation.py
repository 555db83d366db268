"""The other member under the umbrella: a group that walked the same town, and the goals that both count towards."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

from canvass.campaigns.editing import CampaignDetails, add_neighbourhoods, create_campaign
from canvass.campaigns.federation.programmes import GoalDetails, ProgrammeDetails, create_programme
from canvass.campaigns.models import Campaign, Programme, ProgrammeGoal, Reservation
from canvass.demo.campaigns import RUNNING as GROUPS_CAMPAIGN
from canvass.demo.campaigns import TOPIC, WEEKS_GONE
from canvass.demo.history import evenings_of, walk_evening
from canvass.demo.people import Movement
from canvass.places.models import Neighbourhood
from canvass.turf.cutting import cut_turf, new_plan
from canvass.turf.publishing import publish_plan
from conversations.topics.models import GuideVersion, Statement
from volunteers.people.models import Organisation, User
from volunteers.shifts.models import Shift

GROUP, NAME = "omzien-lindenhaven", "Buren over wonen (demo)"
# Where it walked; the other is walked by the first group, so that the two meet.
WALKED, SHARED = "BU99010202", "BU99010201"
EVENINGS = 4
Measure = ProgrammeGoal.Measure
PROGRAMME = ProgrammeDetails(
    name="Luisteren aan de deur (demo)",
    first_year=2025,
    last_year=2030,
    goals=(
        GoalDetails("Vijfduizend gesprekken", Measure.CONVERSATIONS, 5_000),
        GoalDetails("Bij veertigduizend deuren", Measure.DOORS, 40_000),
        GoalDetails("Driehonderd avonden samen", Measure.SHIFTS, 300),
        GoalDetails("Vijfhonderd mensen lopen mee", Measure.VOLUNTEERS, 500),
        GoalDetails("In honderd buurten geweest", Measure.NEIGHBOURHOODS, 100),
    ),
)


def walk_neighbours(
    *, movement: Movement, talk: dict[str, tuple[Statement, GuideVersion]], today: date, seed: int
) -> Campaign:
    """Some evenings of the other group, long enough ago that its streets have rested. Before the first group's own

    history, whose weekly intakes take these conversations in."""
    group = Organisation.objects.get(slug=GROUP)
    found = Campaign.objects.filter(organisation=group, name=NAME).first()
    campaign = found or _make_campaign(group, *talk[TOPIC[GROUPS_CAMPAIGN]], today=today)
    people = list(User.objects.filter(memberships__organisation=group).order_by("name"))
    neighbours = Movement(
        umbrella=movement.umbrella, group=group, coordinator=people[0], walker=people[0], volunteers=people
    )
    for evening in evenings_of(campaign)[:EVENINGS]:
        if not Shift.objects.filter(campaign=campaign, starts_at=evening.starts_at).exists():
            walk_evening(campaign, neighbours, evening, Random(f"{seed}/{GROUP}/{evening.number}"))
    return campaign


def _make_campaign(group: Organisation, statement: Statement, guide: GuideVersion, *, today: date) -> Campaign:
    monday = today - timedelta(days=today.weekday())
    details = CampaignDetails(
        organisation=group, name=NAME, statement=statement, guide_version=guide,
        starts_on=monday - timedelta(weeks=WEEKS_GONE), ends_on=monday + timedelta(weeks=6), quiet_from=time(21),
        quiet_until=time(10), honour_stickers=True, rest_days=30, max_passes=3, keeps_door_states=True,
        goal_conversations=80,
    )  # fmt: skip
    campaign = create_campaign(details=details, numbers={})
    add_neighbourhoods(campaign=campaign, neighbourhoods=Neighbourhood.objects.filter(code__in=(WALKED, SHARED)))
    place = Neighbourhood.objects.get(code=WALKED)
    plan = new_plan(campaign=campaign, neighbourhood=place, budget_minutes=120, open_percent=30)
    cut_turf(plan_id=plan.pk)
    plan.refresh_from_db()
    publish_plan(plan=plan)
    # As if published eight weeks ago: its streets are held no longer.
    Reservation.objects.filter(campaign=campaign).delete()
    return campaign


def make_programme(*, movement: Movement) -> Programme:
    """The umbrella's goals; the housing campaigns of both groups count towards them."""
    programme = Programme.objects.filter(organisation=movement.umbrella).first()
    if programme is None:
        leader = User.objects.filter(memberships__organisation=movement.umbrella).earliest("pk")
        programme = create_programme(organisation=movement.umbrella, details=PROGRAMME, by=leader)
        Campaign.objects.filter(name__in=(GROUPS_CAMPAIGN, NAME)).update(programme=programme)
    return programme
