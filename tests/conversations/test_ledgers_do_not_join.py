"""The promise of the two ledgers, tried on a stolen database: no way leads from a conversation to its address.

Two shifts of one evening and campaign, three duos each, all in one neighbourhood. The attacker has every row of every
table with its version and position, before closing, after it and after the weekly intake. What only the test knows is
which conversation was held where.
"""

from __future__ import annotations

import base64
import hashlib
import random
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from canvass.places.models import Address, Neighbourhood
from canvass.turf.models import DoorState
from conversations.doorstep.models import SealedConversation, ShiftKey
from conversations.insight.closing import close_shift, destroy_old_keys
from conversations.insight.intake import take_in
from conversations.insight.models import CanvasserCell, CanvasserCode, Conversation, StagedConversation
from conversations.insight.opening import open_shift
from tests.conversations.doorstep.phone import TALK, Phone, seal
from tests.conversations.ledger_attack import equal_values, of_addresses, of_conversations, same_order
from tests.conversations.ledger_dump import Dump, take_dump
from tests.factories import make_assignment, make_campaign, make_neighbourhood, make_shift, make_turf
from tests.quick_flush import empty
from volunteers.people.models import User

DUOS, DOORS, TALKS_EACH = 3, 12, 3
REST = ("not_home", "not_home", "come_back", "not_interested", "sticker")
# Of thousands of pairs of columns tried, chance makes the best guess a handful right; one in a million makes twelve.
MOST_RIGHT = 12.0
# Of thousands of pairs of orders tried, chance brings none this far.
RAREST = 1e-7
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class TwoShifts:
    shifts: list[Any] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)
    dumps: dict[str, Dump] = field(default_factory=dict)

    def walk(self) -> None:
        campaign, home = make_campaign(), make_neighbourhood()
        starts_at = timezone.now() - timedelta(hours=2)
        phones = []
        for _ in range(2):
            shift = make_shift(campaign=campaign, starts_at=starts_at)
            self.shifts.append(shift)
            for _ in range(DUOS):
                assignment = make_assignment(shift=shift, turf=make_turf(campaign=campaign, doors=DOORS))
                people = User.objects.filter(pk__in=assignment.duo.members.values("volunteer")).order_by("pk")
                phones.append([Phone(person, assignment) for person in people])
        Address.objects.update(neighbourhood=home)
        Neighbourhood.objects.filter(pk=home.pk).update(address_count=900)
        self._evening(phones, home.code)

    def _evening(self, phones: list[list[Phone]], area: str) -> None:
        """Door by door, all duos at once; a conversation is sent on its own, later, as the phones do."""
        waiting: list[tuple[Phone, dict[str, Any]]] = []
        talking = {n: set(random.sample(range(DOORS), 2 * TALKS_EACH)) for n in range(len(phones))}
        for at in range(DOORS):
            for n, duo in enumerate(phones):
                phone = duo[at % 2]
                talk = at in talking[n]
                logged = timezone.now() - timedelta(minutes=8 * (DOORS - at)) + timedelta(seconds=n)
                outcome = "conversation" if talk else random.choice(REST)
                phone.send(phone.door(outcome, at=at, logged_at=logged.isoformat()))
                if talk:
                    waiting.append((phone, self._talk(phone, at, area)))
            if at % 3 == 2:
                self._send(waiting)
        self._send(waiting)

    def _talk(self, phone: Phone, at: int, area: str) -> dict[str, Any]:
        name = hashlib.sha256(uuid.uuid4().bytes).hexdigest()
        stop = phone.assignment.turf.stops.get(pk=phone.stops[at])
        self.truth[name] = str(stop.address_id)
        rating = random.randrange(11)
        minutes = random.choice(["5-10", "10-20", "20-40"])
        return TALK | {"area": area, "opening": rating, "minutes_bucket": minutes, "card_code_hash": name}

    @staticmethod
    def _send(waiting: list[tuple[Phone, dict[str, Any]]]) -> None:
        for phone, talk in waiting:
            key = ShiftKey.objects.filter(shift=phone.assignment.duo.shift_id).first()
            row, shift = str(uuid.uuid4()), phone.assignment.duo.shift_id
            public = phone.bundle()["public_key"] if key is None else _base64(key.public_key)
            sealed = seal(public, f"{phone.user.pk}|{shift}|{row}", talk)
            assert phone.send_sealed({"id": row, "shift": shift, "sealed": sealed}) == ["created"]
        waiting.clear()

    def finish(self) -> None:
        now = timezone.now()
        for n, shift in enumerate(self.shifts):
            late = self._hold_one_back(shift) if n == 0 else None
            open_shift(shift=shift, now=now)
            if late:
                late.save(force_insert=True)
        self.dumps["before closing"] = take_dump()
        for shift in self.shifts:
            close_shift(shift=shift, by=None, now=now)
        self.dumps["after closing"] = take_dump()
        destroy_old_keys(now=now + timedelta(hours=25))
        take_in(now=now + timedelta(days=3))
        self.dumps["after the intake"] = take_dump()

    @staticmethod
    def _hold_one_back(shift: Any) -> SealedConversation:
        row = SealedConversation.objects.filter(shift=shift).order_by("?")[0]
        SealedConversation.objects.filter(pk=row.pk).delete()
        return row


