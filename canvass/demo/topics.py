"""Topics, statements, values and guides of the umbrella, for everybody below it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from conversations.topics.defaults import TOPICS, TopicWords
from conversations.topics.models import GuideVersion, Statement, Topic
from conversations.topics.publishing import publish_version
from conversations.topics.starting import start_default_topic
from volunteers.people.models import Organisation


@transaction.atomic
def make_topics(*, organisation: Organisation) -> dict[str, tuple[Statement, GuideVersion]]:
    """Per topic code its first statement and guide."""
    return {words.code: _make_topic(organisation, words) for words in TOPICS}


def _make_topic(organisation: Organisation, words: TopicWords) -> tuple[Statement, GuideVersion]:
    topic = Topic.objects.filter(organisation=organisation, code=words.code).first()
    if topic is None:
        topic = start_default_topic(organisation=organisation, words=words, by=None)
        publish_version(version=GuideVersion.objects.get(guide__topic=topic), by=None, now=timezone.now())
    return topic.statements.get(version=1), GuideVersion.objects.filter(guide__topic=topic).earliest("pk")
