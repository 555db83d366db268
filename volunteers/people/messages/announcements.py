"""One text to many: written once, frozen with the people it is for, and queued for each of them by a job."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from canvass.core import jobs
from volunteers.people import audit
from volunteers.people.messages.audiences import Choice, people_behind
from volunteers.people.messages.queueing import queue_message
from volunteers.people.models import Announcement, AnnouncementCall, User

KIND = "announce"
STEP = 25


@transaction.atomic
def announce(*, author: User, to: Choice, subject: str, text: str, urgent: bool) -> Announcement:
    """Freeze the text and its people, and leave the rest to a job: who comes to the group later is not written to."""
    announcement = Announcement.objects.create(
        organisation_id=to.organisation_id,
        author=author,
        audience=to.value,
        audience_label=to.label[:200],
        subject=subject,
        text=text,
        urgent=urgent,
    )
    people = people_behind(to.value)
    AnnouncementCall.objects.bulk_create(AnnouncementCall(announcement=announcement, user=user) for user in people)
    jobs.enqueue(
        kind=KIND,
        key=f"{KIND}:{announcement.pk}",
        payload={"announcement": announcement.pk},
        owner_id=author.pk,
        organisation_id=to.organisation_id,
    )
    audit.note(
        actor=author,
        organisation=announcement.organisation,
        verb="announced",
        subject=f"announcement {announcement.pk}",
    )
    return announcement


def queue_announcement(run: jobs.JobRun) -> dict[str, Any]:
    """The job: a message for each; run again after a crash it adds only those that are missing."""
    announcement = Announcement.objects.select_related("organisation", "author").get(pk=run.payload["announcement"])
    calls = list(announcement.calls.select_related("user__message_settings").order_by("pk"))
    queued = 0
    for done, call in enumerate(calls):
        if done % STEP == 0:
            run.progress(done, len(calls))
        queued += queue_message(
            dedupe_key=f"announcement:{announcement.pk}:{call.user_id}",
            recipient=call.user,
            organisation=announcement.organisation,
            kind="announcement",
            context=words(announcement),
            not_before=timezone.now(),
            urgent=announcement.urgent,
        )
    return {"people": len(calls), "queued": queued}


def words(announcement: Announcement) -> dict[str, object]:
    return {
        "title": announcement.subject,
        "body": announcement.text,
        "group": announcement.organisation.name,
        "author": announcement.author.first_name if announcement.author else announcement.organisation.name,
    }


@transaction.atomic
def note_reached(*, call: AnnouncementCall, reached: bool, by: User, now: datetime) -> None:
    AnnouncementCall.objects.filter(pk=call.pk).update(
        reached_at=now if reached else None, reached_by=by if reached else None
    )
