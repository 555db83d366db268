"""The list in docs/second-wall.md of URLs that hand out only what lies in tables without a policy."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "second-wall.md"


def listed() -> set[str]:
    """``app`` in bold, then its names: "- **turf**: `list`, `plan`"."""
    found = set()
    for app, names in re.findall(r"^- \*\*([\w:]+)\*\*: (.+)$", DOCUMENT.read_text(), re.MULTILINE):
        found |= {f"{app}:{name}" for name in re.findall(r"`([\w-]+)`", names)}
    return found
