"""The files that make up the app's shell, and the version that changes when one of them does."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from canvass.core.templatetags.canvass_ui import asset

STYLES = ("tokens", "base", "forms", "phone", "map", "doorstep", "print")
OTHERS = ("img/icons.svg", "img/icon.svg", "leaflet/leaflet.js", "leaflet/leaflet.css")


@dataclass(frozen=True)
class Shell:
    files: list[str]
    version: str


def shell(language: str) -> Shell:
    """By language too: the shell's words are in it."""
    root = Path(settings.BASE_DIR) / "static"
    scripts = [*root.glob("js/*.js"), *root.glob("js/core/*.js"), *root.glob("js/doorstep/**/*.js")]
    names = [str(path.relative_to(root)) for path in sorted(scripts)]
    files = [asset(name) for name in [*names, *(f"css/{style}.css" for style in STYLES), *OTHERS]]
    digest = hashlib.sha256(json.dumps([language, *files]).encode())
    return Shell(files, digest.hexdigest()[:12])
