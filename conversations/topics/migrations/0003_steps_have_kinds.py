"""Steps written before there were kinds get the kind of their code, and prompts are cut to what a phone shows."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models.functions import Left, Length

LONGEST_PROMPT, LONGEST_BUTTON = 90, 40
KINDS = {
    "introduction": ("introduce", "introduction", "permission"),
    "opening": ("opening",),
    "experience": ("experience", "resident_story", "story"),
    "own_story": ("own_story",),
    "perspective": ("judged", "perspective"),
    "value": ("value",),
    "tension": ("tension",),
    "stance": ("stance",),
    "closing": ("closing",),
    "thanks": ("thanks",),
}


def give_kinds(apps: Any, schema_editor: Any) -> None:
    steps = apps.get_model("topics", "GuideStep").objects
    for kind, codes in KINDS.items():
        steps.filter(code__in=codes).update(kind=kind)
    for name in ("text_nl", "text_en"):
        long = steps.annotate(size=Length(name))
        long.filter(size__gt=LONGEST_PROMPT).update(**{name: Left(name, LONGEST_PROMPT)})
        long.filter(size__gt=LONGEST_BUTTON, logged=True).update(**{name: Left(name, LONGEST_BUTTON)})


class Migration(migrations.Migration):
    dependencies = [("topics", "0002_guides_shared_and_corrected")]
    operations = [migrations.RunPython(give_kinds, migrations.RunPython.noop)]
