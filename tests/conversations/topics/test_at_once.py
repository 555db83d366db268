"""Several editors at the same moment, each on a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from conversations.topics.drafting import StepWords, add_step, move_step, start_draft
from conversations.topics.errors import TopicError
from conversations.topics.models import GuideVersion
from conversations.topics.publishing import publish_version
from conversations.topics.starting import start_guide
from conversations.topics.statements import StatementWords, add_version
from tests.factories import make_guide, make_statement, make_user

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS = 4
LINE = StepWords(kind="value", text_nl="Wat deel je?", text_en="", logged=False)


def at_once(deed: Callable[[int], Any]) -> list[Any]:
    """What each got, or the domain error that stopped it."""
    gate = Barrier(EDITORS)

    def run(number: int) -> Any:
        try:
            gate.wait()
            return deed(number)
        except TopicError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as pool:
        return list(pool.map(run, range(EDITORS)))


def places(version: GuideVersion) -> list[int]:
    return list(version.steps.order_by("position").values_list("position", flat=True))


def test_one_draft_whoever_asks_first():
    guide = make_guide(make_statement(make_user(role="admin").memberships.get().organisation)).guide
    drafts = at_once(lambda _number: start_draft(guide=guide))
    assert len({draft.pk for draft in drafts}) == 1


def test_steps_keep_one_order_and_versions_one_number_each():
    admin = make_user(role="admin")
    organisation = admin.memberships.get().organisation
    topic = make_statement(organisation).topic
    draft = start_guide(organisation=organisation, topic=topic, text_nl="Gids", text_en="", by=admin)
    steps = list(draft.steps.all())
    at_once(lambda number: move_step(step=steps[number + 2], up=number % 2 == 0))
    assert places(draft) == list(range(1, 13))
    added = at_once(lambda _number: add_step(draft=draft, words=LINE))
    # Twelve and three are fifteen: the fourth is told so.
    assert sum(isinstance(step, TopicError) for step in added) == 1
    assert places(draft) == list(range(1, 16))
    words = StatementWords("Nieuw", "", "oneens", "", "eens", "", 1)
    at_once(lambda _number: add_version(topic=topic, words=words, by=admin))
    assert sorted(topic.statements.values_list("version", flat=True)) == [1, 2, 3, 4, 5]


def test_a_draft_is_published_once():
    admin = make_user(role="admin")
    organisation = admin.memberships.get().organisation
    topic = make_statement(organisation).topic
    draft = start_guide(organisation=organisation, topic=topic, text_nl="Gids", text_en="", by=admin)
    told = at_once(lambda _number: publish_version(version=draft, by=admin, now=timezone.now()))
    assert sum(answer is None for answer in told) == 1
