"""Briefings, checklists, lessons and practice cards: versioned and shared like guides, each version one document."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conversations.topics.freezing import PUBLISHED_ITEM
from conversations.topics.knowledge.parts import LONGEST_TITLE, Kind
from conversations.topics.knowledge.showing import Said, said
from conversations.topics.models.topics import Topic
from volunteers.people.models import Organisation

# A document of forty parts stays far below; this is against mistakes and malice.
MOST_BYTES = 200_000
# Every Dutch text by Dutch word stems, every English one by English stems; a title weighs most.
WORDS = " || ".join(
    f"setweight(to_tsvector('{dictionary}', title_{code}), 'A')"
    f" || setweight(to_tsvector('{dictionary}', jsonb_path_query_array(parts, 'strict $.**.{code}')), 'B')"
    for code, dictionary in (("nl", "dutch"), ("en", "english"))
)


class Item(models.Model):
    """What volunteers learn from. It belongs to one organisation; its versions hold the words."""

    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="items")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")
    # Lessons are taken in this order, the others listed in it.
    place = models.PositiveSmallIntegerField(_("place in the order"), default=100)
    based_on = models.ForeignKey(
        "ItemVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="forks", editable=False
    )
    # Of what came in a file: whose it was, and under which licence it may travel on.
    origin = models.CharField(max_length=200, blank=True, editable=False)
    licence = models.CharField(max_length=20, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    noun = "item"

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind", "place"], name="item_by_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["briefing", "checklist", "lesson", "practice"]), name="item_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ItemVersion(models.Model):
    """A draft (at most one an item), then published for good; a newer version takes its place."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    title_nl = models.CharField(_("title (Dutch)"), max_length=LONGEST_TITLE, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=LONGEST_TITLE, blank=True)
    parts = models.JSONField(default=list)
    note = models.CharField(_("what changed"), max_length=120, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    search = models.GeneratedField(
        expression=RawSQL(WORDS, []),  # noqa: S611  (constants of this file)
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["-version"]
        indexes = [
            GinIndex(fields=["search"], name="item_words"),
            models.Index(fields=["item"], condition=Q(published_at__isnull=False, replaced_at=None), name="item_now"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="item_version_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(published_at=None), name="one_draft_of_an_item"),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(published_at__isnull=False, replaced_at=None),
                name="one_published_version_of_an_item",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(published_at__isnull=False), name="item_draft_is_not_replaced"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="item_versions_from_one"),
            models.CheckConstraint(condition=~Q(title_nl="", title_en=""), name="item_has_a_title"),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Func(
                        Cast("parts", models.TextField()),
                        function="octet_length",
                        output_field=models.IntegerField(),
                    ),
                    MOST_BYTES,
                ),
                name="item_fits",
            ),
        ]
        triggers = [PUBLISHED_ITEM]

    def __str__(self) -> str:
        return self.title.text

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def title(self) -> Said:
        return said({"nl": self.title_nl, "en": self.title_en}, get_language() or "nl")


class ItemOffer(models.Model):
    """An item held out to an organisation above; accepted, everybody below that one sees it."""

    class State(models.TextChoices):
        OPEN = "open", _("offered")
        ACCEPTED = "accepted", _("shown to everybody below")
        DECLINED = "declined", _("declined")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="offers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="item_offers")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    offered_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(fields=["item", "organisation"], name="item_offered_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "declined"]), name="item_offer_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | Q(~Q(state="open"), answered_at__isnull=False),
                name="item_offer_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} -> {self.organisation_id} {self.state}"

    @property
    def offered(self) -> Item:
        return self.item
