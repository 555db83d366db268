"""Who sees, changes, offers and takes over; and that a published version stays what it is."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone

from conversations.topics.comparing import Change, compare
from conversations.topics.errors import TopicError
from conversations.topics.knowledge.access import (
    current_to_see,
    get_draft_to_edit,
    get_item_to_edit,
    get_item_to_see,
    get_item_to_share,
    scope_of,
)
from conversations.topics.knowledge.publishing import findings
from conversations.topics.knowledge.queries import lines_of
from conversations.topics.knowledge.writing import (
    add_part,
    change_part,
    discard_draft,
    fork_item,
    move_part,
    publish_item,
    remove_part,
    start_draft,
)
from conversations.topics.models import Item, ItemVersion
from conversations.topics.offering import answer_offer, offer_upwards, withdraw_offer
from tests.conversations.topics.knowledge.making import PAGE, PARTS, QUIZ, both, make_item
from tests.factories import make_organisation, make_user
from volunteers.people.policy import Verb, organisations_where


def sees(user):
    return {version.item_id for version in current_to_see(scope_of(user))}


@pytest.mark.parametrize("role", ["volunteer", "coordinator", "admin"])
def test_a_scope_is_what_the_policy_says_in_two_queries(town, role, django_assert_num_queries):
    member = make_organisation(kind="member", parent=town.umbrella)
    local = make_organisation(parent=member)
    for organisation in (town.umbrella, member, local):
        user = make_user(role=role, organisation=organisation)
        with django_assert_num_queries(2):
            scope = scope_of(user)
        for verb, ids in (
            (Verb.LEARN, scope.reads), (Verb.WRITE_KNOWLEDGE, scope.writes), (Verb.MANAGE_TOPICS, scope.shares)
        ):  # fmt: skip
            assert ids == set(organisations_where(user, verb).values_list("pk", flat=True))
        assert scope.line == {organisation.pk, *organisation.ancestors().values_list("pk", flat=True)}
    walking = make_user(role=role, organisation=local)
    walking.only_shift = 1
    for nobody in (make_user(), walking, make_user(role=role, organisation=local, is_active=False)):
        with pytest.raises(Http404):
            scope_of(nobody)


def test_an_item_comes_down_and_not_aside(town):
    above, ours = make_item(town.umbrella), make_item(town.group)
    neighbour = make_user(role="volunteer", organisation=town.other)
    assert sees(neighbour) == {above.item_id}
    assert sees(make_user(role="volunteer", organisation=town.group)) == {above.item_id, ours.item_id}
    assert sees(town.head) == {above.item_id, ours.item_id}
    with pytest.raises(Http404):
        get_item_to_see(scope_of(neighbour), ours.item_id)
    for get in (get_item_to_edit, get_item_to_share):
        with pytest.raises(Http404):
            get(scope_of(town.admin), above.item_id)


def test_an_item_goes_up_by_an_offer_and_then_down_to_all(town):
    ours = make_item(town.group)
    neighbour = make_user(role="volunteer", organisation=town.other)
    offer = offer_upwards(thing=ours.item, to=town.umbrella, by=town.admin)
    assert sees(neighbour) == set()
    with pytest.raises(TopicError):
        offer_upwards(thing=ours.item, to=town.umbrella, by=town.admin)
    answer_offer(offer=offer, accept=False, by=town.head, now=timezone.now())
    offer = offer_upwards(thing=ours.item, to=town.umbrella, by=town.admin)
    answer_offer(offer=offer, accept=True, by=town.head, now=timezone.now())
    assert sees(neighbour) == {ours.item_id}
    withdraw_offer(offer=offer, by=town.admin)
    assert sees(neighbour) == set()
    with pytest.raises(TopicError):
        offer_upwards(thing=ours.item, to=town.other, by=town.admin)
    with pytest.raises(TopicError):
        offer_upwards(thing=make_item(town.group, published=False).item, to=town.umbrella, by=town.admin)


def test_a_draft_is_seen_where_one_writes(town):
    draft = make_item(town.group, published=False)
    coordinator = make_user(role="coordinator", organisation=town.group)
    for writer in (coordinator, town.admin, town.head):
        assert get_draft_to_edit(scope_of(writer), draft.item_id) == draft
    for reader in (
        make_user(role="volunteer", organisation=town.group),
        make_user(role="admin", organisation=town.other),
    ):
        with pytest.raises(Http404):
            get_draft_to_edit(scope_of(reader), draft.item_id)
    with pytest.raises(Http404):
        get_item_to_share(scope_of(coordinator), draft.item_id)


def test_a_copy_names_its_source_and_is_compared_with_it(town):
    source = make_item(town.umbrella)
    draft = fork_item(source=source, organisation=town.group, topic=town.topic, by=town.admin)
    assert (draft.item.based_on, draft.item.organisation, draft.parts) == (source, town.group, source.parts)
    change_part(draft=draft, code="page", part=PAGE | {"text": both("Stel een open vraag en wacht.")})
    draft = ItemVersion.objects.get(pk=draft.pk)
    rows = compare(lines_of(source, "nl"), lines_of(draft, "nl"))
    assert [row.change for row in rows] == [Change.CHANGED, Change.SAME]
    assert "".join(piece.text for piece in rows[0].new_pieces if piece.marked) == " en wacht"
    with pytest.raises(TopicError):
        fork_item(source=draft, organisation=town.group, topic=None, by=town.admin)


def test_a_published_version_never_changes(town):
    version = make_item(town.group)
    second = start_draft(item=version.item)
    assert start_draft(item=version.item) == second
    for deed in (
        lambda: ItemVersion.objects.filter(pk=version.pk).update(parts=[]),
        lambda: ItemVersion.objects.filter(pk=version.pk).update(title_nl="Anders"),
        version.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
    with pytest.raises(TopicError):
        add_part(draft=version, part=PAGE)
    publish_item(version=second, by=town.admin, now=timezone.now(), note="Korter")
    version.refresh_from_db()
    assert version.replaced_at is not None
    assert current_to_see(scope_of(town.admin)).get(item=version.item_id).version == 2


def test_parts_are_added_moved_and_removed_and_codes_never_come_back(town):
    draft = make_item(town.group, published=False)
    made = add_part(draft=draft, part=PAGE)
    assert made["code"] == "page-2"
    move_part(draft=draft, code="page-2", up=True)
    move_part(draft=draft, code="page", up=True)  # is first already
    remove_part(draft=draft, code="quiz")
    draft.refresh_from_db()
    assert [part["code"] for part in draft.parts] == ["page", "page-2"]
    with pytest.raises(TopicError):
        publish_item(version=draft, by=town.admin, now=timezone.now())
    add_part(draft=draft, part=QUIZ)
    publish_item(version=draft, by=town.admin, now=timezone.now())
    second = start_draft(item=draft.item)
    remove_part(draft=second, code="page-2")
    assert add_part(draft=second, part=PAGE)["code"] == "page-3"
    for _ in range(37):
        add_part(draft=second, part=PAGE)
    with pytest.raises(TopicError):
        add_part(draft=second, part=PAGE)


def test_throwing_away_the_only_draft_throws_away_the_item(town):
    draft = make_item(town.group, published=False)
    assert discard_draft(draft=draft, by=town.admin)
    assert not Item.objects.filter(pk=draft.item_id).exists()
    published = make_item(town.group)
    assert not discard_draft(draft=start_draft(item=published.item), by=town.admin)


@pytest.mark.parametrize(
    ("kind", "parts", "blocked"),
    [
        ("lesson", [], True),
        ("lesson", [PAGE], True),
        ("lesson", [QUIZ], True),
        ("lesson", [PAGE, QUIZ, QUIZ, QUIZ], True),
        ("lesson", PARTS["lesson"], False),
        ("briefing", PARTS["briefing"][1:], True),
        ("briefing", PARTS["briefing"], False),
        ("checklist", PARTS["checklist"] * 8, True),
        ("practice", PARTS["practice"][:1], False),
    ],
)
def test_what_must_be_mended_before_publishing(kind, parts, blocked):
    assert any(finding.blocks for finding in findings(kind, parts)) == blocked


def test_the_database_refuses_what_is_no_item(town):
    item = make_item(town.group).item
    for fields in ({"title_nl": ""}, {"title_nl": "x", "parts": ["x" * 200_001]}, {"title_nl": "x", "version": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ItemVersion.objects.create(item=item, **{"version": 9} | fields)
    assert connection.vendor == "postgresql"
