"""Random conversations straight into the tables, and what the rollups must then say, counted row by row in Python."""

from __future__ import annotations

import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from canvass.campaigns.models import Campaign
from conversations.insight.models import Conversation, ConversationRecord, RatingCell, StagedConversation
from conversations.topics.models import Statement
from tests.factories import make_campaign

AREAS = (("BU1", "neighbourhood"), ("BU2", "neighbourhood"), ("WK1", "district"), ("-", "municipality"))
PERIODS = ("2026-W09", "2026-W10", "2026-M03")
CODES = [uuid.UUID(int=number) for number in range(1, 6)]


class Talks:
    """A campaign, a second version of its statement, and any number of talks."""

    def __init__(self, seed: int, **kwargs: Any) -> None:
        self.random = random.Random(seed)
        self.campaign: Campaign = make_campaign(**kwargs)
        first = self.campaign.statement
        second, _created = Statement.objects.get_or_create(
            topic=first.topic, version=2, defaults={"text_nl": "Er is ruimte", "low_nl": "oneens", "high_nl": "eens"}
        )
        self.statements = [first, second]
        self.concern = first.topic.concerns.get()
        self.prejudice = first.topic.prejudices.get()

    def make(self, **fixed: Any) -> dict[str, Any]:
        draw = self.random
        area, level = draw.choice(AREAS)
        opening = draw.choice([None, *range(11)])
        closing = draw.choice([None, *range(11)])
        prejudice = draw.choice([None, self.prejudice])
        return {
            "id": uuid.UUID(int=draw.getrandbits(128)),
            "campaign": self.campaign,
            "statement": draw.choice(self.statements),
            "guide_version": self.campaign.guide_version,
            "area": area,
            "area_level": level,
            "period": draw.choice(PERIODS),
            "canvasser_code": draw.choice(CODES),
            "opening": opening,
            "closing": closing,
            "opening_missing": "" if opening is not None else draw.choice(["", "refused", "not_asked"]),
            "closing_missing": "" if closing is not None else draw.choice(["", "refused", "not_asked"]),
            "shared_values": draw.sample(["care", "order", "nature", "home"], draw.randint(0, 3)),
            "concern": draw.choice([None, self.concern]),
            "prejudice": prejudice,
            "observed_shift": draw.choice(["no", "little", "clear", "unknown"]) if prejudice else "",
            "steps": draw.sample(["permission", "story", "value"], draw.randint(0, 3)),
            "minutes_bucket": draw.choice(["", "0-5", "5-10", "10-20"]),
        } | fixed

    def stage(self, number: int, **fixed: Any) -> list[StagedConversation]:
        return StagedConversation.objects.bulk_create(StagedConversation(**self.make(**fixed)) for _ in range(number))


def expected_ratings(rows: Iterable[ConversationRecord]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Cells by (campaign, statement, area, period), the slow and plain way."""
    cells: dict[tuple[Any, ...], list[ConversationRecord]] = defaultdict(list)
    for row in rows:
        for area in (row.area, ""):
            for period in (row.period, ""):
                cells[row.campaign_id, row.statement_id, area, period].append(row)
    return {key: _cell(talks, key[2]) for key, talks in cells.items()}


def _cell(rows: list[ConversationRecord], area: str) -> dict[str, Any]:
    pairs = [(r.opening, r.closing) for r in rows if r.opening is not None and r.closing is not None]
    return {
        "area_level": rows[0].area_level if area else "",
        "conversations": len(rows),
        "canvassers": len({r.canvasser_code for r in rows}),
        "pair_canvassers": len({r.canvasser_code for r in rows if None not in (r.opening, r.closing)}),
        "pairs": len(pairs),
        "sum_open": sum(a for a, _ in pairs),
        "sum_close": sum(b for _, b in pairs),
        "sum_open_sq": sum(a * a for a, _ in pairs),
        "sum_close_sq": sum(b * b for _, b in pairs),
        "sum_cross": sum(a * b for a, b in pairs),
        "higher": sum(b > a for a, b in pairs),
        "same": sum(b == a for a, b in pairs),
        "lower": sum(b < a for a, b in pairs),
        "opening_refused": sum(r.opening_missing == "refused" for r in rows),
        "opening_not_asked": sum(r.opening_missing == "not_asked" for r in rows),
        "closing_refused": sum(r.closing_missing == "refused" for r in rows),
        "closing_not_asked": sum(r.closing_missing == "not_asked" for r in rows),
        "opening": _given(r.opening for r in rows),
        "closing": _given(r.closing for r in rows),
    }


def _given(ratings: Iterable[int | None]) -> list[int]:
    counts = Counter(ratings)
    return [counts[number] for number in range(11)]


def found_ratings(model: Any = RatingCell) -> dict[tuple[Any, ...], dict[str, Any]]:
    key = ("campaign_id", "statement_id", "area", "period")
    rows = model.objects.values()
    return {tuple(row[name] for name in key): {k: v for k, v in row.items() if k not in key} for row in rows}


def all_rows() -> list[ConversationRecord]:
    return [*StagedConversation.objects.all(), *Conversation.objects.all()]
