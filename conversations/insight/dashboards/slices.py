"""Months, districts and neighbourhoods of one campaign: their figures, and what of them may be said together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.core.cache import cache

from conversations.insight.dashboards.aggregates import Figures, Gathered, Margin, gather
from conversations.insight.dashboards.hiding import Hiding, Rows, joint_hiding
from conversations.insight.dashboards.parts import Part, PartChoices
from conversations.insight.dashboards.words import NO_WORDS, Words
from conversations.insight.models import PublishedRatingCell
from conversations.statistics.suppression.cells import may_show

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# Until the next intake nothing of it changes; long enough for a week of looking.
KEPT_SECONDS = 7 * 24 * 3600
UNSEEN = "unseen"


@dataclass(frozen=True)
class Slice:
    figures: Figures
    hiding: Hiding


def slice_of(
    cells: Sequence[WithAnnotations[PublishedRatingCell, Margin]],
    part: Part,
    choices: PartChoices,
    *,
    whole: dict[int, Hiding],
    words: Mapping[int, Words],
) -> list[Slice]:
    """Per statement version that was asked in ``part``: its figures, and what its neighbours let be said of it.

    ``cells`` are the campaign's margins, the whole among them; ``whole`` is by statement, ``words`` by topic.
    """
    campaign_id = cells[0].campaign_id
    axis: Literal["month", "area"] = "month" if part.axis == "month" else "area"
    # A hidden figure is known by its place among the words: other words are other places.
    places = hashlib.sha256(repr([(topic, words[topic].order) for topic in sorted(words)]).encode()).hexdigest()
    key = f"hiding:{cells[0].fingerprint}:{campaign_id}:{axis}:{places[:32]}"
    hidings: dict[int, dict[str, Hiding]] | None = cache.get(key)
    if hidings is not None:
        gathered = gather(cells, axis, [campaign_id], only=part)
    else:
        # Once per intake: seconds for a campaign in fifty neighbourhoods.
        gathered = gather(cells, axis, [campaign_id])
        hidings = _hidings(cells, gathered, axis, choices, whole, words)
        cache.set(key, hidings, KEPT_SECONDS)
    found = []
    for statement_id in whole:
        figures = _of_part(gathered, statement_id, part)
        if figures is not None:
            hiding = hidings.get(statement_id, {}).get(part.key, Hiding(everything=True))
            found.append(Slice(figures, hiding))
    return found


def _hidings(
    cells: Iterable[PublishedRatingCell],
    gathered: Gathered,
    axis: Literal["month", "area"],
    choices: PartChoices,
    whole: dict[int, Hiding],
    words: Mapping[int, Words],
) -> dict[int, dict[str, Hiding]]:
    """Statement -> part -> what of it is hidden."""
    topics = {cell.statement_id: cell.statement.topic_id for cell in cells}
    found = {}
    for statement_id, hiding in whole.items():
        rows = _months(gathered, statement_id) if axis == "month" else _areas(gathered, statement_id, choices)
        if rows is not None:
            found[statement_id] = joint_hiding(hiding, rows, words.get(topics[statement_id], NO_WORDS))
    return found


def _of_part(gathered: Gathered, statement_id: int, part: Part) -> Figures | None:
    keys = [part.key.removeprefix("m:")] if part.axis == "month" else part.areas
    parts = [gathered[key][statement_id] for key in keys if statement_id in gathered.get(key, {})]
    return _merged(parts) if parts else None


def _merged(parts: list[Figures]) -> Figures:
    whole = Figures(parts[0].statement)
    for figures in parts:
        whole.merge(figures)
    return whole


def _months(gathered: Gathered, statement_id: int) -> Rows | None:
    months = sorted(month for month, found in gathered.items() if statement_id in found)
    if not months:
        return None
    return Rows(tuple(f"m:{month}" for month in months), tuple(gathered[month][statement_id] for month in months))


def _areas(gathered: Gathered, statement_id: int, choices: PartChoices) -> Rows | None:
    """Neighbourhoods that may be shown at all, each district's others as one row that no page shows."""
    offered = {part.areas[0]: part.key for part in choices.neighbourhoods}
    seen: list[tuple[str, str, Figures]] = []
    others: dict[str, list[Figures]] = {}
    for area in sorted(gathered):
        figures = gathered[area].get(statement_id)
        if figures is None:
            continue
        district = choices.district_of.get(area, area)
        if area in offered and may_show(figures.conversations, figures.canvassers):
            seen.append((offered[area], district, figures))
        else:
            others.setdefault(district, []).append(figures)
    rest = [(f"{UNSEEN}:{district}", district, _merged(found)) for district, found in sorted(others.items())]
    rows = [*seen, *rest]
    if not rows:
        return None
    districts = list(dict.fromkeys(district for _key, district, _figures in rows))
    return Rows(
        keys=tuple(key for key, _district, _figures in rows),
        figures=tuple(figures for _key, _district, figures in rows),
        groups=tuple(districts.index(district) for _key, district, _figures in rows),
        group_keys=tuple(f"d:{district}" for district in districts),
        unseen=frozenset(range(len(seen), len(rows))),
    )
