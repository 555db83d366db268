"""Shifts as iCalendar (RFC 5545), for a calendar app that asks an address every so often."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vDuration

from canvass.campaigns.models import Campaign
from canvass.core.wall.scope import proven
from volunteers.people.models import User
from volunteers.people.signed_links import read, sign
from volunteers.shifts.access import shifts_to_see
from volunteers.shifts.models import CalendarFeed, Shift, SignUp

PURPOSE = "calendar-feed"
# What has been stays so long, so that one can look up where one walked.
KEPT = timedelta(days=90)
ASK_AGAIN = timedelta(hours=1)
MOST = 1000


@transaction.atomic
def new_feed(*, owner: User, campaign: Campaign | None) -> CalendarFeed:
    """A feed at a new address; the one that was there ends."""
    CalendarFeed.objects.filter(owner=owner, campaign=campaign).delete()
    return CalendarFeed.objects.create(owner=owner, campaign=campaign)


def end_feed(*, feed: CalendarFeed) -> None:
    feed.delete()


def feed_link(feed: CalendarFeed) -> str:
    return settings.PUBLIC_URL + reverse("shifts:feed", args=[sign(PURPOSE, str(feed.pk))])


def feed_behind(token: str) -> CalendarFeed | None:
    ids = read(PURPOSE, token)
    if ids is None:
        return None
    rows = CalendarFeed.objects.select_related("owner", "campaign").filter(pk=UUID(str(ids[0])))
    found = rows.filter(owner__is_active=True).first()
    proven(person=found.owner_id if found else None)
    return found


def calendar_of(feed: CalendarFeed, *, now: datetime) -> bytes:
    """The file: times with their zone, cancelled shifts marked so, and nobody's name."""
    with override(feed.owner.language or settings.LANGUAGE_CODE):
        calendar = Calendar()
        calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//shifts//")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        name = feed.campaign.name if feed.campaign else _("My shifts")
        calendar.add("x-wr-calname", f"{name} · {settings.PRODUCT_NAME}")
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
        calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
        for shift in _shifts_of(feed, now=now)[:MOST]:
            calendar.add_component(_event(shift))
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _shifts_of(feed: CalendarFeed, *, now: datetime) -> QuerySet[Shift]:
    """Asked of today's rights each time: who left the organisation sees nothing of it any more."""
    seen = shifts_to_see(feed.owner).select_related("place").filter(ends_at__gte=now - KEPT)
    own = SignUp.objects.filter(shift=OuterRef("pk"), volunteer=feed.owner)
    goes = Exists(own.filter(state=SignUp.State.GOING))
    waits = Exists(own.filter(state=SignUp.State.WAITING))
    shifts = seen.annotate(mine=goes, waits=waits).order_by("starts_at", "pk")
    return shifts.filter(campaign=feed.campaign) if feed.campaign else shifts.filter(goes | waits)


def _event(shift: Shift) -> Event:
    event = Event()
    link = settings.PUBLIC_URL + reverse("shifts:detail", args=[shift.pk])
    event.add("uid", f"shift-{shift.pk}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", shift.changed_at)
    event.add("last-modified", shift.changed_at)
    event.add("dtstart", timezone.localtime(shift.starts_at))
    event.add("dtend", timezone.localtime(shift.ends_at))
    event.add("summary", _title(shift))
    event.add("location", shift.meeting_place)
    event.add("url", link)
    event.add("description", "\n".join(filter(None, [shift.place.how_to_find if shift.place else "", link])))
    if shift.place:
        event.add("geo", (shift.place.point.y, shift.place.point.x))
    event.add("status", _status(shift))
    # A shift of others, or one that is off, does not make its reader busy.
    busy = shift.mine and shift.state != Shift.State.CANCELLED  # type: ignore[attr-defined]
    event.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    return event


def _status(shift: Shift) -> str:
    if shift.state == Shift.State.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if shift.waits else "CONFIRMED"  # type: ignore[attr-defined]


def _title(shift: Shift) -> str:
    if shift.state == Shift.State.CANCELLED:
        return _("Cancelled: %(campaign)s") % {"campaign": shift.campaign.name}
    if shift.waits:  # type: ignore[attr-defined]
        return _("Waiting list: %(campaign)s") % {"campaign": shift.campaign.name}
    return shift.campaign.name
