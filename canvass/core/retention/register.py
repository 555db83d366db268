"""The retention table of docs/retention.md, written from the rules; a test compares the two."""

from __future__ import annotations

from canvass.core.retention.rules import Data, every_rule

HEAD = """# What is kept, and until when

Written by `manage.py retention --register` from the rules in each app's `retention_rules.py`; a test compares the two.
`manage.py retention` counts what there is and what should have gone; it ends with 1 where something should have.
Every night what is due is deleted, and what another part of the product should have deleted is logged as an error.
"""


def as_markdown() -> str:
    lines = [HEAD]
    rules = every_rule()
    for data in Data:
        lines += [f"## {data[0].upper()}{data[1:]}", "", "| table | kept until | deleted by |", "|---|---|---|"]
        for model, rule in rules.items():
            if rule.data is data:
                by = rule.cares or ("the nightly round" if rule.overdue else "with what it belongs to")
                lines.append(f"| `{model._meta.label}` | {rule.until} | {by} |")
        lines.append("")
    return "\n".join(lines)
