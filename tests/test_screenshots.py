"""Every page of the product has a picture in the script's list, or a reason why it has none."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.permissions.world import build_world
from tests.screenshots.pages import ERROR_PAGES, IN_SCENES, SHOTS, WITHOUT
from tests.test_permissions import THIRD_PARTY, routes

ROUTES = dict(routes(get_resolver().url_patterns))
PICTURED = {shot.url for shot in SHOTS} | set(IN_SCENES)
# Routed only in a demo.
DEMO = {"demo-mailbox"}


def whole_page(client: Client, path: str) -> bool:
    response = client.get(path)
    if response.streaming or response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return False
    return b"<html" in response.content


def test_the_lists_name_only_addresses_that_exist():
    assert (PICTURED - DEMO).issubset(ROUTES)
    assert set(WITHOUT).issubset(ROUTES)
    assert PICTURED.isdisjoint(WITHOUT)


def test_every_page_of_the_sign_in_package_has_a_picture_or_a_reason():
    theirs = {name for name in ROUTES if name.startswith(THIRD_PARTY)}
    assert theirs - PICTURED - set(WITHOUT) == set(), "add these to tests/screenshots/pages.py"


@pytest.mark.django_db
def test_every_page_has_a_picture_or_a_reason(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = build_world()
    left = {name for name in ROUTES if name not in PICTURED and not name.startswith(THIRD_PARTY)} - set(WITHOUT)
    found = set()
    for role in ("admin", "volunteer"):
        client = Client()
        client.force_login(world.people[role])
        for name in left:
            path = reverse(name, kwargs={argument: world.kwargs[argument] for argument in ROUTES[name]})
            if whole_page(client, path):
                found.add(name)
    assert found == set(), "add these to tests/screenshots/pages.py"


def test_no_two_pictures_have_one_name():
    names = [shot.name for shot in SHOTS]
    assert sorted(set(names)) == sorted(names)


def test_the_readme_shows_pictures_that_the_script_takes(settings):
    shown = re.findall(r"docs/screenshots/(?:desk|phone)/([\w-]+)\.webp", (settings.BASE_DIR / "README.md").read_text())
    doorstep = (settings.BASE_DIR / "tests" / "screenshots" / "doorstep.py").read_text()
    assert shown
    assert [name for name in shown if name not in {shot.name for shot in SHOTS} and f'"{name}"' not in doorstep] == []


def test_every_error_page_has_a_picture(settings):
    drawn = {path.stem for path in (settings.BASE_DIR / "templates").glob("[45]*.html")}
    assert drawn == set(ERROR_PAGES)
