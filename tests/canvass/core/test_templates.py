"""What holds for every template, stylesheet and script: a strict content policy and one place for colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Mail programs read neither stylesheets nor classes; the policy of our pages does not reach them.
PAGES = [path for path in TEMPLATES if "emails" not in path.parts and "email" not in path.parts]
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![\w-])|\b(?:rgb|rgba|hsl|hsla|oklch)\(")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_template_compiles(path: Path) -> None:
    get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_template_keeps_to_the_content_policy(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text), "style attribute"
    assert not re.search(r"<style\b", text), "style element"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "event attribute"
    assert "javascript:" not in text
    assert "hx-on" not in text
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert " src=" in tag, "inline script"
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", text), "address of somebody else"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_template_names_only_icons_of_the_sprite(path: Path) -> None:
    symbols = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
    used = re.findall(r"{% icon \"([\w-]+)\"|glyph=\"([\w-]+)\"", path.read_text())
    for name in filter(None, (name for pair in used for name in pair)):
        assert (name if name.startswith("st-") else f"i-{name}") in symbols


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_button_and_input_are_native(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<(?:div|span)[^>]*\brole=\"(?:button|checkbox|radio|link)\"", text)
    assert "placeholder=" not in text


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_only_tokens_hold_colours(path: Path) -> None:
    found = COLOUR.findall(without_comments(path.read_text()))
    assert bool(found) == (path.name == "tokens.css"), found


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_stylesheet_uses_known_tokens_and_no_foreign_address(path: Path) -> None:
    tokens = set(re.findall(r"(--[\w-]+)\s*:", (ROOT / "static/css/tokens.css").read_text()))
    css = without_comments(path.read_text())
    own = set(re.findall(r"(--[\w-]+)\s*:", css))
    unknown = set(re.findall(r"var\((--[\w-]+)", css)) - tokens - own - {"--gap"}
    assert not unknown
    assert "http" not in css.replace('a[href^="http"]', "")
    assert "@import" not in css


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=named)
def test_file_stays_readable(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_imports_survive_the_manifest_storage(path: Path) -> None:
    """Django rewrites imports with a pattern: it needs a semicolon, a binding and no import in a comment."""
    text = path.read_text()
    for line in re.findall(r"^\s*import\b.*", text, flags=re.M):
        assert not re.match(r"\s*import\s*[\"']", line), "import for its side effects"
    for statement in re.findall(r"^(?:import|export)\b[^;()]*?\bfrom\s*[\"'][^\"'\n]+[\"'](.?)", text, flags=re.M):
        assert statement == ";"
    for comment in re.findall(r"(?:^|\s)//.*", text):
        assert not re.search(r"\bimport\b.*\bfrom\b", comment)
