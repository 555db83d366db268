"""The made-up movement: an umbrella with two members and their local groups, and everybody in it."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from volunteers.people.demo import DEMO_ACCOUNTS, DOMAIN
from volunteers.people.models import Membership, Organisation, User

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
)  # fmt: skip
# Numbers that are reserved for examples, so that nobody is called.
SAFETY_PHONE = "085 000 00 00"


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


def _box(name: str) -> str:
    return name.lower().replace(" ", ".")
