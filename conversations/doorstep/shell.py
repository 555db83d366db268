"""The files that make up the app's shell, and the version that changes when one of them does."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from canvass.core.templatetags.canvass_ui import asset

STYLES = ("tokens", "base", "forms", "phone", "map", "doorstep", "print")
PAGES = ("base.html", "doorstep/app.html", "doorstep/sw.js")
OTHERS = ("img/icons.svg", "img/icon.svg", "leaflet/leaflet.js", "leaflet/leaflet.css")


# Drawn by scripts/app_icons. A maskable one may be cut to any shape, so its picture keeps to the middle.
ICONS = {"any": (192, 512), "maskable": (192, 512)}


# The first page and its screen: what they import is fetched at once, not one import after another.
ENTRIES = ("js/doorstep/app.js", "js/doorstep/screens/start.js")
IMPORT = re.compile(r'^import .* from "([^"]+)";$', re.MULTILINE)


@dataclass(frozen=True)
class Shell:
    files: list[str]
    version: str


def shell(language: str, *inside: object) -> Shell:
    """The version changes with every file and with what is ``inside`` the page itself: its words and settings."""
    root = Path(settings.BASE_DIR) / "static"
    scripts = [*root.glob("js/*.js"), *root.glob("js/core/*.js"), *root.glob("js/doorstep/**/*.js")]
    names = [str(path.relative_to(root)) for path in sorted(scripts)]
    files = [asset(name) for name in [*names, *(f"css/{style}.css" for style in STYLES), *OTHERS]]
    pages = [(Path(settings.BASE_DIR) / "templates" / page).read_text() for page in PAGES]
    digest = hashlib.sha256(json.dumps([language, files, pages, inside], sort_keys=True).encode())
    return Shell(files, digest.hexdigest()[:12])


def first_scripts() -> list[str]:
    """Names of the modules that the first screen needs, entries first."""
    root = Path(settings.BASE_DIR).resolve() / "static"
    found: dict[Path, None] = {}
    ahead = [root / name for name in ENTRIES]
    while ahead:
        script = ahead.pop(0).resolve()
        if script not in found:
            found[script] = None
            ahead += [script.parent / name for name in IMPORT.findall(script.read_text())]
    return [str(script.relative_to(root)) for script in found]


def app_icons() -> list[dict[str, str]]:
    """For the manifest."""
    names = {"any": "img/icon-{}.png", "maskable": "img/icon-maskable-{}.png"}
    icons = [{"src": asset("img/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    for purpose, sizes in ICONS.items():
        for size in sizes:
            src = asset(names[purpose].format(size))
            icons.append({"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose})
    return icons
