"""No page leads its reader to one that refuses: every link of every page is followed, for every role."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.permissions.world import build_world

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
# Not ours, or never the same twice.
ELSEWHERE = ("/static/", "/media/", "/accounts/")
# An umbrella's admin reaches some 160 pages of this small world; links that never end pass any bound.
MOST_PAGES = 240


def crawl(client: Client, start: str) -> dict[str, tuple[int, str]]:
    """Status of every address reached from ``start``, and the page that led there."""
    waiting, seen = {start: ""}, {}
    while waiting:
        path, led_by = waiting.popitem()
        response = client.get(path, follow=True)
        seen[path] = (response.status_code, led_by)
        assert len(seen) < MOST_PAGES, "links that never end?"
        if response.streaming or not response["Content-Type"].startswith("text/html"):
            list(response.streaming_content if response.streaming else [])
            continue
        for found in LINK.findall(response.content.decode()):
            link = unescape(found)
            if link not in seen and not link.startswith(ELSEWHERE):
                waiting.setdefault(link, path)
    return seen


@pytest.mark.parametrize("role", ["volunteer", "coordinator", "admin", "umbrella", "outsider", "stranger"])
def test_no_link_leads_to_a_refusal(settings: Any, tmp_path: Any, role: str) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(build_world().people[role])
    seen = crawl(client, "/")
    assert {path: answer for path, answer in seen.items() if answer[0] != 200} == {}
    # More than the first page: the walk itself works.
    assert len(seen) >= (1 if role == "stranger" else 4)


def test_the_umbrella_reaches_a_campaign_below_it_but_not_its_outcomes(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    world = build_world()
    client = Client()
    client.force_login(world.people["umbrella"])
    seen = crawl(client, "/")
    campaign = world.kwargs["campaign_id"]
    assert f"/campaigns/{campaign}/" in seen
    assert f"/outcomes/{campaign}/" not in seen
