"""What the pictures of the movement need: a message, a link, a fork in the making, and addresses that mails hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.gis.geos import Point
from django.utils import timezone

from canvass.campaigns.models import Programme
from conversations.topics.knowledge.parts import Kind
from conversations.topics.knowledge.writing import fork_item
from conversations.topics.models import Item, ItemVersion
from tests.screenshots.pages_movement import ADMIN, COORDINATOR, VOLUNTEER
from volunteers.people.joining.links import make_link
from volunteers.people.messages.announcements import announce
from volunteers.people.messages.audiences import Choice
from volunteers.people.messages.kinds import KINDS
from volunteers.people.messages.unsubscribe import unsubscribe_path
from volunteers.people.models import JoinLink, Organisation, PublicPage, User
from volunteers.shifts.calendar.links import join_link
from volunteers.shifts.models import MeetingPlace, Shift, SignUp


def movement(keys: dict[str, Any]) -> dict[str, Any]:
    group = Organisation.objects.get(slug=keys["group"])
    coordinator, volunteer = (User.objects.get(email=email) for email in (COORDINATOR, VOLUNTEER))
    message = announce(
        author=coordinator,
        to=Choice(f"members:{group.pk}", group.name, "members", group.pk),
        subject="Soep na afloop (verzonnen)",
        text="Zaterdag is er na de nabespreking soep. Kom je ook?",
        urgent=False,
    )
    going = SignUp.objects.filter(shift=keys["shift_out"], state=SignUp.State.GOING).first()
    assert going
    return (
        _joining(group)
        | _knowledge(group, coordinator)
        | {
            "programme": Programme.objects.get().pk,
            "announcement": message.pk,
            "message_kind": "shift-reminder",
            "unsubscribe": unsubscribe_path(volunteer, KINDS["announcement"]).split("/")[-2],
            "meeting_place": _meeting_place(group).pk,
            "shift_link": join_link(_coming(group), volunteer).rstrip("/").rpartition("/")[2],
            "shift_person": f"v{going.volunteer_id}",
        }
    )


def _joining(group: Organisation) -> dict[str, Any]:
    PublicPage.objects.update_or_create(organisation=group, defaults={"is_open": True})
    link = JoinLink.objects.filter(organisation=group).first() or make_link(
        organisation=group,
        label="poster bij de bakker",
        max_uses=None,
        lasts=timedelta(days=14),
        by=User.objects.get(email=ADMIN),
        now=timezone.now(),
    )
    return {"join_link": str(link.pk), "join_token": str(link.token)}


def _knowledge(group: Organisation, coordinator: User) -> dict[str, Any]:
    """The umbrella's first lesson and its cards; the group's own version of the lesson, not published yet."""
    lesson = Item.objects.filter(kind=Kind.LESSON, organisation__kind="umbrella").order_by("pk")[0]
    cards = Item.objects.filter(kind=Kind.PRACTICE, organisation__kind="umbrella").order_by("pk")[0]
    drafts = ItemVersion.objects.filter(item__organisation=group, published_at=None)
    source = lesson.versions.get(version=1)
    draft = drafts.first() or fork_item(source=source, organisation=group, topic=None, by=coordinator)
    part = draft.parts[0]
    return {
        "item": lesson.pk, "first": 1, "cards": cards.pk, "fork": draft.item_id,
        "part": part["code"], "part_kind": part["kind"],
    }  # fmt: skip


def _meeting_place(group: Organisation) -> MeetingPlace:
    place: MeetingPlace | None = MeetingPlace.objects.filter(organisation=group).first()
    return place or MeetingPlace.objects.create(
        organisation=group, name="Buurthuis de Haven", point=Point(5.39, 52.15, srid=4326)
    )


def _coming(group: Organisation) -> Shift:
    coming = Shift.objects.filter(
        campaign__organisation=group, state="planned", starts_at__gt=timezone.now() + timedelta(days=1)
    )
    return coming.exclude(sign_ups__volunteer__email=VOLUNTEER).order_by("starts_at")[0]
