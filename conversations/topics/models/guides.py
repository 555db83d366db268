from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Deferrable, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from conversations.topics.freezing import PUBLISHED_STEP, PUBLISHED_VERSION
from conversations.topics.models.base import Bilingual
from conversations.topics.models.topics import Topic
from volunteers.people.models import Organisation

models.CharField.register_lookup(Length)

# What fits on one or two lines of a phone in big type, and on a button of the page after the talk.
LONGEST_PROMPT, LONGEST_BUTTON = 90, 40
# How prompts are searched; the index holds the same expression.
STEP_WORDS = SearchVector("text_nl", config="dutch") + SearchVector("text_en", config="english")


class Guide(Bilingual):
    """A conversation guide (gespreksgids) of a topic; its versions hold the steps."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="guides")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="guides")
    based_on = models.ForeignKey(
        "GuideVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="forks", editable=False
    )
    # Of what came in a file: whose it was, and under which licence it may travel on.
    origin = models.CharField(max_length=200, blank=True, editable=False)
    licence = models.CharField(max_length=20, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    noun = "guide"


class GuideVersion(models.Model):
    """A draft (at most one a guide), then published for good; a newer version takes its place for new campaigns."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    note = models.CharField(_("what changed"), max_length=120, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "version"], name="guide_version_once"),
            models.UniqueConstraint(fields=["guide"], condition=Q(published_at=None), name="one_draft_of_a_guide"),
            models.UniqueConstraint(
                fields=["guide"],
                condition=Q(published_at__isnull=False, replaced_at=None),
                name="one_published_version_of_a_guide",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(published_at__isnull=False), name="guide_draft_is_not_replaced"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="guide_versions_from_one"),
        ]
        triggers = [PUBLISHED_VERSION]

    def __str__(self) -> str:
        return f"{self.guide} v{self.version}"

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class GuideStep(Bilingual):
    """One line for the phone. ``code`` is what a conversation logs as having happened."""

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction", _("Introduction and permission")
        OPENING = "opening", _("Opening number")
        EXPERIENCE = "experience", _("The resident's experience")
        OWN_STORY = "own_story", _("Your own story")
        PERSPECTIVE = "perspective", _("Another perspective")
        VALUE = "value", _("Shared value")
        TENSION = "tension", _("Number beside the value")
        STANCE = "stance", _("Where we stand")
        CLOSING = "closing", _("Closing number")
        THANKS = "thanks", _("Thanks and card")

    version = models.ForeignKey(GuideVersion, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.EXPERIENCE)
    code = models.SlugField(max_length=40)
    # Steps such as "introduce yourself" are prompts only; the logged ones appear after the talk.
    logged = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        indexes = [GinIndex(STEP_WORDS, name="guide_step_words")]
        constraints = [
            # At the end of the transaction: two steps change places in two statements.
            models.UniqueConstraint(
                fields=["version", "position"], name="guide_step_position_once", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["version", "code"], name="guide_step_code_once"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "introduction", "opening", "experience", "own_story", "perspective", "value", "tension",
                        "stance", "closing", "thanks",
                    ]
                ),
                name="guide_step_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(text_nl__length__lte=LONGEST_PROMPT, text_en__length__lte=LONGEST_PROMPT),
                name="guide_step_fits_the_phone",
            ),
            models.CheckConstraint(
                condition=Q(logged=False)
                | Q(text_nl__length__lte=LONGEST_BUTTON, text_en__length__lte=LONGEST_BUTTON),
                name="guide_step_fits_its_button",
            ),
        ]  # fmt: skip
        triggers = [PUBLISHED_STEP]


class GuideOffer(models.Model):
    """A guide held out to an organisation above; accepted, everybody below that one sees it."""

    class State(models.TextChoices):
        OPEN = "open", _("offered")
        ACCEPTED = "accepted", _("shown to everybody below")
        DECLINED = "declined", _("declined")

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="offers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="guide_offers")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    offered_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "organisation"], name="guide_offered_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "declined"]), name="guide_offer_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | Q(~Q(state="open"), answered_at__isnull=False),
                name="guide_offer_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide_id} -> {self.organisation_id} {self.state}"

    @property
    def offered(self) -> Guide:
        return self.guide
