"""Everything a phone needs for one shift, in one answer: the route, the doors, the guide, the words to log with."""

from __future__ import annotations

import base64
from typing import Any

from django.contrib.gis.geos import LineString
from django.db.models import Count

from canvass.campaigns.comparisons import comparison_talk
from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.places.credits import map_credit
from canvass.places.models import Neighbourhood, StreetSegment
from canvass.turf.arms import arms_of
from canvass.turf.models import DoorState, Stop, Turf
from canvass.turf.numbers import numbers_of
from canvass.turf.queries import doors_in_order
from conversations.doorstep.hours import last_door_at
from conversations.doorstep.keys import ensure_shift_key
from conversations.doorstep.states import changes_on_turf
from conversations.doorstep.street_doors import entrances_now, notes_as_json, notes_now
from conversations.doorstep.warnings import warnings_for
from conversations.topics.models import Bilingual, GuideStep, SharedValue
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, DuoMember, Shift

SCHEMA = 2
# Phones that were offline through an update still speak as they did: two versions back.
SUPPORTED = range(max(1, SCHEMA - 2), SCHEMA + 1)
# A tenth of a metre: finer digits only weigh.
DIGITS = 6


def summary(assignment: Assignment, *, user: User) -> dict[str, Any]:
    """What the first screen shows of a route."""
    shift, turf = assignment.duo.shift, assignment.turf
    first_phone, second_phone = shift.safety_phones
    members = DuoMember.objects.filter(duo=assignment.duo).exclude(volunteer=user)
    partners = list(members.select_related("volunteer").order_by("pk"))
    return {
        "assignment": str(assignment.pk),
        "shift": shift.pk,
        "campaign": shift.campaign.name,
        "turf": turf.name,
        "neighbourhood": turf.plan.neighbourhood.name,
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "meeting_place": shift.meeting_place,
        "safety_phone": first_phone,
        "safety_phone_2": second_phone,
        "partners": [member.volunteer.first_name for member in partners],
        "partner_ids": [member.volunteer_id for member in partners],
        "doors": turf.door_count,
        "core": turf.core_count,
        "minutes": round(turf.minutes),
    }


def build_bundle(*, assignment: Assignment, user: User) -> dict[str, Any]:
    shift = assignment.duo.shift
    stops = list(doors_in_order(assignment.turf))
    changes, cursor = changes_on_turf(assignment=assignment, user=user, since=None)
    key = ensure_shift_key(shift=shift)
    return {
        "schema": SCHEMA,
        "owner": user.pk,
        **summary(assignment, user=user),
        "area": official_area(assignment.turf),
        "public_key": base64.b64encode(bytes(key.public_key)).decode(),
        "doors": _doors(stops, shift),
        **_places(stops, shift),
        "streets": _streets(stops),
        "line": _coordinates(assignment.turf.line),
        "credit": map_credit(),
        "pace": _pace(assignment),
        "talk": _talk(shift),
        "changes": [change.as_json() for change in changes],
        "warnings": warnings_for(assignment=assignment, user=user),
        "cursor": cursor.isoformat(),
    }


def _pace(assignment: Assignment) -> dict[str, Any]:
    """What the phone needs to say how many doors still fit: the plan's own numbers, and when the last door is."""
    numbers = numbers_of(assignment.turf.plan)
    return {
        "walk_speed": numbers.walk_speed,
        "door_seconds": round(numbers.door_seconds),
        "floor_seconds": numbers.floor_seconds,
        "last_door_at": last_door_at(assignment).isoformat(),
    }


def official_area(turf: Turf) -> str:
    """The official neighbourhood that most doors lie in: an area drawn for one campaign would tell too well where."""
    rows = Stop.objects.filter(turf=turf, address__neighbourhood__isnull=False)
    official = rows.exclude(address__neighbourhood__source=Neighbourhood.DRAWN)
    codes = official.values_list("address__neighbourhood__code").annotate(doors=Count("pk"))
    most = codes.order_by("-doors", "address__neighbourhood__code").first()
    return str(most[0]) if most else ""


