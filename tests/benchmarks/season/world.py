"""A coalition on paper: umbrellas, groups, volunteers, shifts and who goes to them, all from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from canvass.campaigns.models import Campaign
from tests.benchmarks.season.clock import AMSTERDAM, AUTUMN_NIGHT, SPRING_NIGHT, Quiet
from tests.factories import make_campaign
from volunteers.people.models import Membership, MessageSettings, Organisation, User
from volunteers.shifts.models import Shift, SignUp

STARTS = (time(8, 30), time(10), time(13, 30), time(17, 30), time(18, 30), time(19))
OWN_QUIET: tuple[Quiet, ...] = ((time(20), time(9)), (time(23), time(6, 30)), (time(0), time(0)), (time(22), time(10)))
DEFAULT_QUIET: Quiet = (time(21, 30), time(8))


@dataclass(frozen=True)
class Sizes:
    umbrellas: int = 3
    groups: int = 200
    volunteers: int = 5000
    shifts: int = 2000
    weeks: int = 3


def windows(sizes: Sizes) -> list[tuple[date, date]]:
    """A stretch of days around each night in which the clock changes."""
    half = timedelta(days=sizes.weeks * 7 / 2)
    return [(night - half, night + half) for night in (SPRING_NIGHT, AUTUMN_NIGHT)]


def make_world(sizes: Sizes, random: Random) -> None:
    umbrellas = [
        Organisation.objects.create(name=f"Koepel {n}", slug=f"koepel-{n}", kind="umbrella")
        for n in range(sizes.umbrellas)
    ]
    groups = [
        Organisation.objects.create(
            name=f"Groep {n}", slug=f"groep-{n}", kind="local", parent=umbrellas[n % sizes.umbrellas]
        )
        for n in range(sizes.groups)
    ]
    people = _people(sizes, groups, random)
    campaigns = _campaigns(groups)
    shifts = Shift.objects.bulk_create(
        _shift(campaigns[n % len(campaigns)], sizes, random) for n in range(sizes.shifts)
    )
    _sign_ups(shifts, people, random)


def _people(sizes: Sizes, groups: list[Organisation], random: Random) -> dict[int, list[User]]:
    users = User.objects.bulk_create(
        User(email=f"v{n}@season.example", name=f"Vrijwilliger {n}", language=random.choice(["nl", "en", ""]))
        for n in range(sizes.volunteers)
    )
    homes = [(user, groups[n % len(groups)]) for n, user in enumerate(users)]
    Membership.objects.bulk_create(Membership(user=user, organisation=home, role="volunteer") for user, home in homes)
    particular = [user for user in users if random.random() < 0.2]
    chosen = [(user, random.choice(OWN_QUIET)) for user in particular]
    MessageSettings.objects.bulk_create(
        MessageSettings(user=user, quiet_from=start, quiet_until=end) for user, (start, end) in chosen
    )
    by_group: dict[int, list[User]] = {group.pk: [] for group in groups}
    for user, home in homes:
        by_group[home.pk].append(user)
    return by_group


def _campaigns(groups: list[Organisation]) -> list[Campaign]:
    period = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    first = make_campaign(organisation=groups[0], **period)
    shared = {"statement": first.statement, "guide_version": first.guide_version}
    return [first, *(make_campaign(organisation=group, **shared, **period) for group in groups[1:])]


def _shift(campaign: Campaign, sizes: Sizes, random: Random) -> Shift:
    start, end = random.choice(windows(sizes))
    days = (end - start).days
    # A fifth of all shifts lie within two days of the night in which the clock changes.
    day = start + timedelta(days=days // 2 + random.randint(-1, 2) if random.random() < 0.2 else random.randrange(days))
    begin = datetime.combine(day, random.choice(STARTS), tzinfo=AMSTERDAM)
    return Shift(
        campaign=campaign,
        starts_at=begin,
        ends_at=begin + timedelta(hours=3),
        meeting_place=f"Buurthuis {random.randrange(100)}",
        places=12,
    )


def _sign_ups(shifts: list[Shift], people: dict[int, list[User]], random: Random) -> None:
    rows = []
    for shift in shifts:
        home = people[shift.campaign.organisation_id]
        for user in random.sample(home, min(len(home), random.randint(4, 10))):
            # Most long before, some on the day itself.
            before = timedelta(minutes=random.choice([random.randint(3000, 30000), random.randint(30, 3000)]))
            rows.append((shift, user, shift.starts_at - before))
    made = SignUp.objects.bulk_create(SignUp(shift=shift, volunteer=user) for shift, user, _at in rows)
    for sign_up, (*_, at) in zip(made, rows, strict=True):
        sign_up.created_at = at
    SignUp.objects.bulk_update(made, ["created_at"], batch_size=2000)
