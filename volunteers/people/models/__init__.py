from volunteers.people.models.audit import AuditEntry
from volunteers.people.models.joining import JoinLink, JoinRequest, PendingJoin, PublicPage
from volunteers.people.models.messages import (
    Announcement,
    AnnouncementCall,
    MailboxMail,
    Message,
    MessageSettings,
    PushDevice,
)
from volunteers.people.models.organisations import Invitation, Membership, Organisation
from volunteers.people.models.profiles import PARTS_OF_DAY, Profile, profile_of
from volunteers.people.models.segments import Segment
from volunteers.people.models.signing_in import CodesAsked
from volunteers.people.models.users import User, UserManager

__all__ = [
    "PARTS_OF_DAY",
    "Announcement",
    "AnnouncementCall",
    "AuditEntry",
    "CodesAsked",
    "Invitation",
    "JoinLink",
    "JoinRequest",
    "MailboxMail",
    "Membership",
    "Message",
    "MessageSettings",
    "Organisation",
    "PendingJoin",
    "Profile",
    "PublicPage",
    "PushDevice",
    "Segment",
    "User",
    "UserManager",
    "profile_of",
]
