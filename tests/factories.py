"""A fixed cast and the smallest objects that make sense; every argument can be overridden."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon
from django.utils import timezone

from canvass.campaigns.models import Campaign, PlanningNumbers
from canvass.places.models import Address, Neighbourhood, StreetSegment
from canvass.turf.models import Stop, Turf, TurfPlan
from conversations.topics.models import (
    Concern,
    Guide,
    GuideStep,
    GuideVersion,
    Prejudice,
    SharedValue,
    Statement,
    Topic,
)
from volunteers.people.models import Membership, Organisation, User
from volunteers.shifts.duos import hand_out
from volunteers.shifts.models import Assignment, Duo, DuoMember, Shift, SignUp

numbers = count(1)
LON, LAT = 5.39, 52.15


def make_organisation(**kwargs: Any) -> Organisation:
    n = next(numbers)
    return Organisation.objects.create(
        **{"name": f"Buurtgesprek {n}", "slug": f"buurtgesprek-{n}", "kind": "local"} | kwargs
    )


def make_user(*, role: str = "", organisation: Organisation | None = None, **kwargs: Any) -> User:
    n = next(numbers)
    user = User.objects.create_user(**{"email": f"user{n}@example.org", "name": f"Person {n}"} | kwargs)
    if role:
        Membership.objects.create(user=user, organisation=organisation or make_organisation(), role=role)
    return user


def make_statement(organisation: Organisation, **kwargs: Any) -> Statement:
    topic = Topic.objects.create(
        organisation=organisation, code=f"t{next(numbers)}", text_nl="Wonen", text_en="Housing"
    )
    Concern.objects.create(topic=topic, code="money", text_nl="Geld", text_en="Money")
    Prejudice.objects.create(
        topic=topic, code="free", text_nl="Zij krijgen alles gratis", text_en="They get it for free"
    )
    SharedValue.objects.get_or_create(
        organisation=organisation, code="care", defaults={"text_nl": "Zorg", "text_en": "Care"}
    )
    fields = {"text_nl": "Er is plaats", "text_en": "There is room", "low_nl": "oneens", "high_nl": "eens"}
    return Statement.objects.create(topic=topic, version=1, **fields | kwargs)


def make_guide(statement: Statement) -> GuideVersion:
    guide = Guide.objects.create(
        topic=statement.topic, organisation=statement.topic.organisation, text_nl="Gids", text_en="Guide"
    )
    version = GuideVersion.objects.create(guide=guide, version=1)
    for position, code in enumerate(("permission", "story", "value"), start=1):
        GuideStep.objects.create(version=version, position=position, code=code, text_nl=code, text_en=code)
    version.published_at = timezone.now()
    version.save()
    return version


def make_campaign(*, organisation: Organisation | None = None, **kwargs: Any) -> Campaign:
    organisation = organisation or make_organisation()
    statement = kwargs.pop("statement", None) or make_statement(organisation)
    today = timezone.localdate()
    defaults = {
        "name": f"Campagne {next(numbers)}",
        "statement": statement,
        "guide_version": kwargs.pop("guide_version", None) or make_guide(statement),
        "starts_on": today - timedelta(days=30),
        "ends_on": today + timedelta(days=60),
    }
    campaign = Campaign.objects.create(organisation=organisation, **defaults | kwargs)
    PlanningNumbers.objects.create(campaign=campaign)
    return campaign


def make_neighbourhood(**kwargs: Any) -> Neighbourhood:
    n = next(numbers)
    square = Polygon.from_bbox((LON - 0.01, LAT - 0.01, LON + 0.01, LAT + 0.01))
    defaults = {
        "code": f"BU{n:08d}",
        "name": f"Buurt {n}",
        "municipality_code": "GM0001",
        "municipality_name": "Lindenhaven",
        "source": "test",
        "geometry": MultiPolygon(square),
    }
    return Neighbourhood.objects.create(**defaults | kwargs)


def make_street(*, doors: int, neighbourhood: Neighbourhood, name: str = "Kerkstraat") -> list[Address]:
    """A straight street of 200 m with doors on both sides, odd left and even right."""
    n = next(numbers)
    lat = LAT + 0.0005 * (n % 15)
    segment = StreetSegment.objects.create(
        source="test",
        source_key=f"s{n}",
        name=name,
        road_class="residential",
        junction_from=2 * n,
        junction_to=2 * n + 1,
        geometry=LineString((LON, lat), (LON + 0.003, lat), srid=4326),
        length_m=205.0,
    )
    rows = []
    for i in range(doors):
        side = 1 if i % 2 else -1
        step = 0.003 * (i + 1) / (doors + 1)
        rows.append(
            Address(
                source="test",
                source_key=f"a{n}-{i}",
                street=name,
                number=i + 1,
                point=Point(LON + step, lat + 0.00006 * side, srid=4326),
                neighbourhood=neighbourhood,
                segment=segment,
                side=side,
                offset_m=205.0 * (i + 1) / (doors + 1),
            )
        )
    addresses = Address.objects.bulk_create(rows)
    Neighbourhood.objects.filter(pk=neighbourhood.pk).update(address_count=neighbourhood.addresses.count())
    return addresses


def make_turf(*, campaign: Campaign | None = None, doors: int = 12, state: str = "published") -> Turf:
    campaign = campaign or make_campaign()
    neighbourhood = make_neighbourhood()
    addresses = make_street(doors=doors, neighbourhood=neighbourhood)
    plan = TurfPlan.objects.create(
        campaign=campaign, neighbourhood=neighbourhood, version=1, state="draft", budget_minutes=120
    )
    turf = Turf.objects.create(
        plan=plan, number=1, name="Kerkstraat", minutes=100, metres=400, door_count=doors, core_count=doors
    )
    Stop.objects.bulk_create(
        Stop(turf=turf, plan=plan, address=address, position=i, core=True) for i, address in enumerate(addresses, 1)
    )
    if state != "draft":
        TurfPlan.objects.filter(pk=plan.pk).update(state=state, published_at=timezone.now())
    return Turf.objects.select_related("plan__campaign").get(pk=turf.pk)


def make_shift(*, campaign: Campaign | None = None, starts_at: datetime | None = None, **kwargs: Any) -> Shift:
    starts_at = starts_at or timezone.now() - timedelta(minutes=30)
    defaults = {"ends_at": starts_at + timedelta(hours=3), "meeting_place": "Buurthuis", "safety_phone": "0612345678"}
    return Shift.objects.create(campaign=campaign or make_campaign(), starts_at=starts_at, **defaults | kwargs)


def make_assignment(*, shift: Shift | None = None, turf: Turf | None = None, members: int = 2) -> Assignment:
    """A duo of the shift's campaign, out on a published turf."""
    turf = turf or make_turf(campaign=shift.campaign if shift else None)
    shift = shift or make_shift(campaign=turf.plan.campaign)
    duo = Duo.objects.create(shift=shift, number=shift.duos.count() + 1)
    for _ in range(members):
        user = make_user(role="volunteer", organisation=shift.campaign.organisation)
        SignUp.objects.create(shift=shift, volunteer=user)
        DuoMember.objects.create(duo=duo, shift=shift, volunteer=user)
    return hand_out(duo=duo, turf=turf)


def on_day(day: date, hour: int = 19) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_current_timezone())
