"""Writing a guide: the draft's steps, one line each, in an order. A published version is copied, never touched."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.models import Guide, GuideStep, GuideVersion
from conversations.topics.publishing import MOST_STEPS
from conversations.topics.starting import free_code
from volunteers.people import audit
from volunteers.people.models import User


@dataclass(frozen=True)
class StepWords:
    kind: str
    text_nl: str
    text_en: str
    logged: bool


@transaction.atomic
def start_draft(*, guide: Guide) -> GuideVersion:
    """The draft of this guide: the one there is, or a copy of the newest version."""
    Guide.objects.select_for_update(of=("self",)).get(pk=guide.pk)
    newest = guide.versions.order_by("-version").first()
    if newest is not None and newest.is_draft:
        return newest
    draft = GuideVersion.objects.create(guide=guide, version=newest.version + 1 if newest else 1)
    if newest is not None:
        copy_steps(source=newest, to=draft)
    return draft


def copy_steps(*, source: GuideVersion, to: GuideVersion) -> None:
    """Codes stay, so that the same step is counted as the same in both versions."""
    GuideStep.objects.bulk_create(
        GuideStep(
            version=to, position=position, kind=step.kind, code=step.code, logged=step.logged,
            text_nl=step.text_nl, text_en=step.text_en,
        )
        for position, step in enumerate(source.steps.order_by("position"), 1)
    )  # fmt: skip


@transaction.atomic
def add_step(*, draft: GuideVersion, words: StepWords) -> GuideStep:
    """At the end; its code comes from its kind and never changes after."""
    steps = _locked_steps(draft)
    if len(steps) >= MOST_STEPS:
        raise TopicError(_("At most 15 steps: nobody reads more at a door."))
    # Codes of earlier versions are left alone: a new step is not the old one come back.
    taken = set(GuideStep.objects.filter(version__guide=draft.guide_id).values_list("code", flat=True))
    code = free_code(words.kind.replace("_", "-"), taken)
    position = max((step.position for step in steps), default=0) + 1
    return GuideStep.objects.create(version=draft, position=position, code=code, **vars(words))


@transaction.atomic
def change_step(*, step: GuideStep, words: StepWords) -> None:
    _locked_steps(step.version)
    for name, value in vars(words).items():
        setattr(step, name, value)
    step.save()


@transaction.atomic
def move_step(*, step: GuideStep, up: bool) -> None:
    """Change places with the neighbour; the order is checked when the transaction ends."""
    steps = _locked_steps(step.version)
    at = next(number for number, row in enumerate(steps) if row.pk == step.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(steps):
        return
    one, two = steps[at], steps[to]
    one.position, two.position = two.position, one.position
    GuideStep.objects.bulk_update([one, two], ["position"])


@transaction.atomic
def remove_step(*, step: GuideStep) -> None:
    _locked_steps(step.version)
    step.delete()


@transaction.atomic
def discard_draft(*, draft: GuideVersion, by: User) -> bool:
    """Throw the draft away; with it the guide (True) when it never had another version."""
    guide = Guide.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=draft.guide_id)
    _locked_steps(draft)
    audit.note(actor=by, organisation=guide.organisation, verb="discarded draft", subject=f"version {draft.pk}")
    draft.delete()
    if guide.versions.exists():
        return False
    guide.delete()
    return True


def _locked_steps(draft: GuideVersion) -> list[GuideStep]:
    """The version's row is the lock: publishing waits for it too."""
    locked = GuideVersion.objects.select_for_update().get(pk=draft.pk)
    if not locked.is_draft:
        raise TopicError(_("This version is published and never changes. Make a new version."))
    return list(locked.steps.order_by("position"))
