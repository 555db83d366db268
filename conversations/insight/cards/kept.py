"""What is kept about a conversation, line by line, in the words of its resident's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format

from canvass.places.models import Neighbourhood
from conversations.insight.cards.correcting import values_to_choose
from conversations.insight.cards.lookup import Talk
from conversations.insight.coarsening import NOWHERE
from conversations.topics.models import GuideStep

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    label: str
    value: str
    detail: str = ""


def when(talk: Talk, texts: Texts, *, own_words: bool) -> str:
    """The week or the month, as it was kept; ``own_words``: Django can name the months."""
    year, part, number = talk.period[:4], talk.period[5], int(talk.period[6:])
    if part == "W":
        return texts["kept_week"].format(week=number, year=year)
    month = date_format(date(int(year), number, 1), "F Y") if own_words else f"{number:02d}-{year}"
    return texts["kept_month"].format(month=month)


def lines_of(talk: Talk, texts: Texts) -> list[Line]:
    """Every column of the row that says something, so that nothing is kept that is not shown."""
    statement, none = talk.statement, texts["none"]
    ends = f"0 = {statement.low}, 10 = {statement.high}"
    labels = {row.code: str(row) for row in values_to_choose(talk)}
    values = [labels.get(code, code) for code in talk.shared_values]
    lines = [
        Line(texts["topic"], str(statement.topic)),
        Line(texts["statement"], str(statement), ends),
        Line(texts["opening"], _number(talk.opening, talk.opening_missing, texts)),
        Line(texts["closing"], _number(talk.closing, talk.closing_missing, texts)),
        Line(texts["values"], ", ".join(values) or none),
        Line(texts["concern"], str(talk.concern) if talk.concern else none),
        Line(texts["prejudice"], str(talk.prejudice) if talk.prejudice else none),
    ]
    if talk.observed_shift:
        lines.append(Line(texts["shift"], str(talk.get_observed_shift_display())))
    # Isolated, so that a page that runs from right to left does not turn the range round.
    minutes = f"\N{LEFT-TO-RIGHT ISOLATE}{talk.minutes_bucket}\N{POP DIRECTIONAL ISOLATE}".replace("-", "–")
    lines.append(
        Line(texts["minutes"], texts["minutes_value"].format(minutes=minutes) if talk.minutes_bucket else none)
    )
    lines.append(Line(texts["steps"], ", ".join(_steps(talk)) or none))
    lines.append(Line(texts["area"], _area(talk) or texts["area_none"]))
    if talk.arm:
        lines.append(Line(texts["arm"], texts[f"arm_{talk.arm}"]))
    return lines


def _number(number: int | None, missing: str, texts: Texts) -> str:
    if number is not None:
        return str(number)
    return texts["not_asked"] if missing == "not_asked" else texts["refused"]


def _steps(talk: Talk) -> list[str]:
    rows = GuideStep.objects.filter(version=talk.guide_version_id, code__in=talk.steps).order_by("position")
    labels = {row.code: str(row) for row in rows}
    return [*labels.values(), *(code for code in talk.steps if code not in labels)]


def _area(talk: Talk) -> str:
    """A name where there is one; a district has only its code."""
    if talk.area in ("", NOWHERE):
        return ""
    row = Neighbourhood.objects.filter(Q(code=talk.area) | Q(municipality_code=talk.area)).defer("geometry").first()
    if row is None:
        return talk.area
    return row.name if row.code == talk.area else row.municipality_name or talk.area
