from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from canvass.core.retention.rules import Data, Rule, register
from volunteers.people.joining.newcomers import HOUR
from volunteers.people.messages.keeping import KEPT, UNDER_WAY
from volunteers.people.models import (
    Announcement,
    CodesAsked,
    Invitation,
    JoinRequest,
    MailboxMail,
    Membership,
    Message,
    PendingJoin,
)

SLACK = timedelta(days=2)


def _invitations(now: datetime) -> QuerySet[Invitation]:
    unused = Q(accepted_at=None, expires_at__lt=now - timedelta(days=30))
    return Invitation.objects.filter(unused | Q(accepted_at__lt=now - timedelta(days=180)))


def _sessions(now: datetime) -> QuerySet[UserSession]:
    alive = Session.objects.filter(expire_date__gte=now - timedelta(days=1))
    dead: QuerySet[UserSession] = UserSession.objects.exclude(session_key__in=alive.values("session_key"))
    return dead


def _messages(now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(not_before__lt=now - KEPT - SLACK).exclude(state__in=UNDER_WAY)


ACCOUNT = "the account is deleted, by its owner"
HOURLY, NIGHTLY = "the hourly tidying of people", "the nightly tidying of messages"

register(
    [
        Rule(
            (
                "people.User_groups",
                "people.User_user_permissions",
                "people.Profile",
                "people.MessageSettings",
                "account.EmailAddress",
            ),
            Data.VOLUNTEERS,
            ACCOUNT,
        ),
        Rule(("people.User",), Data.VOLUNTEERS, ACCOUNT, cares="deleting one's account"),
        Rule(("mfa.Authenticator", "people.PushDevice"), Data.SECRETS, f"taken off, or {ACCOUNT}"),
        Rule(
            ("account.EmailConfirmation",),
            Data.SECRETS,
            "a month after it was made",
            overdue=lambda now: EmailConfirmation.objects.filter(created__lt=now - timedelta(days=30)),
        ),
        Rule(("usersessions.UserSession",), Data.SECRETS, "its session expires", overdue=_sessions),
        Rule(
            ("people.Membership",),
            Data.VOLUNTEERS,
            "its last day, if it has one",
            overdue=lambda now: Membership.objects.filter(ends_on__lt=timezone.localdate(now - SLACK)),
            cares=HOURLY,
        ),
        Rule(
            ("people.Invitation",),
            Data.VOLUNTEERS,
            "30 days after it expired, or half a year after it was accepted",
            overdue=_invitations,
        ),
        Rule(
            ("people.JoinRequest",),
            Data.VOLUNTEERS,
            "it is answered, at the latest after 90 days",
            overdue=lambda now: JoinRequest.objects.filter(created_at__lt=now - timedelta(days=90)),
        ),
        Rule(
            ("people.PendingJoin",),
            Data.VOLUNTEERS,
            "the code is used, at the latest after an hour",
            overdue=lambda now: PendingJoin.objects.filter(created_at__lt=now - HOUR - SLACK),
            cares=HOURLY,
        ),
        Rule(
            ("people.CodesAsked",),
            Data.SECRETS,
            "two days later",
            overdue=lambda now: CodesAsked.objects.filter(since__lt=now - timedelta(days=4)),
            cares=HOURLY,
        ),
        Rule(
            ("people.Message",),
            Data.VOLUNTEERS,
            "half a year after it was due",
            overdue=_messages,
            cares=NIGHTLY,
        ),
        Rule(
            ("people.Announcement",),
            Data.VOLUNTEERS,
            "half a year after it was written",
            overdue=lambda now: Announcement.objects.filter(created_at__lt=now - KEPT - SLACK),
            cares=NIGHTLY,
        ),
        Rule(("people.AnnouncementCall",), Data.VOLUNTEERS, "its announcement goes"),
        Rule(
            ("people.MailboxMail",),
            Data.VOLUNTEERS,
            "a week; only a demo has these",
            overdue=lambda now: MailboxMail.objects.filter(created_at__lt=now - timedelta(days=7)),
        ),
        Rule(
            ("people.PublicPage", "people.JoinLink", "people.Segment"),
            Data.WORK,
            "the organisation goes",
        ),
        Rule(("people.Organisation",), Data.WORK, "it is merged into another", cares="merging organisations"),
        Rule(
            ("people.AuditEntry",),
            Data.VOLUNTEERS,
            "not deleted: numbers of who and what, no names, no values; a deleted account's number leads to nobody",
            cares="nobody",
        ),
    ]
)
