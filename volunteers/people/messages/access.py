"""The only door to what was sent to others: whoever coordinates a group sees its messages and announcements."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from volunteers.people.models import Announcement, AnnouncementCall, Message, Organisation, User
from volunteers.people.policy import Verb, organisations_where


def groups_to_write_to(user: User) -> QuerySet[Organisation]:
    """404 for who coordinates nowhere."""
    groups = organisations_where(user, Verb.RUN_SHIFT)
    if not groups.exists():
        raise Http404
    return groups


def messages_to_see(user: User) -> QuerySet[Message]:
    return Message.objects.filter(organisation__in=groups_to_write_to(user).values("pk"))


def announcements_to_see(user: User) -> QuerySet[Announcement]:
    return Announcement.objects.filter(organisation__in=groups_to_write_to(user).values("pk"))


def get_announcement(user: User, announcement_id: int) -> Announcement:
    rows = announcements_to_see(user).select_related("organisation", "author")
    return get_object_or_404(rows, pk=announcement_id)


def get_call(user: User, call_id: int) -> AnnouncementCall:
    calls = AnnouncementCall.objects.filter(announcement__in=announcements_to_see(user).values("pk"))
    return get_object_or_404(calls, pk=call_id)
