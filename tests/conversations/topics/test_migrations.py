from __future__ import annotations

from importlib import import_module

import pgtrigger
from django.apps import apps

from conversations.topics.defaults import STEPS
from conversations.topics.models import GuideStep, GuideVersion

kinds = import_module("conversations.topics.migrations.0003_steps_have_kinds")


def test_steps_from_before_there_were_kinds_get_theirs(town):
    draft = GuideVersion.objects.create(guide=town.version.guide, version=2)
    for position, step in enumerate(STEPS, 1):
        GuideStep.objects.create(version=draft, position=position, code=step.code, text_nl=step.nl, logged=step.logged)
    with pgtrigger.ignore("topics.GuideStep:published_step_never_changes"):  # the lock came after
        kinds.give_kinds(apps, None)
    assert [step.kind for step in town.version.steps.all()] == ["introduction", "experience", "value"]
    assert dict(draft.steps.values_list("code", "kind")) == {step.code: step.kind for step in STEPS}
