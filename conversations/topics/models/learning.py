"""What a person ticked and finished, what groups say of an item, and a file that waits for its reader's yes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conversations.topics.models.guides import Guide
from conversations.topics.models.knowledge import Item
from volunteers.people.models import Organisation


class Tick(models.Model):
    """One line of a checklist that one person has done. A line is known by its code, so a new version keeps ticks."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ticks")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="ticks")
    code = models.SlugField(max_length=40)
    on = models.DateField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item", "code"], name="ticked_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.item_id} {self.code}"


class LessonDone(models.Model):
    """A lesson to its end. Which answers were chosen is stored nowhere: a lesson is no examination."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lessons_done")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="done_by")
    on = models.DateField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="lesson_done_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.item_id}"


class Mark(models.Model):
    """ "Worked for us": an organisation's word about a guide or an item, with the kind of evidence it rests on."""

    class Evidence(models.TextChoices):
        EXPERIENCE = "experience", _("own experience")
        DEBRIEF = "debrief", _("told in debriefs")
        RANDOMISED = "randomised", _("randomised comparison")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="marks")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.CASCADE, related_name="marks")
    guide = models.ForeignKey(Guide, null=True, blank=True, on_delete=models.CASCADE, related_name="marks")
    evidence = models.CharField(_("what this rests on"), max_length=10, choices=Evidence)
    note = models.CharField(_("what worked, and where"), max_length=300)
    on = models.DateField(auto_now=True)

    class Meta:
        # By date only: there is no order of better and worse.
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=True, guide__isnull=False) | Q(item__isnull=False, guide__isnull=True),
                name="mark_is_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["organisation", "item"], condition=Q(item__isnull=False), name="one_mark_of_an_item"
            ),
            models.UniqueConstraint(
                fields=["organisation", "guide"], condition=Q(guide__isnull=False), name="one_mark_of_a_guide"
            ),
            models.CheckConstraint(
                condition=Q(evidence__in=["experience", "debrief", "randomised"]), name="mark_evidence_known"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="mark_has_a_note"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.evidence}"


class WaitingFile(models.Model):
    """A file one person sent and has not said yes to: read and checked, nothing of it in use. One a person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waiting_file")
    document = models.JSONField()
    sent_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"file of {self.user_id}"
