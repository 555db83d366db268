"""Months, districts and neighbourhoods of one campaign: their figures, and what of them may be said together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.core.cache import cache

from conversations.insight.dashboards.aggregates import Figures, Gathered, gather
from conversations.insight.dashboards.hiding import Hiding, Rows, joint_hiding
from conversations.insight.dashboards.parts import Part, PartChoices
from conversations.insight.dashboards.words import Words
from conversations.insight.models import Intake, PublishedRatingCell
from conversations.statistics.suppression.cells import may_show

# Until the next intake nothing of it changes; long enough for a week of looking.
KEPT_SECONDS = 7 * 24 * 3600
UNSEEN = "unseen"


@dataclass(frozen=True)
class Slice:
    figures: Figures
    hiding: Hiding


def slice_of(
    cells: Sequence[PublishedRatingCell],
    part: Part,
    choices: PartChoices,
    *,
    whole: dict[int, Hiding],
    words: Callable[[int], Words],
) -> list[Slice]:
    """Per statement version that was asked in ``part``: its figures, and what its neighbours let be said of it.

    ``cells`` are the campaign's margins; ``whole`` is by statement, ``words`` by topic.
    """
    campaign_id = cells[0].campaign_id
    axis: Literal["month", "area"] = "month" if part.axis == "month" else "area"
    gathered = gather(cells, axis, [campaign_id])
    found = []
    for statement_id, hiding in whole.items():
        rows = _months(gathered, statement_id) if axis == "month" else _areas(gathered, statement_id, choices)
        figures = _of_part(gathered, statement_id, part)
        if figures is None or rows is None:
            continue
        hidings = _kept(
            f"{campaign_id}:{statement_id}:{axis}",
            lambda rows=rows, hiding=hiding, figures=figures: joint_hiding(  # type: ignore[misc]
                hiding, rows, words(figures.statement.topic_id)
            ),
        )
        found.append(Slice(figures, hidings.get(part.key, Hiding(everything=True))))
    return found


def _kept(name: str, work: Callable[[], dict[str, Hiding]]) -> dict[str, Hiding]:
    """Worked out once per intake: seconds for a campaign in fifty neighbourhoods."""
    intake = Intake.objects.exclude(fingerprint="").order_by("-taken_at").values_list("fingerprint", flat=True).first()
    key = f"hiding:{intake}:{name}"
    kept: dict[str, Hiding] | None = cache.get(key)
    if kept is None:
        kept = work()
        cache.set(key, kept, KEPT_SECONDS)
    return kept


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
