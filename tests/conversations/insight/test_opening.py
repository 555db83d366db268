from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.doorstep.models import SealedConversation, SeenId, ShiftKey
from conversations.insight.canvassers import code_for
from conversations.insight.errors import InsightError
from conversations.insight.models import AnswerHour, DoorCount, ShiftSummary, StagedConversation
from conversations.insight.opening import open_shift
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    return Evening()


def open_now(evening):
    return open_shift(shift=evening.shift, now=timezone.now())


def test_what_was_sealed_is_staged_under_new_ids_and_leaves_the_inbox(evening):
    sealed = [put_in_inbox(evening.shift, evening.people[i % 2], opening=i) for i in range(6)]
    open_now(evening)
    staged = StagedConversation.objects.all()
    assert sorted(row.opening for row in staged) == [0, 1, 2, 3, 4, 5]
    assert not {row.pk for row in staged} & {row.pk for row in sealed}
    assert not SealedConversation.objects.exists()
    assert SeenId.objects.count() == 6


def test_every_field_of_a_conversation_arrives(evening):
    put_in_inbox(evening.shift, evening.people[0], card_code_hash="ab" * 32)
    open_now(evening)
    row = StagedConversation.objects.get()
    assert (row.opening, row.closing, row.shared_values) == (4, 6, ["care"])
    assert (row.concern.code, row.prejudice.code, row.observed_shift) == ("money", "free", "little")
    assert (row.steps, row.minutes_bucket) == (["permission", "story"], "10-20")
    assert bytes(row.card_code_hash) == bytes.fromhex("ab" * 32)


def test_one_canvasser_has_one_code_that_is_not_their_id(evening):
    for person in [*evening.people, *evening.people]:
        put_in_inbox(evening.shift, person)
    open_now(evening)
    codes = Counter(StagedConversation.objects.values_list("canvasser_code", flat=True))
    assert sorted(codes.values()) == [2, 2]


def test_opening_twice_changes_nothing(evening):
    put_in_inbox(evening.shift, evening.people[0])
    evening.log(evening.addresses[0], "not_home")
    first = open_now(evening)
    assert open_now(evening).pk == first.pk
    assert StagedConversation.objects.count() == 1
    assert DoorCount.objects.get().count == 1


def test_what_cannot_be_read_stays_and_is_counted(evening):
    put_in_inbox(evening.shift, evening.people[0])
    broken = put_in_inbox(evening.shift, evening.people[0])
    SealedConversation.objects.filter(pk=broken.pk).update(sealed=bytes(200))
    summary = open_now(evening)
    assert (summary.conversations, summary.unreadable) == (1, 1)
    assert SealedConversation.objects.get().pk == broken.pk


def test_another_owner_cannot_be_put_on_a_conversation(evening):
    row = put_in_inbox(evening.shift, evening.people[0])
    SealedConversation.objects.filter(pk=row.pk).update(owner=evening.people[1])
    assert open_now(evening).unreadable == 1


def test_counts_hold_one_current_outcome_per_door(evening):
    one, two, three = evening.addresses[:3]
    wrong = evening.log(one, "not_interested")
    evening.log(one, "conversation", supersedes=wrong.pk)
    evening.log(two, "not_home")
    evening.log(two, "come_back")
    tapped = evening.log(three, "do_not_ring")
    evening.log(three, "do_not_ring", supersedes=tapped.pk, taken_back=True)
    open_now(evening)
    assert dict(DoorCount.objects.values_list("outcome", "count")) == {"conversation": 1, "come_back": 1}
    assert sum(AnswerHour.objects.values_list("tried", flat=True)) == 2
    assert sum(AnswerHour.objects.values_list("answered", flat=True)) == 2


def test_ratings_are_frozen_only_from_ten_conversations_and_three_canvassers_on():
    few, alone, enough = Evening(), Evening(), Evening(duos=2)
    for evening, people, talks in ((few, few.people, 9), (alone, alone.people[:1], 12), (enough, enough.people, 12)):
        for i in range(talks):
            put_in_inbox(evening.shift, people[i % len(people)])
        open_now(evening)
    kept = dict(ShiftSummary.objects.values_list("shift", "ratings"))
    assert kept[few.shift.pk] is None
    assert kept[alone.shift.pk] is None
    assert kept[enough.shift.pk]["pairs"] == 12


def test_a_small_place_is_told_only_by_municipality_and_month(evening):
    put_in_inbox(evening.shift, evening.people[0], area=evening.turfs[0].plan.neighbourhood.code)
    open_now(evening)
    row = StagedConversation.objects.get()
    assert (row.area, row.area_level) == ("GM0001", "municipality")
    assert row.period[4:6] == "-M"


def test_a_crowded_place_and_week_are_told_finely():
    evening = Evening(doors=210)
    home = evening.turfs[0].plan.neighbourhood
    for address in evening.addresses[:10]:
        evening.log(address, "not_home")
    put_in_inbox(evening.shift, evening.people[0], area=home.code)
    open_now(evening)
    row = StagedConversation.objects.get()
    assert (row.area, row.area_level, row.period[4:6]) == (home.code, "neighbourhood", "-W")


def test_a_card_used_twice_does_not_stop_the_opening(evening):
    for _ in range(2):
        put_in_inbox(evening.shift, evening.people[0], card_code_hash="cd" * 32)
    open_now(evening)
    assert sorted(row.card_code_hash is None for row in StagedConversation.objects.all()) == [False, True]


def test_the_key_is_to_be_destroyed_a_day_later(evening):
    put_in_inbox(evening.shift, evening.people[0])
    now = timezone.now()
    open_shift(shift=evening.shift, now=now)
    assert ShiftKey.objects.get().destroy_after == now + timedelta(hours=24)


@pytest.mark.parametrize("state", ["cancelled", "early"])
def test_a_cancelled_or_coming_shift_is_not_opened(evening, state):
    if state == "cancelled":
        evening.shift.state = "cancelled"
    else:
        evening.shift.starts_at = timezone.now() + timedelta(hours=1)
        evening.shift.ends_at = timezone.now() + timedelta(hours=3)
    evening.shift.save()
    with pytest.raises(InsightError):
        open_now(evening)


@pytest.mark.parametrize(("leader", "code_of"), [("partner", "partner"), ("stranger", "owner"), ("nobody", "owner")])
def test_who_led_the_talk_counts_only_within_the_duo(leader, code_of):
    evening = Evening(duos=2)
    owner, partner, stranger = evening.people[:3]
    led_by = {"partner": partner.pk, "stranger": stranger.pk, "nobody": 2**61}[leader]
    put_in_inbox(evening.shift, owner, led_by=led_by)
    open_now(evening)
    code = StagedConversation.objects.get().canvasser_code
    expected = {"owner": owner, "partner": partner}[code_of]
    assert code == code_for(campaign=evening.campaign, volunteer_id=expected.pk)
