"""From the bundle to the answer: the phone gets the arms, the record keeps its arm, closing counts per arm."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from canvass.campaigns.comparisons import start_comparison
from canvass.campaigns.models import Comparison
from canvass.turf.arms import draw_arms
from canvass.turf.models import Arm
from conversations.doorstep.bundle import build_bundle
from conversations.insight.closing import close_shift
from conversations.insight.comparison.answers import record_answer
from conversations.insight.models import ArmCount, Conversation, FollowUpAnswer, StagedConversation
from conversations.insight.opening import open_shift
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox
from volunteers.shifts.models import Assignment

pytestmark = pytest.mark.django_db
CODE = "ab" * 32


@pytest.fixture
def evening():
    evening = Evening(doors=12)
    Comparison.objects.create(campaign=evening.campaign, question_nl="Wat vind je van de buurt?")
    start_comparison(campaign=evening.campaign)
    draw_arms(plan=evening.turfs[0].plan)
    return evening


def bundle_of(evening):
    # As a request finds it, with times that came from the database.
    assignment = Assignment.objects.get(pk=evening.assignments[0].pk)
    return build_bundle(assignment=assignment, user=evening.people[0])


def test_the_bundle_carries_the_arms_and_the_neutral_talk(evening):
    bundle = bundle_of(evening)
    drawn = dict(Arm.objects.values_list("address_id", "arm"))
    assert [door["arm"] for door in bundle["doors"]] == [drawn[address.pk] for address in evening.addresses]
    assert bundle["talk"]["comparison"]["question"]["nl"] == "Wat vind je van de buurt?"
    assert json.dumps(bundle["talk"]["comparison"])


def test_without_a_comparison_no_door_has_an_arm():
    evening = Evening(doors=3)
    bundle = bundle_of(evening)
    assert all("arm" not in door for door in bundle["doors"])
    assert bundle["talk"]["comparison"] is None


def test_the_record_keeps_the_arm_and_no_address_and_the_card_answers(evening):
    put_in_inbox(evening.shift, evening.people[0], arm="comparison", closing=None, card_code_hash=CODE)
    put_in_inbox(evening.shift, evening.people[0])
    open_shift(shift=evening.shift, now=timezone.now())
    assert sorted(StagedConversation.objects.values_list("arm", flat=True)) == ["", "comparison"]
    row = record_answer(code_hash=bytes.fromhex(CODE), wave=0, answers={"number": 8})
    assert (row.arm, row.number) == ("comparison", 8)
    for model in (Conversation, StagedConversation, FollowUpAnswer, ArmCount):
        related = {field.related_model.__name__ for field in model._meta.concrete_fields if field.is_relation}
        assert related.isdisjoint({"Address", "Arm", "Turf", "Stop", "User", "Shift", "Walk"})


def test_an_arm_that_is_no_arm_is_not_opened(evening):
    put_in_inbox(evening.shift, evening.people[0], arm="both")
    summary = open_shift(shift=evening.shift, now=timezone.now())
    assert (summary.conversations, summary.unreadable) == (0, 1)


def test_closing_counts_doors_per_arm_once(evening):
    drawn = dict(Arm.objects.values_list("address_id", "arm"))
    outcomes = ["conversation", "not_interested", "not_home", "come_back"]
    for i, address in enumerate(evening.addresses):
        evening.log(address, outcomes[i % 4])
    open_shift(shift=evening.shift, now=timezone.now())
    assert not ArmCount.objects.exists()
    close_shift(shift=evening.shift, by=None, now=timezone.now())
    close_shift(shift=evening.shift, by=None, now=timezone.now())
    counts = {row.arm: row for row in ArmCount.objects.all()}
    for arm, row in counts.items():
        mine = [i for i, address in enumerate(evening.addresses) if drawn[address.pk] == arm]
        assert row.tried == len(mine)
        assert row.talked == sum(i % 4 == 0 for i in mine)
        assert row.talked <= row.opened <= row.tried
    assert sum(row.tried for row in counts.values()) == 12
