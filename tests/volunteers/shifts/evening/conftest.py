from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.factories import make_campaign, make_shift, make_turf, make_user, numbers
from volunteers.people.models import Membership, Organisation, User
from volunteers.shifts import duos
from volunteers.shifts.models import Duo, DuoMember, Guest, SignUp


def make_evening(*, people: int, turfs: int = 0, here: bool = False, paired: bool = True):
    """A shift that has begun: people in duos of two in their order, and published turf."""
    shift = make_shift(campaign=make_campaign())
    now = timezone.now()
    volunteers = make_volunteers(people, shift.campaign.organisation)
    SignUp.objects.bulk_create(
        SignUp(shift=shift, volunteer=person, checked_in_at=now if here else None, beyond_places=True)
        for person in volunteers
    )
    pairs = [volunteers[i : i + 2] for i in range(0, people, 2)] if paired else []
    rows = Duo.objects.bulk_create(Duo(shift=shift, number=n) for n in range(1, len(pairs) + 1))
    DuoMember.objects.bulk_create(
        DuoMember(duo=row, shift=shift, volunteer=person)
        for row, pair in zip(rows, pairs, strict=True)
        for person in pair
    )
    ground = [make_turf(campaign=shift.campaign) for _ in range(turfs)]
    for row, turf in zip(rows, ground, strict=False):
        duos.hand_out(duo=row, turf=turf)
    return SimpleNamespace(shift=shift, people=volunteers, duos=rows, turfs=ground, now=now)


def make_volunteers(count: int, organisation: Organisation) -> list[User]:
    """Four hundred people in two questions."""
    who = [f"walker-{next(numbers)}" for _ in range(count)]
    people = User.objects.bulk_create(User(email=f"{one}@example.org", name=one.title(), phone="06") for one in who)
    Membership.objects.bulk_create(Membership(user=one, organisation=organisation, role="volunteer") for one in people)
    return people


def duo_names(shift):
    """Keys of people by duo number."""
    found = {}
    for member in DuoMember.objects.filter(shift=shift).select_related("duo"):
        found.setdefault(member.duo.number, set()).add(f"v{member.volunteer_id}")
    for guest in Guest.objects.filter(shift=shift, duo__isnull=False).select_related("duo"):
        found.setdefault(guest.duo.number, set()).add(f"g{guest.pk}")
    return found


@pytest.fixture
def evening(db):
    """Six people in three duos, each with a turf, and one turf more; nobody is ticked yet."""
    found = make_evening(people=6, turfs=3)
    found.spare = make_turf(campaign=found.shift.campaign)
    return found


@pytest.fixture
def desk(client, evening, in_english):
    client.force_login(make_user(role="coordinator", organisation=evening.shift.campaign.organisation))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