def _base64(raw: Any) -> str:
    return base64.b64encode(bytes(raw)).decode()


# Not for the database, which is read once: flushing ones come after the others.
pytestmark = pytest.mark.django_db(transaction=True)
MOMENTS = ("before closing", "after closing", "after the intake")


@pytest.fixture(scope="module")
def evening(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        shifts = TwoShifts()
        shifts.walk()
        shifts.finish()
        yield shifts
        empty()


def name_of(row: Mapping[str, Any]) -> str:
    return bytes(row["card_code_hash"]).hex()


def talks_and_places(evening, moment):
    dump = evening.dumps[moment]
    talks = of_conversations(dump, name_of)
    assert set(talks) <= set(evening.truth)
    return talks, of_addresses(dump)


def test_all_conversations_came_in(evening):
    everything = [len(evening.dumps[moment].of(StagedConversation)) for moment in MOMENTS[:2]]
    assert everything == [35, 36], "one came late"
    assert len(evening.dumps["after the intake"].of(Conversation)) == 36


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_pair_of_columns_joins_them(evening, moment):
    talks, places = talks_and_places(evening, moment)
    best = sorted(equal_values(talks, places, evening.truth).items(), key=lambda found: -found[1])
    assert best[0][1] < MOST_RIGHT, best[:5]


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_order_of_rows_is_that_of_the_doors(evening, moment):
    talks, places = talks_and_places(evening, moment)
    for within in (None, "talk.canvasser_code"):
        found = same_order(talks, places, evening.truth, within=within)
        best = sorted(found.items(), key=lambda pair: pair[1])
        assert best[0][1] > RAREST, best[:5]


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_that_hangs_on_a_conversation_has_a_time(evening, moment):
    talks, _places = talks_and_places(evening, moment)
    timed = {name for known in talks.values() for name, values in known.items() for v in values if is_time(v)}
    assert timed == set()


def is_time(value: object) -> bool:
    return isinstance(value, datetime) or (isinstance(value, str) and bool(DAY.fullmatch(value[:10])))


@pytest.mark.parametrize("moment", MOMENTS)
def test_row_versions_group_no_conversations(evening, moment):
    """One version for all: neither the shift nor the latecomer stands out, nor when which job wrote it."""
    dump = evening.dumps[moment]
    for model in (StagedConversation, Conversation, CanvasserCode, CanvasserCell):
        assert len({row["xmin"] for row in dump.of(model)}) <= 1, model


def test_the_attack_finds_a_leak_where_there_is_one(evening):
    """Were staged rows written in the order of the evening, or an address repeated, it would be seen."""
    talks, places = talks_and_places(evening, "before closing")
    for talk, known in talks.items():
        known["talk.ctid"] = {min(places[evening.truth[talk]]["doorstep_doorevent.corrected_at"]).timestamp()}
    assert min(same_order(talks, places, evening.truth).values()) < RAREST
    for talk, known in talks.items():
        known["talk.slip"] = {evening.truth[talk]}
    assert max(equal_values(talks, places, evening.truth).values()) > MOST_RIGHT


def test_after_closing_nothing_at_an_address_has_a_time_or_a_person(evening):
    places = of_addresses(evening.dumps["after closing"])
    names = {name for known in places.values() for name in known}
    assert not [name for name in names if name.startswith(("doorstep_doorevent", "doorstep_walk"))]
    doors = {row["id"] for row in evening.dumps["after closing"].of(DoorState)}
    assert len(doors) > 36
