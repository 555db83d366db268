"""The site as it is deployed: settings read from an environment like that of docker-compose.yml, asked over TLS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOST = "canvass.example.org"
ASK = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

addresses = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
told = {"debug": settings.DEBUG, "demo": [address for address in addresses if "demo" in address]}
client = Client()
for name, path, secure in [
    ("page", "/accounts/login/", True), ("missing", "/nowhere", True), ("api", "/api/v1/shifts", True),
    ("static", "/static/css/base.css", True), ("plain", "/accounts/login/", False),
]:
    answer = client.get(path, secure=secure, headers={"host": "canvass.example.org"})
    told[name] = {"status": answer.status_code, "headers": {k.lower(): v for k, v in answer.headers.items()}}
    told[name]["cookies"] = [cookie.OutputString() for cookie in answer.cookies.values()]
    list(answer) if answer.streaming else answer.content
language = client.post("/i18n/setlang/", {"language": "en"}, secure=True, headers={"host": "canvass.example.org"})
told["language"] = [cookie.OutputString() for cookie in language.cookies.values()]
card = client.get("/card?in=fr", secure=True, headers={"host": "canvass.example.org"})
told["card"] = [cookie.OutputString() for cookie in card.cookies.values()]
kept = {"__Host-theme": "dark", "__Host-field_language": "en", "text": "large"}
drawn = Client()
drawn.cookies.load(kept)
told["drawn"] = drawn.get("/accounts/login/", secure=True, headers={"host": "canvass.example.org"}).content.decode()
told["names"] = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME]
told["session"] = [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(django_db_setup, tmp_path_factory) -> dict[str, Any]:
    from django.db import connection

    static = tmp_path_factory.mktemp("static")
    outer = {name: value for name, value in os.environ.items() if name not in ("CANVASS_DEBUG", "CANVASS_DEMO")}
    deployed = outer | {
        "CANVASS_TLS": "1",
        "CANVASS_ALLOWED_HOSTS": HOST,
        "CANVASS_PUBLIC_URL": f"https://{HOST}",
        "CANVASS_DB": str(connection.settings_dict["NAME"]),
        "CANVASS_STATIC_ROOT": str(static),
        "DJANGO_SETTINGS_MODULE": "canvass.settings",
    }
    for command in (["manage.py", "collectstatic", "--no-input", "--verbosity", "0"], ["-c", ASK]):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=deployed, check=False, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_cookies_are_bound_to_this_host_and_travel_over_tls_only(told):
    assert told["names"] == ["__Host-session", "__Host-csrf", "__Host-language"]
    cookies = told["page"]["cookies"] + told["language"] + told["card"]
    names = {cookie.split("=")[0] for cookie in cookies}
    assert names == {"__Host-csrf", "__Host-language", "__Host-card_language"}
    for cookie in cookies:
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    assert told["session"] == [True, True, "Lax"]


def test_choices_that_scripts_keep_are_read_under_their_bound_name_only(told):
    head = told["drawn"].split(">")[1]
    assert 'data-theme="dark"' in head
    assert "data-text" not in head


def test_the_keys_to_a_session_are_for_no_script_and_no_other_site(told):
    [csrf] = [cookie for cookie in told["page"]["cookies"] if cookie.startswith("__Host-csrf")]
    assert "HttpOnly" in csrf
    assert "SameSite=Lax" in csrf


@pytest.mark.parametrize("what", ["page", "missing", "api", "static"])
def test_every_answer_asks_for_tls_for_two_years_on_all_names_below(told, what):
    policy = told[what]["headers"]["strict-transport-security"]
    assert policy == "max-age=63072000; includeSubDomains; preload"


@pytest.mark.parametrize("what", ["page", "missing", "api", "static"])
def test_every_answer_keeps_its_type(told, what):
    headers = told[what]["headers"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "charset=" in headers["content-type"] or headers["content-type"].startswith("application/json")
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_a_page_asked_without_tls_is_asked_for_again_with_it(told):
    plain = told["plain"]
    assert (plain["status"], plain["headers"]["location"]) == (301, f"https://{HOST}/accounts/login/")
    assert plain["cookies"] == []


def test_nothing_of_developing_or_the_demo_is_there(told):
    assert told["debug"] is False
    assert told["demo"] == []
    assert told["missing"]["status"] == 404
