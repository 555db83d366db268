"""Parts of a campaign that a page may be about: all of it, one month, one district or one neighbourhood.

One choice at a time. Time and place together would make cells so thin that most were hidden, and those left could be
combined to find the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conversations.insight.coarsening import NOWHERE

Axis = Literal["", "month", "district", "neighbourhood"]


@dataclass(frozen=True)
class Part:
    """``areas`` and ``periods`` are keys of its cells in the rollups."""

    key: str
    label: str
    axis: Axis = ""
    areas: tuple[str, ...] = ("",)
    periods: tuple[str, ...] = ("",)

    @property
    def is_whole(self) -> bool:
        return not self.axis


WHOLE = Part("", "")


@dataclass(frozen=True)
class PartChoices:
    months: list[Part]
    districts: list[Part]
    neighbourhoods: list[Part]
    # Which district each area counts in; what is told by district or municipality only counts there too.
    district_of: dict[str, str]

    def find(self, key: str) -> Part:
        """The part with this key; an unknown one is the whole."""
        return next((part for part in self.all() if part.key == key), WHOLE)

    def all(self) -> list[Part]:
        return [*self.months, *self.districts, *self.neighbourhoods]


def month_of(period: str) -> str:
    """``2026-03`` of a month or of the ISO week whose Thursday lies in it."""
    year, unit, number = int(period[:4]), period[5], int(period[6:])
    if unit == "M":
        return f"{year}-{number:02d}"
    thursday = date.fromisocalendar(year, number, 4)
    return f"{thursday:%Y-%m}"


def monday_of(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def week_after(week: str) -> str:
    following = monday_of(week) + timedelta(days=7)
    year, number, _day = following.isocalendar()
    return f"{year}-W{number:02d}"


@dataclass(frozen=True)
class Place:
    """An area of conversations as the register knows it; without a name it is no neighbourhood of it."""

    name: str
    district: str


def choices(areas: Mapping[str, Place], periods: Iterable[str]) -> PartChoices:
    """Parts in which there are conversations: areas and periods as they stand in the rollups, without the totals."""
    district_of = {area: place.district if place.name else area for area, place in areas.items()}
    by_name = sorted((place.name, area) for area, place in areas.items() if place.name)
    return PartChoices(
        months=_months(sorted(set(periods))),
        districts=_districts(by_name, district_of),
        neighbourhoods=[Part(f"n:{area}", name, "neighbourhood", areas=(area,)) for name, area in by_name],
        district_of=district_of,
    )


def _months(periods: list[str]) -> list[Part]:
    found: dict[str, list[str]] = {}
    for period in periods:
        found.setdefault(month_of(period), []).append(period)
    return [
        Part(f"m:{month}", date_format(date.fromisoformat(f"{month}-01"), "F Y"), "month", periods=tuple(inside))
        for month, inside in sorted(found.items())
    ]


def _districts(by_name: list[tuple[str, str]], district_of: dict[str, str]) -> list[Part]:
    """Named by their neighbourhoods: the registers at hand have no names of districts."""
    parts = []
    for district in sorted(set(district_of.values()) - {"", NOWHERE}):
        names = [name for name, area in by_name if district_of[area] == district]
        if names:
            inside = tuple(area for area, its in district_of.items() if its == district)
            label = _("District with %(names)s") % {"names": ", ".join(names[:2])}
            parts.append(Part(f"d:{district}", label, "district", areas=inside))
    return parts
