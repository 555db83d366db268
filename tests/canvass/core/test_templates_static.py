"""Static files as they are served: hashed, with every import of a script leading to a hashed file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from django.test import override_settings

    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


def test_every_import_names_an_existing_hashed_file(collected: Path) -> None:
    hashed = [path for path in (collected / "js").rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    assert hashed
    for path in hashed:
        for target in re.findall(r"\bfrom\s*[\"'](\.[^\"']+)[\"']", path.read_text()):
            assert re.search(r"\.[0-9a-f]{12}\.js$", target), (path.name, target)
            assert (path.parent / target).resolve().is_file(), (path.name, target)


@pytest.mark.parametrize(
    "name", ["css/tokens", "css/base", "css/forms", "css/charts", "css/desk", "css/phone", "css/public", "css/map"]
)
def test_stylesheet_is_hashed(collected: Path, name: str) -> None:
    folder, stem = name.split("/")
    assert list((collected / folder).glob(f"{stem}.*.css"))


def test_phone_page_is_light(collected: Path) -> None:
    """What a phone fetches for its first page, packed: under 12 kB of styles, under 4 kB of icons."""
    import gzip

    styles = b"".join((collected / "css" / f"{name}.css").read_bytes() for name in ("tokens", "base", "forms", "phone"))
    assert len(gzip.compress(styles)) < 12_000
    assert len(gzip.compress((collected / "img" / "icons.svg").read_bytes())) < 4_000


def test_what_a_phone_fetches_is_packed(collected: Path) -> None:
    """WhiteNoise sends the packed file that lies beside the plain one."""
    import gzip

    digest = re.compile(r"\.[0-9a-f]{12}\.")
    names = ("js/doorstep/**/*.js", "css/doorstep.*.css", "leaflet/leaflet.*.js")
    plain = [path for name in names for path in collected.glob(name) if digest.search(path.name)]
    plain = [path for path in plain if not path.name.startswith("leaflet.forms")]
    assert len(plain) > 20
    for path in plain:
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes(), path.name
