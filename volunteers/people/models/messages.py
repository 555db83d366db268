from __future__ import annotations

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers.people.models.organisations import Organisation
from volunteers.people.models.users import User


class Announcement(models.Model):
    """One text to many people: a coordinator writes it once, and everybody gets a message of their own."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="announcements")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # Whom it went to, as chosen on the page: "shift:12". The people themselves are in AnnouncementCall.
    audience = models.CharField(max_length=60)
    audience_label = models.CharField(max_length=200)
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=4000)
    urgent = models.BooleanField(_("also within people's quiet hours"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="announcement_by_organisation")]

    def __str__(self) -> str:
        return self.subject


class AnnouncementCall(models.Model):
    """Somebody an announcement is for, and whether a coordinator has reached them by phone or in person."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="calls")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    reached_at = models.DateTimeField(null=True, blank=True)
    reached_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "user"], name="one_call_per_announcement")]

    def __str__(self) -> str:
        return f"{self.user} {'reached' if self.reached_at else 'to call'}"


class MessageSettings(models.Model):
    """What one person wants to be told, how, and when not. Without a row the defaults hold."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="message_settings")
    quiet_from = models.TimeField(_("quiet from"), default=time(21, 30))
    quiet_until = models.TimeField(_("quiet until"), default=time(8, 0))
    # Codes of kinds, see messages/kinds.py; what is not in these lists comes.
    mail_off = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    push_off = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    def __str__(self) -> str:
        return f"message settings of user {self.user_id}"


class PushDevice(models.Model):
    """A browser that asked for web push. The push service says when it is gone; then the row goes too."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="push_devices")
    endpoint = models.URLField(max_length=1000, unique=True)
    p256dh = models.BinaryField(max_length=65)
    auth = models.BinaryField(max_length=16)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"device {self.pk} of user {self.user_id}"


class Message(models.Model):
    """One mail or push message to one person, at most once: the key is unique, and a row is claimed to be sent."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("mail")
        PUSH = "push", _("web push")

    class State(models.TextChoices):
        NEW = "new", _("waiting")
        CLAIMED = "claimed", _("taken up")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        # A crash between the mail server's yes and our commit: visible, never sent a second time.
        UNKNOWN = "unknown", _("unknown")

    # Nobody has begun to send these, so they may still be taken back.
    UNSENT = (State.NEW, State.CLAIMED)

    dedupe_key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="messages_to")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=4, choices=Channel, default=Channel.MAIL)
    device = models.ForeignKey(PushDevice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.CharField(max_length=200)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    # Where a tap on a push message leads.
    link = models.CharField(max_length=300, blank=True)
    # Goes out within quiet hours too.
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True, null=True)
    not_before = models.DateTimeField()
    # A reminder that comes after the shift is worse than none.
    not_after = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="new"), name="message_waiting"),
            models.Index(
                fields=["claimed_at"], condition=Q(state__in=["claimed", "sending"]), name="message_on_its_way"
            ),
            models.Index(fields=["organisation", "-not_before", "-id"], name="message_by_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "claimed", "sending", "sent", "failed", "unknown"]),
                name="message_state_known",
            ),
            models.CheckConstraint(condition=Q(channel__in=["mail", "push"]), name="message_channel_known"),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_has_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class MailboxMail(models.Model):
    """The demo's mailbox: what would have been mailed, readable on a page. Empty outside the demo."""

    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.subject
