"""What may lie below what: umbrella > member organisation > local group; an umbrella may be part of another."""

from __future__ import annotations

from volunteers.people.models import Organisation

Kind = Organisation.Kind
BELOW: dict[str, tuple[Organisation.Kind, ...]] = {
    Kind.UMBRELLA: (Kind.UMBRELLA, Kind.MEMBER, Kind.LOCAL),
    Kind.MEMBER: (Kind.LOCAL,),
    Kind.LOCAL: (),
}


def fits_below(kind: str, above: Organisation) -> bool:
    return kind in BELOW[above.kind]
