"""Names for turfs, from their streets: "Kerkstraat + Smidsweg", "Lindestraat (north)"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, count

from django.utils.translation import gettext as _

Point = tuple[float, float]
LONGEST = 120
# A second street is named when it holds at least this share of the doors.
SECOND_SHARE = 0.2


@dataclass(frozen=True)
class Ground:
    """The streets of a turf's doors, one a door, and the middle of the turf in metres."""

    streets: Sequence[str]
    centre: Point


def turf_names(grounds: Sequence[Ground], *, otherwise: str) -> list[str]:
    """One name a turf; turfs in the same streets are told apart by where they lie, or by a number."""
    names = [street_names(ground.streets) or otherwise for ground in grounds]
    alike: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        alike[name].append(index)
    for name, indexes in alike.items():
        if len(indexes) > 1:
            order, words = _words([grounds[index].centre for index in indexes])
            for place, word in zip(order, words, strict=True):
                names[indexes[place]] = f"{name} {word}"
    return [name[:LONGEST] for name in names]


def street_names(streets: Sequence[str]) -> str:
    """The street with most doors, and the second where it holds its share; empty without any street."""
    counts = Counter(street for street in streets if street)
    ranked = sorted(counts, key=lambda street: (-counts[street], street))[:2]
    if len(ranked) == 2 and counts[ranked[1]] < SECOND_SHARE * len(streets):
        ranked = ranked[:1]
    return " + ".join(street[:56] for street in ranked)


def still_fits(name: str, streets: Sequence[str]) -> bool:
    """Whether a turf with these streets would be called this again, apart from the word behind it."""
    base = street_names(streets)
    return bool(base) and (name == base or (name.startswith(f"{base} ") and "+" not in name[len(base) :]))


def name_among(taken: Collection[str], name: str, number: int) -> str:
    """The name, with the turf's number behind it when another turf is called so."""
    numbered = (f"{name[: LONGEST - 6]} {tail}" for tail in count(number))
    return next(one for one in chain([name], numbered) if one not in taken)


def _words(centres: Sequence[Point]) -> tuple[list[int], list[str]]:
    """The order of like-named turfs along their longest direction, and a word for each."""
    spread = [max(c[axis] for c in centres) - min(c[axis] for c in centres) for axis in (0, 1)]
    axis = 0 if spread[0] >= spread[1] else 1
    order = sorted(range(len(centres)), key=lambda index: (centres[index][axis], index))
    first, last = (_("west"), _("east")) if axis == 0 else (_("south"), _("north"))
    if len(centres) == 2:
        return order, [first, last]
    if len(centres) == 3:
        return order, [first, _("middle"), last]
    return order, [str(number) for number in range(1, len(centres) + 1)]
