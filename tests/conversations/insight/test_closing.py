from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.campaigns.models import NeighbourhoodVisit
from canvass.turf.models import DoorState
from conversations.doorstep.models import DoorEvent, SealedConversation, SeenId, ShiftKey, Walk
from conversations.insight.closing import close_shift, destroy_old_keys
from conversations.insight.errors import InsightError
from conversations.insight.models import DoorCount, StagedConversation
from conversations.insight.opening import open_shift
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    return Evening()


def finish(evening, *, now=None):
    open_shift(shift=evening.shift, now=now or timezone.now())
    close_shift(shift=evening.shift, by=None, now=now or timezone.now())


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("not_home", "again"),
        ("come_back", "again"),
        ("conversation", "done"),
        ("not_interested", "done"),
        ("no_shared_language", "done"),
        ("do_not_ring", "done"),
        ("sticker", "done"),
        ("no_address", "unreachable"),
        ("no_access", "unreachable"),
        ("unsafe", "unreachable"),
    ],
)
def test_an_outcome_collapses_to_a_state(evening, outcome, state):
    evening.log(evening.addresses[0], outcome)
    finish(evening)
    assert DoorState.objects.get().state == state


def test_nothing_with_a_time_or_a_person_survives(evening):
    for address in evening.addresses:
        evening.log(address, "not_home")
    finish(evening)
    assert not DoorEvent.objects.exists()
    assert not Walk.objects.exists()
    assert DoorState.objects.count() == len(evening.addresses)
    assert {f.name for f in DoorState._meta.fields} == {
        "id", "address", "campaign", "state", "passes", "day_part", "on",
    }  # fmt: skip


def test_a_resend_after_closing_is_known(evening):
    evening.log(evening.addresses[0], "not_home")
    finish(evening)
    assert SeenId.objects.count() == 1


def test_a_door_is_tried_three_times_at_most(evening):
    DoorState.objects.create(
        campaign=evening.campaign,
        address=evening.addresses[0],
        state="again",
        passes=2,
        on=timezone.localdate() - timedelta(days=7),
    )
    evening.log(evening.addresses[0], "not_home")
    finish(evening)
    kept = DoorState.objects.get()
    assert (kept.state, kept.passes) == ("unreachable", 3)


@pytest.mark.parametrize("doors", [6, 40])
def test_states_are_written_at_once_however_many_doors(doors, django_assert_max_num_queries):
    evening = Evening(doors=doors)
    again, other = evening.addresses[:2]
    for address, passes in ((again, 1), (other, 3)):
        DoorState.objects.create(
            campaign=evening.campaign, address=address, state="again", passes=passes, day_part="evening",
            on=timezone.localdate() - timedelta(days=7),
        )  # fmt: skip
    for address in evening.addresses:
        evening.log(address, "conversation" if address == other else "not_home")
    open_shift(shift=evening.shift, now=timezone.now())
    with django_assert_max_num_queries(45):
        close_shift(shift=evening.shift, by=None, now=timezone.now())
    kept = {row.address_id: row for row in DoorState.objects.all()}
    today = timezone.localtime(evening.shift.starts_at).date()
    assert len(kept) == doors
    assert (kept[again.pk].state, kept[again.pk].passes, kept[again.pk].on) == ("again", 2, today)
    assert (kept[other.pk].state, kept[other.pk].passes, kept[other.pk].day_part) == ("done", 3, "")
    assert {row.passes for pk, row in kept.items() if pk not in (again.pk, other.pk)} == {1}


def test_do_not_ring_is_remembered_by_the_register_only(evening):
    evening.log(evening.addresses[0], "do_not_ring")
    finish(evening)
    ids = [address.pk for address in evening.addresses]
    assert blocked_addresses(ids) == {evening.addresses[0].pk}
    assert DoorState.objects.get().state == "done"


def test_without_return_visits_no_door_keeps_a_state():
    evening = Evening(keeps_door_states=False)
    evening.log(evening.addresses[0], "not_home")
    finish(evening)
    assert not DoorState.objects.exists()
    assert DoorCount.objects.get().count == 1


def test_what_came_after_the_opening_is_counted_once(evening):
    first = evening.log(evening.addresses[0], "not_home")
    open_shift(shift=evening.shift, now=timezone.now())
    evening.log(evening.addresses[1], "conversation")
    evening.log(evening.addresses[0], "come_back", supersedes=first.pk)
    put_in_inbox(evening.shift, evening.people[0])
    close_shift(shift=evening.shift, by=None, now=timezone.now())
    counts = dict(DoorCount.objects.filter(count__gt=0).values_list("outcome", "count"))
    assert counts == {"conversation": 1, "come_back": 1}
    assert StagedConversation.objects.count() == 1


def test_the_street_is_noted_as_visited_without_by_whom(evening):
    for address in evening.addresses:
        evening.log(address, "not_home")
    finish(evening)
    assert NeighbourhoodVisit.objects.count() == 2
    assert "organisation" not in {f.name for f in NeighbourhoodVisit._meta.fields}


def test_closing_needs_an_opening(evening):
    with pytest.raises(InsightError):
        close_shift(shift=evening.shift, by=None, now=timezone.now())


def test_latecomers_are_opened_before_the_key_goes(evening):
    now = timezone.now()
    put_in_inbox(evening.shift, evening.people[0])
    finish(evening, now=now)
    put_in_inbox(evening.shift, evening.people[1])
    assert destroy_old_keys(now=now + timedelta(hours=23)) == 0
    assert destroy_old_keys(now=now + timedelta(hours=25)) == 1
    assert StagedConversation.objects.count() == 2
    assert not SealedConversation.objects.exists()
    assert ShiftKey.objects.get().wrapped_private_key is None
