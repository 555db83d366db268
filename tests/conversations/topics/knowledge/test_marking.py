""" "Worked for us" says no more than its evidence carries, and orders nothing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from conversations.topics.errors import TopicError
from conversations.topics.knowledge.access import scope_of
from conversations.topics.knowledge.marking import mark, overclaims, unmark
from conversations.topics.knowledge.queries import marks_of
from conversations.topics.knowledge.searching import Wanted, found, search
from conversations.topics.models import Mark
from tests.conversations.topics.knowledge.making import make_item


@pytest.mark.parametrize(
    "note",
    [
        "40% veranderde van mening", "Bij 12 procent", "1 op 10 werd milder", "3 out of 5", "Dit is bewezen",
        "Het effect was groot", "We persuaded most people", "Some changed their mind", "Het overtuigde mensen",
    ],
)  # fmt: skip
def test_figures_and_words_of_proof_need_a_lot(note):
    assert overclaims("experience", note)
    assert overclaims("debrief", note)
    assert not overclaims("randomised", note)


@pytest.mark.parametrize(
    "note",
    [
        "Mensen vertelden eerder zelf iets.", "Onze nieuwe duo's begonnen rustiger, in 3 wijken.",
        "Volunteers said it was easier to begin.", "In the debrief of 2 evenings people were calmer.",
    ],
)  # fmt: skip
def test_experience_is_told_in_words(note):
    assert not overclaims("experience", note)


def test_a_group_has_one_word_about_a_thing(town):
    item = make_item(town.umbrella).item
    say = {"thing": item, "organisation": town.group, "by": town.admin}
    mark(**say, evidence="experience", note="Rustig begin.")
    second = mark(**say, evidence="debrief", note="Nog rustiger.")
    assert [(one.pk, one.evidence) for one in marks_of(item)] == [(second.pk, "debrief")]
    with pytest.raises(TopicError):
        mark(**say, evidence="experience", note="90 % werkte")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(organisation=town.group, item=item, guide=town.version.guide, evidence="debrief", note="x")
    unmark(mark=second, by=town.admin)
    assert marks_of(item) == []


def test_marks_change_nothing_in_the_order_of_a_search(town):
    scope = scope_of(town.admin)
    first, second = make_item(town.group, title="Aanbellen"), make_item(town.group, title="Bellen")
    before = [found(row) for row in search(scope, Wanted())]
    mark(thing=second.item, organisation=town.group, evidence="debrief", note="Fijn.", by=town.admin)
    assert [found(row) for row in search(scope, Wanted())] == before
    assert [row.thing_id for row in before if row.kind == "lesson"] == [first.item_id, second.item_id]
