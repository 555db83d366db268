"""The made-up movement: an umbrella with two members and their local groups, and everybody in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from volunteers.people.demo import DEMO_ACCOUNTS, DOMAIN
from volunteers.people.models import JoinRequest, Membership, Organisation, Profile, PublicPage, Segment, User

UMBRELLA = "samen-aan-de-deur-demo"
LOCAL_GROUP = "buurtgesprek-lindenhaven"
Kind, Role = Organisation.Kind, Membership.Role

# Slug, name, kind, slug of the one above
ORGANISATIONS = (
    (UMBRELLA, "Samen aan de Deur (demo)", Kind.UMBRELLA, ""),
    ("buurtgesprek", "Stichting Buurtgesprek", Kind.MEMBER, UMBRELLA),
    (LOCAL_GROUP, "Buurtgesprek Lindenhaven", Kind.LOCAL, "buurtgesprek"),
    ("buurtgesprek-polderstad", "Buurtgesprek Polderstad", Kind.LOCAL, "buurtgesprek"),
    ("omzien", "Omzien naar Elkaar", Kind.MEMBER, UMBRELLA),
    ("omzien-lindenhaven", "Omzien Lindenhaven", Kind.LOCAL, "omzien"),
)
VOLUNTEERS = (
    "Anouk Visser", "Bram Jansen", "Chantal Willems", "Daan Kuipers", "Els Hoekstra", "Farid Amrani", "Greet Mulder",
    "Hassan Bouzid", "Ineke Postma", "Jeroen Smit", "Karin de Wit", "Lars Brouwer", "Mila Petrovic", "Noor Dijkstra",
    "Omar Said", "Petra Vos", "Quinten Bos", "Roos van Leeuwen",
)  # fmt: skip
VOLUNTEERS_ELSEWHERE = (
    ("Sjoerd Bakker", "buurtgesprek-polderstad"), ("Tessa Meijer", "buurtgesprek-polderstad"),
    ("Umit Kaya", "buurtgesprek-polderstad"), ("Vera Schouten", "omzien-lindenhaven"),
    ("Wim Terpstra", "omzien-lindenhaven"), ("Yasmin El Idrissi", "omzien-lindenhaven"),
    ("Abel Koster", "omzien-lindenhaven"), ("Bea van Dam", "omzien-lindenhaven"), ("Cem Aydin", "omzien-lindenhaven"),
)  # fmt: skip
# Numbers that are reserved for examples, so that nobody is called.
SAFETY_PHONE = "085 000 00 00"

TRAINED_ON = date(2026, 1, 17)
LANGUAGES = (["nl"], ["nl", "en"], ["nl", "tr"], ["nl", "ar", "fr"], ["nl", "pl"], ["en"])
ABOUT_NL = (
    "Wij lopen op dinsdag en donderdag door de buurten van Lindenhaven, altijd met z'n tweeën. We vragen wat mensen "
    "vinden en waarom, en we vertellen ook ons eigen verhaal.\n\n"
    "De eerste keer loop je mee met iemand die het vaker deed."
)
ABOUT_EN = (
    "On Tuesdays and Thursdays we walk the neighbourhoods of Lindenhaven, always in twos. We ask what people think "
    "and why, and we tell our own story too.\n\nThe first time you walk with somebody who has done it before."
)


@dataclass(frozen=True)
class Movement:
    umbrella: Organisation
    group: Organisation
    coordinator: User
    walker: User
    # Of the local group, the demo's own volunteer first.
    volunteers: list[User]


@transaction.atomic
def make_movement() -> Movement:
    """The same as before when it is there already."""
    made: dict[str, Organisation] = {}
    for slug, name, kind, above in ORGANISATIONS:
        made[slug], _ = Organisation.objects.get_or_create(
            slug=slug, defaults={"name": name, "kind": kind, "parent": made.get(above), "safety_phone": SAFETY_PHONE}
        )
    users = {
        account.box: _member(
            account.box, account.name, account.role, made[UMBRELLA if account.of_umbrella else LOCAL_GROUP]
        )
        for account in DEMO_ACCOUNTS
    }
    volunteers = [_member(_box(name), name, Role.VOLUNTEER, made[LOCAL_GROUP]) for name in VOLUNTEERS]
    for name, slug in VOLUNTEERS_ELSEWHERE:
        _member(_box(name), name, Role.VOLUNTEER, made[slug])
    _profiles([users["vrijwilliger"], *volunteers])
    _welcome(made[LOCAL_GROUP])
    return Movement(
        umbrella=made[UMBRELLA],
        group=made[LOCAL_GROUP],
        coordinator=users["coordinator"],
        walker=users["vrijwilliger"],
        volunteers=[users["vrijwilliger"], *volunteers],
    )


def _member(box: str, name: str, role: str, organisation: Organisation) -> User:
    email = f"{box}@{DOMAIN}"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    # Somebody may have ended or changed a membership in the demo: that holds until the reset.
    if not user.memberships.exists():
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def _profiles(people: list[User]) -> None:
    """Every fourth says nothing about walking, as in life; what the others say repeats in a fixed order."""
    for n, user in enumerate(people):
        if n % 4 == 3:
            continue
        said = {
            "languages": LANGUAGES[n % len(LANGUAGES)],
            "max_km": (None, 3, 5, 10)[n % 4],
            "stairs": n % 5 != 2,
            "bike": n % 3 != 1,
            "availability": sorted({(n % 5) * 3 + 2, (n + 2) % 7 * 3 + 2, 5 * 3 + n % 2}),
            "trained_on": TRAINED_ON if n % 6 != 1 else None,
        }
        Profile.objects.get_or_create(user=user, defaults=said)


def _welcome(group: Organisation) -> None:
    """The page for strangers, and somebody who asks to come in."""
    PublicPage.objects.get_or_create(
        organisation=group, defaults={"is_open": True, "asks_first": True, "about_nl": ABOUT_NL, "about_en": ABOUT_EN}
    )
    name = "Zeynep Demir"
    asking, made = User.objects.get_or_create(email=f"{_box(name)}@{DOMAIN}", defaults={"name": name})
    if made:
        JoinRequest.objects.create(organisation=group, user=asking)
    filters = {"experience": "new", "sort": "newest"}
    Segment.objects.get_or_create(organisation=group, name="Nog nooit mee geweest", defaults={"filters": filters})


def _box(name: str) -> str:
    return name.lower().replace(" ", ".")