def _doors(stops: list[Stop], shift: Shift) -> list[dict[str, Any]]:
    """In walking order. A door that nobody should ring is simply done; no reason is given."""
    ids = [stop.address_id for stop in stops]
    closed = blocked_addresses(ids)
    states = DoorState.objects.filter(campaign=shift.campaign, address_id__in=ids)
    known = dict(states.values_list("address_id", "state"))
    arms = arms_of(shift.campaign, ids)
    rows = []
    for stop in stops:
        address = stop.address
        state = "new"
        if address.pk in closed or known.get(address.pk) in (DoorState.State.DONE, DoorState.State.UNREACHABLE):
            state = "done"
        elif address.pk in known:
            state = "again"
        rows.append(
            {
                "stop": stop.pk,
                "street": address.street,
                "number": address.house_number,
                "side": address.side,
                "floor": address.floor,
                "entrance": address.entrance_id,
                "core": stop.core,
                "state": state,
                "at": [round(address.point.x, DIGITS), round(address.point.y, DIGITS)],
                **({"arm": arms[address.pk]} if address.pk in arms else {}),
            }
        )
    return rows


def _places(stops: list[Stop], shift: Shift) -> dict[str, Any]:
    """Street doors with more than one address of this route behind them, and the notes on any place of it."""
    behind: dict[int, list[Stop]] = {}
    for stop in stops:
        if stop.address.entrance_id:
            behind.setdefault(stop.address.entrance_id, []).append(stop)
    last = entrances_now(shift, behind)
    shared = ((pk, group[0].address.entrance) for pk, group in behind.items() if len(group) > 1)
    by_address = {stop.address_id: stop.pk for stop in stops}
    notes = notes_now(shift, addresses=by_address, entrances=behind)
    return {
        "entrances": [{"id": pk, "label": row.label, "last": last.get(pk, "")} for pk, row in shared if row],
        "notes": notes_as_json(notes, stops=by_address),
    }


def _streets(stops: list[Stop]) -> list[dict[str, Any]]:
    segments = StreetSegment.objects.filter(
        pk__in={stop.address.segment_id for stop in stops if stop.address.segment_id}
    )
    return [{"name": row.name, "line": _coordinates(row.geometry)} for row in segments.order_by("pk")]


def _coordinates(line: LineString | None) -> list[list[float]]:
    return [[round(x, DIGITS), round(y, DIGITS)] for x, y, *_ in line.coords] if line else []


def _talk(shift: Shift) -> dict[str, Any]:
    """Statement, guide and codes, in both languages: the phone shows the one it runs in."""
    campaign = shift.campaign
    statement, topic = campaign.statement, campaign.statement.topic
    values = SharedValue.objects.filter(organisation=topic.organisation_id, retired_at=None)
    steps = GuideStep.objects.filter(version=campaign.guide_version_id)
    return {
        "statement": statement.pk,
        "guide_version": campaign.guide_version_id,
        "topic": _texts(topic),
        "text": _texts(statement),
        "low": {"nl": statement.low_nl, "en": statement.low_en or statement.low_nl},
        "high": {"nl": statement.high_nl, "en": statement.high_en or statement.high_nl},
        "values": [_coded(row) for row in values],
        "concerns": [_coded(row) for row in topic.concerns.filter(retired_at=None)],
        "prejudices": [_coded(row) for row in topic.prejudices.filter(retired_at=None)],
        "steps": [_coded(row) | {"logged": row.logged} for row in steps],
        "comparison": comparison_talk(campaign),
    }


def _coded(row: Any) -> dict[str, Any]:
    return {"code": row.code, **_texts(row)}


def _texts(row: Bilingual) -> dict[str, str]:
    return {"nl": row.text_nl, "en": row.in_language("en")}
