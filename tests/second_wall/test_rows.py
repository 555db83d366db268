"""``Model.objects.all()``, with no permission asked for at all: the database shows one's own organisations."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import ProgrammingError, connection, transaction
from django.test import RequestFactory

from canvass.core.wall.scope import acting_for, asking, holding_cards, looking_down
from conversations.insight.models import Conversation, FollowUpAnswer, ReminderContact, StagedConversation
from tests.factories import make_organisation, make_user
from tests.second_wall.rows import GUARDED_MODELS, OWN_ONLY, card_of, keys_of, one_of_each, whose
from volunteers.people.models import Organisation, User


@dataclass
class Two:
    """An umbrella with a group below it, and a group that has nothing to do with them."""

    umbrella: Organisation
    group: Organisation
    other: Organisation
    people: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.campaigns = {each.pk: one_of_each(each) for each in (self.umbrella, self.group, self.other)}
        roles = ("volunteer", "coordinator", "admin")
        self.people = {role: make_user(role=role, organisation=self.group) for role in roles}
        self.people["umbrella"] = make_user(role="admin", organisation=self.umbrella)
        self.people["outsider"] = make_user(role="admin", organisation=self.other)
        self.people["stranger"] = make_user()

    @property
    def all(self) -> set[int]:
        return {self.umbrella.pk, self.group.pk, self.other.pk}

    def seen_by(self, who: str, table: str) -> set[int]:
        """Of which organisations somebody sees rows of a table."""
        if who in ("visitor", "stranger"):
            return set()
        if who == "umbrella":
            return {self.umbrella.pk} if table in OWN_ONLY else {self.umbrella.pk, self.group.pk}
        return {self.other.pk if who == "outsider" else self.group.pk}


WHO = ("visitor", "stranger", "volunteer", "coordinator", "admin", "umbrella", "outsider")


@pytest.fixture(scope="module")
def two(django_db_setup: None, django_db_blocker: Any) -> Iterator[Two]:
    with django_db_blocker.unblock(), transaction.atomic():
        umbrella = make_organisation(kind="umbrella")
        yield Two(umbrella, make_organisation(parent=umbrella), make_organisation())
        transaction.set_rollback(True)


def seen(model: Any) -> set[Any]:
    return {row.pk for row in model.objects.all()}


def request_of(two: Two, who: str) -> Any:
    request = RequestFactory().get("/")
    request.user = two.people.get(who) or AnonymousUser()
    return request


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("model", GUARDED_MODELS, ids=lambda model: model._meta.db_table)
def test_a_bare_question_shows_the_rows_of_ones_own_organisations_and_no_other(two, model, who):
    expected = keys_of(model, two.seen_by(who, model._meta.db_table))
    others = keys_of(model, two.all) - expected
    assert others, "nothing there that could be shown wrongly"
    with asking(request_of(two, who)):
        found = seen(model)
    assert found & others == set()
    assert found == expected


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["UPDATE {table} SET id = id", "DELETE FROM {table}"], ids=["change", "remove"])
@pytest.mark.parametrize("model", GUARDED_MODELS, ids=lambda model: model._meta.db_table)
def test_nothing_of_others_can_be_changed_or_removed(two, model, deed):
    others = list(keys_of(model, two.all - {two.other.pk}))
    kind = "uuid[]" if isinstance(others[0], uuid.UUID) else "bigint[]"
    with asking(request_of(two, "outsider")), connection.cursor() as cursor:
        cursor.execute(f"{deed.format(table=model._meta.db_table)} WHERE id = ANY(%s::{kind})", [others])
        assert cursor.rowcount == 0


@pytest.mark.django_db
@pytest.mark.parametrize("model", GUARDED_MODELS, ids=lambda model: model._meta.db_table)
def test_nothing_of_ones_own_can_be_given_to_others(two, model):
    """Nor made for them: the same check stands before an insertion."""
    [mine, *_] = keys_of(model, {two.other.pk})
    path = whose(model).removesuffix("__organisation").removesuffix("_id")
    foreign = {
        "organisation": two.group.pk,
        "campaign": two.campaigns[two.group.pk].pk,
        "shift__campaign": two.campaigns[two.group.pk].shifts.get().pk,
    }[path]
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with refused, transaction.atomic(), asking(request_of(two, "outsider")):
        model._base_manager.filter(pk=mine).update(**{f"{path.partition('__')[0]}_id": foreign})


@pytest.mark.django_db
@pytest.mark.parametrize("model", GUARDED_MODELS, ids=lambda model: model._meta.db_table)
def test_a_job_or_token_sees_what_it_acts_for(two, model):
    with acting_for(two.group.pk):
        assert seen(model) == keys_of(model, {two.group.pk})


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["volunteer", "umbrella", "outsider", "stranger"])
def test_looking_down_ends_where_ones_role_ends(two, who):
    with asking(request_of(two, who)), looking_down():
        assert seen(Conversation) == keys_of(Conversation, two.seen_by(who, "shifts_shift"))


@pytest.mark.django_db
def test_a_card_shows_what_belongs_to_it_and_nothing_else(two):
    campaign = two.campaigns[two.group.pk]
    with asking(request_of(two, "visitor")):
        with holding_cards(card_of(campaign, "kept")):
            assert [row.campaign_id for row in Conversation.objects.all()] == [campaign.pk]
            assert [row.campaign_id for row in FollowUpAnswer.objects.all()] == [campaign.pk]
            assert seen(StagedConversation) == seen(ReminderContact) == set()
        with holding_cards(card_of(campaign, "mark")):
            assert len(seen(ReminderContact)) == 1
        assert seen(Conversation) == set()
