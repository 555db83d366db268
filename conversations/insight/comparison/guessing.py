"""What the columns of an uploaded table most likely are: a first proposal, for a person to correct."""

from __future__ import annotations

from dataclasses import replace

from conversations.insight.comparison.reading import NO, YES, Columns, Sheet

# Parts of names that people give such columns, in the order of preference.
NAMES: dict[str, tuple[str, ...]] = {
    "arm": ("arm", "treat", "group", "groep", "condition", "assign", "lot"),
    "outcome": ("outcome", "after", "post", "t1", "uitkomst", "na", "rating", "score"),
    "cluster": ("cluster", "household", "hh_id", "huishouden", "adres", "address", "unit"),
    "delivered": ("deliver", "contact", "complier", "canvassed", "received", "gesprek", "talked"),
    "baseline": ("baseline", "before", "pre", "t0", "begin", "opening"),
}
TREATMENTS = YES | {"treatment", "treated", "treat", "conversation", "gesprek", "canvass", "intervention"}
CONTROLS = NO | {"control", "comparison", "placebo", "vergelijking", "controle"}


def guess_columns(sheet: Sheet) -> Columns:
    """Never the same column twice; empty where nothing fits."""
    found = dict.fromkeys(NAMES, "")
    # The group first: without it nothing can be compared.
    for kind, parts in NAMES.items():
        free = [name for name in sheet.headers if name not in found.values()]
        found[kind] = _first_like(free, parts)
    columns = Columns(treatment="", control="", **found)
    return with_groups(sheet, columns)


def with_groups(sheet: Sheet, columns: Columns) -> Columns:
    """Which value of the group's column is the conversation; kept where it was chosen and exists."""
    values = sheet.values(columns.arm) if columns.arm else []
    treatment = columns.treatment if columns.treatment in values else _known(values, TREATMENTS)
    rest = [value for value in values if value != treatment]
    control = columns.control if columns.control in rest else _known(rest, CONTROLS) or (rest[0] if rest else "")
    if not treatment:
        free = [value for value in values if value != control]
        treatment = free[0] if free else ""
    return replace(columns, treatment=treatment, control=control)


def _first_like(names: list[str], parts: tuple[str, ...]) -> str:
    for part in parts:
        for name in names:
            if name.lower() == part:
                return name
    for part in parts:
        for name in names:
            if len(part) > 2 and part in name.lower():
                return name
    return ""


def _known(values: list[str], words: frozenset[str] | set[str]) -> str:
    return next((value for value in values if value.lower() in words), "")
