"""What the log and the pages of announcements show; query counts are pinned by tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from volunteers.people.messages import sending
from volunteers.people.messages.kinds import KINDS
from volunteers.people.models import Announcement, AnnouncementCall, Message

State = Message.State
TROUBLE = (State.FAILED, State.UNKNOWN)
LATELY = timedelta(days=7)
TONES = {State.SENT: "ok", State.FAILED: "limit", State.UNKNOWN: "wait"}
GLYPHS = {State.SENT: "saved", State.FAILED: "x", State.UNKNOWN: "warn"}


@dataclass(frozen=True)
class LogLine:
    message: Message

    @property
    def kind(self) -> object:
        kind = KINDS.get(self.message.kind)
        return kind.label if kind else self.message.kind

    @property
    def tone(self) -> str:
        return TONES.get(State(self.message.state), "")

    @property
    def glyph(self) -> str:
        return GLYPHS.get(State(self.message.state), "clock")

    @property
    def at(self) -> datetime:
        return self.message.sent_at or self.message.not_before

    @property
    def why(self) -> str:
        return explained(self.message)


def explained(message: Message) -> str:
    """Why it stands as it stands, for people."""
    words = {
        sending.TOO_LATE: _("It could not be sent in time; after that it would have been of no use."),
        sending.QUIET: _("Their quiet hours lasted longer than the message was of use."),
        sending.STOPPED: _("The line broke while it was sent. It may have arrived; call to be sure."),
        sending.GONE: _("The account was closed."),
        "no device": _("The phone or computer no longer takes our notes."),
    }
    if message.state == State.UNKNOWN:
        return words[sending.STOPPED]
    if message.error in words:
        return words[message.error]
    if message.state == State.FAILED:
        return _("The other side refused it (%(error)s).") % {"error": message.error}
    return _("Refused for now; it is tried again (%(error)s).") % {"error": message.error} if message.error else ""


def found(messages: QuerySet[Message], *, search: str, kind: str, state: str) -> QuerySet[Message]:
    """Newest first."""
    if search:
        by_person = Q(recipient__name__icontains=search) | Q(recipient__email__icontains=search)
        messages = messages.filter(by_person | Q(subject__icontains=search))
    if kind:
        messages = messages.filter(kind=kind)
    if state:
        messages = messages.filter(state=state)
    return messages.select_related("recipient").order_by("-not_before", "-pk")


def in_trouble(messages: QuerySet[Message], *, now: datetime) -> int:
    """How many of the last week did not arrive for certain."""
    return messages.filter(state__in=TROUBLE, not_before__gt=now - LATELY).count()


def with_reached(announcements: QuerySet[Announcement]) -> QuerySet[Announcement]:
    counted = announcements.select_related("author").annotate(
        people=Count("calls"), reached=Count("calls", filter=Q(calls__reached_at__isnull=False))
    )
    return counted.order_by("-created_at", "-pk")


@dataclass(frozen=True)
class CallLine:
    call: AnnouncementCall
    # State of the mail, where there was one.
    state: str


def call_list(announcement: Announcement) -> QuerySet[AnnouncementCall]:
    """Who is still to be called comes first."""
    calls = AnnouncementCall.objects.filter(announcement=announcement).select_related("user", "reached_by")
    return calls.order_by("reached_at", "user__name", "pk")


def call_lines(calls: list[AnnouncementCall]) -> list[CallLine]:
    """With what became of each one's mail; one query."""
    keys = {f"announcement:{call.announcement_id}:{call.user_id}": call.pk for call in calls}
    sent = Message.objects.filter(dedupe_key__in=list(keys))
    states = {keys[message.dedupe_key]: message.get_state_display() for message in sent}
    return [CallLine(call, str(states.get(call.pk, _("no mail")))) for call in calls]
