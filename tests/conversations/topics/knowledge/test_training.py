"""What a volunteer has to learn, how far they are, and that nothing more than that is kept."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.topics.errors import TopicError
from conversations.topics.knowledge.learning import finish_lesson, tick
from conversations.topics.knowledge.training import Training, training_of
from conversations.topics.knowledge.writing import fork_item, publish_item, remove_part, start_draft
from conversations.topics.models import Item, LessonDone, Tick
from conversations.topics.offering import answer_offer, offer_upwards
from tests.conversations.topics.knowledge.making import make_item
from tests.factories import make_organisation, make_user


@pytest.fixture
def volunteer(town):
    return make_user(role="volunteer", organisation=town.group)


def counts(user):
    found = training_of(user)
    return found.ticks_done, found.ticks_total, found.lessons_done, found.lessons_total


def test_lists_come_first_then_lessons_in_their_order(town, volunteer, django_assert_max_num_queries):
    checklist = make_item(town.umbrella, "checklist", title="Eerste avond")
    late, early = make_item(town.group, title="A"), make_item(town.group, title="B")
    Item.objects.filter(pk=early.item_id).update(place=10)
    make_item(town.group, "briefing")
    make_item(town.group, published=False)
    with django_assert_max_num_queries(7):
        found = training_of(volunteer)
    assert (counts(volunteer), found.next_item.kind) == ((0, 2, 0, 2), "checklist")
    assert found.next_item.url == reverse("topics:read", args=[checklist.item_id])
    for code in ("step", "step", "step-2"):
        tick(version=checklist, code=code, user=volunteer, done=True)
    assert training_of(volunteer).next_item.title == "B"
    finish_lesson(version=early, user=volunteer)
    finish_lesson(version=early, user=volunteer)
    assert training_of(volunteer).next_item.title == "A"
    finish_lesson(version=late, user=volunteer)
    assert training_of(volunteer) == Training(2, 2, 2, 2, None)
    tick(version=checklist, code="step", user=volunteer, done=False)
    assert counts(volunteer) == (1, 2, 2, 2)


def test_only_done_is_kept_and_by_nobody_else_seen(town, volunteer):
    lesson = make_item(town.group)
    finish_lesson(version=lesson, user=volunteer)
    assert {field.name for field in LessonDone._meta.fields} == {"id", "user", "item", "on"}
    assert {field.name for field in Tick._meta.fields} == {"id", "user", "item", "code", "on"}
    assert counts(make_user(role="volunteer", organisation=town.group)) == (0, 0, 0, 1)


def test_a_line_that_left_the_list_counts_no_more(town, volunteer):
    checklist = make_item(town.group, "checklist")
    tick(version=checklist, code="step", user=volunteer, done=True)
    second = start_draft(item=checklist.item)
    remove_part(draft=second, code="step")
    publish_item(version=second, by=town.admin, now=timezone.now())
    assert counts(volunteer) == (0, 1, 0, 0)
    second.refresh_from_db()
    with pytest.raises(TopicError):
        tick(version=second, code="step", user=volunteer, done=True)
    with pytest.raises(TopicError):
        finish_lesson(version=second, user=volunteer)


def test_what_lies_below_is_not_ones_own_training(town):
    make_item(town.group)
    above = make_user(role="coordinator", organisation=town.umbrella)
    assert counts(above) == (0, 0, 0, 0)
    assert counts(make_user()) == (0, 0, 0, 0)
    assert training_of(make_user(role="volunteer", organisation=make_organisation())).is_done


def test_the_copy_of_a_nearer_organisation_takes_the_place_of_its_source(town, volunteer):
    source = make_item(town.umbrella, title="Van de koepel")
    draft = fork_item(source=source, organisation=town.group, topic=None, by=town.admin)
    assert training_of(volunteer).next_item.title == "Van de koepel"
    draft.title_nl = "Van ons"
    draft.save()
    publish_item(version=draft, by=town.admin, now=timezone.now())
    assert (counts(volunteer), training_of(volunteer).next_item.title) == ((0, 0, 0, 1), "Van ons")
    assert training_of(make_user(role="volunteer", organisation=town.other)).next_item.title == "Van de koepel"


def test_an_accepted_offer_is_part_of_everybodys_training(town):
    lesson = make_item(town.group)
    neighbour = make_user(role="volunteer", organisation=town.other)
    offer = offer_upwards(thing=lesson.item, to=town.umbrella, by=town.admin)
    assert counts(neighbour) == (0, 0, 0, 0)
    answer_offer(offer=offer, accept=True, by=town.head, now=timezone.now())
    assert counts(neighbour) == (0, 0, 0, 1)
