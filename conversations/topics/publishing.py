"""A draft becomes a version that campaigns can use and nobody can change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.models import Guide, GuideStep, GuideVersion
from volunteers.people import audit
from volunteers.people.models import User

MOST_STEPS, MOST_LOGGED = 15, 6
Kind = GuideStep.Kind


@dataclass(frozen=True)
class Finding:
    """What a reader of the draft should know; a blocking one must be mended before publishing."""

    text: str
    blocks: bool


def next_kind(steps: list[GuideStep]) -> str:
    """The first part of the method that is not there yet: what an editor probably adds next."""
    there = {step.kind for step in steps}
    return next((kind for kind in Kind.values if kind not in there), Kind.EXPERIENCE)


def findings(steps: list[GuideStep]) -> list[Finding]:
    """Read the steps in order against the method."""
    kinds = [step.kind for step in steps]
    logged = sum(step.logged for step in steps)
    checks = [
        (not steps or kinds[0] != Kind.INTRODUCTION, True,
         _("The first step is the introduction with its permission sentence: the phone shows it as the door opens.")),
        (Kind.OPENING not in kinds, True, _("The opening number is missing.")),
        (Kind.CLOSING not in kinds, True, _("The closing number is missing.")),
        (Kind.OPENING in kinds and Kind.CLOSING in kinds and kinds.index(Kind.OPENING) > kinds.index(Kind.CLOSING),
         True, _("The closing number comes before the opening number.")),
        (len(steps) > MOST_STEPS, True, _("At most 15 steps: nobody reads more at a door.")),
        (logged > MOST_LOGGED, True, _("At most 6 steps can be ticked after the talk.")),
        (bool(steps) and not logged, False,
         _("No step can be ticked after the talk: nobody will know which steps happened.")),
        (Kind.OWN_STORY not in kinds, False,
         _("Nobody tells a story of their own: stories exchanged without judging are what works.")),
        (Kind.VALUE not in kinds, False, _("No step looks for what both share.")),
        (bool(steps) and kinds[-1] != Kind.THANKS, False, _("The guide does not end with thanks and the card.")),
        (any(not step.text_en for step in steps), False,
         _("Some steps have no English text: an English phone shows them in Dutch.")),
    ]  # fmt: skip
    return [Finding(text, blocks) for found, blocks, text in checks if found]


@transaction.atomic
def publish_version(*, version: GuideVersion, by: User | None, now: datetime, note: str = "") -> None:
    """Fix the draft for good; what was published before it stays with the campaigns that chose it."""
    guide = Guide.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=version.guide_id)
    draft = GuideVersion.objects.select_for_update().get(pk=version.pk)
    if not draft.is_draft:
        raise TopicError(_("This version is published already."))
    blocking = [finding.text for finding in findings(list(draft.steps.all())) if finding.blocks]
    if blocking:
        raise TopicError(" ".join(blocking))
    guide.versions.filter(published_at__isnull=False, replaced_at=None).update(replaced_at=now)
    draft.published_at, draft.note = now, note
    draft.save(update_fields=["published_at", "note"])
    audit.note(actor=by, organisation=guide.organisation, verb="published guide", subject=f"version {draft.pk}")
