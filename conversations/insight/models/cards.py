"""Residents' cards: hashes of codes, tries counted against guessing, and who asked to be reminded."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from canvass.core.keyring.trigger import key_goes_along
from volunteers.people.models import Organisation


class CardCode(models.Model):
    """A card that was printed. No sheet, no number, no day: ten cards of one duo must not stand together."""

    class State(models.TextChoices):
        PRINTED = "printed", _("printed")
        # Its resident erased: a conversation that comes in with it later is thrown away.
        ERASED = "erased", _("erased")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    hash = models.BinaryField(max_length=32, unique=True)
    state = models.CharField(max_length=7, choices=State, default=State.PRINTED)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=["printed", "erased"]), name="card_state_known")]

    def __str__(self) -> str:
        return f"card of {self.campaign_id}, {self.state}"


class CardTry(models.Model):
    """Codes tried in one hour from one network, or from everywhere; rows go after a day."""

    # Keyed hash of the network's prefix and the day: leads to nobody, and changes every day.
    bucket = models.BinaryField(max_length=32)
    hour = models.DateTimeField()
    tried = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "hour"], name="one_try_count_per_hour")]

    def __str__(self) -> str:
        return f"{self.missed} of {self.tried}"


class ReminderContact(models.Model):
    """Where to send one reminder, with consent. Gone once used, or after 90 days; no conversation is known here."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    # Made from the code itself, which is kept nowhere: the hash at a conversation does not lead here.
    code_mark = models.BinaryField(max_length=32, unique=True)
    sealed_contact = models.BinaryField()
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.EMAIL)
    language = models.CharField(max_length=8)
    consent_text = models.CharField(max_length=20)
    consented_on = models.DateField()
    remind_on = models.DateField()
    delete_after = models.DateField()

    class Meta:
        triggers = [key_goes_along("contact", by="id")]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=["email"]), name="reminder_channel_known"),
            models.CheckConstraint(
                condition=Q(delete_after__gte=models.F("remind_on")), name="reminder_kept_until_it_is_due"
            ),
        ]

    def __str__(self) -> str:
        return f"reminder on {self.remind_on}"


class ResidentDesk(models.Model):
    """Where residents reach an organisation: printed on every card and shown on every page for them."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="resident_desk")
    email = models.EmailField(_("e-mail address for residents"))
    phone = models.CharField(_("phone number for residents"), max_length=20, blank=True)

    def __str__(self) -> str:
        return self.email
