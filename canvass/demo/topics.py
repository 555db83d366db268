"""Topics, statements, values and guides of the umbrella, for everybody below it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from canvass.demo.words import HIGH, LOW, STEPS, TOPICS, VALUES, TopicWords
from conversations.topics.models import (
    Concern,
    Guide,
    GuideStep,
    GuideVersion,
    Prejudice,
    SharedValue,
    Statement,
    Topic,
)
from volunteers.people.models import Organisation


@transaction.atomic
def make_topics(*, organisation: Organisation) -> dict[str, tuple[Statement, GuideVersion]]:
    """Per topic code its first statement and guide."""
    for position, (code, nl, en) in enumerate(VALUES):
        SharedValue.objects.get_or_create(
            organisation=organisation, code=code, defaults={"text_nl": nl, "text_en": en, "position": position}
        )
    return {words.code: _make_topic(organisation, words) for words in TOPICS}


def _make_topic(organisation: Organisation, words: TopicWords) -> tuple[Statement, GuideVersion]:
    topic, created = Topic.objects.get_or_create(
        organisation=organisation, code=words.code, defaults={"text_nl": words.name[0], "text_en": words.name[1]}
    )
    if not created:
        return topic.statements.get(version=1), GuideVersion.objects.filter(guide__topic=topic).earliest("pk")
    Concern.objects.bulk_create(
        Concern(topic=topic, code=code, text_nl=nl, text_en=en, position=position)
        for position, (code, nl, en) in enumerate(words.concerns)
    )
    Prejudice.objects.bulk_create(
        Prejudice(topic=topic, code=code, text_nl=nl, text_en=en, position=position)
        for position, (code, nl, en) in enumerate(words.prejudices)
    )
    statement = Statement.objects.create(
        topic=topic, version=1, text_nl=words.statement[0], text_en=words.statement[1],
        low_nl=LOW[0], low_en=LOW[1], high_nl=HIGH[0], high_en=HIGH[1],
    )  # fmt: skip
    guide = Guide.objects.create(
        topic=topic, organisation=organisation, text_nl=f"Gespreksgids {words.name[0].lower()}",
        text_en=f"Guide: {words.name[1].lower()}",
    )  # fmt: skip
    version = GuideVersion.objects.create(guide=guide, version=1, published_at=timezone.now())
    GuideStep.objects.bulk_create(
        GuideStep(version=version, position=position, code=code, logged=logged, text_nl=nl, text_en=en)
        for position, (code, logged, nl, en) in enumerate(STEPS, 1)
    )
    return statement, version
