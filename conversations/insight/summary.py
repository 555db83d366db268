"""The frozen summary of a shift: worked out at opening, already suppressed; the rows behind it are gone by then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from conversations.insight.models import StagedConversation

MIN_CONVERSATIONS = 10
MIN_CANVASSERS = 3


def frozen_ratings(staged: Sequence[StagedConversation]) -> dict[str, Any] | None:
    """Sums over the pairs and the steps that happened, or None where too few took part to show any.

    Of the version of the statement that most were asked: another one is another question.
    """
    versions = Counter(row.statement_id for row in staged if row.arm != "comparison")
    asked = versions.most_common(1)[0][0] if versions else None
    rows = [row for row in staged if row.statement_id == asked and row.arm != "comparison"]
    if len(rows) < MIN_CONVERSATIONS or len({row.canvasser_code for row in rows}) < MIN_CANVASSERS:
        return None
    pairs = [(row.opening, row.closing) for row in rows if row.opening is not None and row.closing is not None]
    opened = sum(row.opening is not None for row in rows)
    steps = Counter(step for row in rows for step in row.steps)
    talks = {"talks": len(rows), "steps": dict(steps), "opened": opened, "pairs": len(pairs)}
    paired = {row.canvasser_code for row in rows if row.opening is not None and row.closing is not None}
    if len(pairs) < MIN_CONVERSATIONS or len(paired) < MIN_CANVASSERS:
        return talks
    return talks | {
        "sum_open": sum(a for a, _ in pairs),
        "sum_close": sum(b for _, b in pairs),
        "sum_open_sq": sum(a * a for a, _ in pairs),
        "sum_close_sq": sum(b * b for _, b in pairs),
        "sum_cross": sum(a * b for a, b in pairs),
    }
