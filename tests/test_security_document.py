"""docs/security.md against the code: numbers, names and modules in the tables marked † are those that hold."""

from __future__ import annotations

import ast
import importlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import FileExtensionValidator
from django.test import Client
from django.urls import get_resolver, reverse

from canvass.core.retention.rules import Data
from canvass.places.forms import SUFFIXES
from canvass.turf import area_shapes
from conversations.doorstep import handin
from conversations.insight.comparison import reading
from conversations.topics.knowledge import exchange
from tests.test_sources import SCRIPTS, TREES, imports, name_of
from volunteers.people.bulk import forms as bulk_forms
from volunteers.people.bulk import parsing
from volunteers.people.models import Membership
from volunteers.people.policy import FROM_UMBRELLAS, OWN_ONLY, POLICY, Verb

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs/security.md").read_text()
CRYPTO = ("cryptography", "hashlib", "hmac", "secrets")


def part(heading: str) -> str:
    found = re.search(rf"^##+ {re.escape(heading)}[ †]*\n(.*?)(?=^## |\Z)", TEXT, re.S | re.M)
    assert found, heading
    return found[1]


def rows(heading: str) -> list[list[str]]:
    lines = [line for line in part(heading).splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def value_of(path: str) -> Any:
    """``module.NAME``, or ``module.NAME.key`` of a mapping."""
    names = path.split(".")
    for n in range(len(names) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(names[:n]))
        except ModuleNotFoundError:
            continue
        for name in names[n:]:
            found = found[name] if isinstance(found, dict) else getattr(found, name)
        return found
    raise AssertionError(path)


def words(value: Any) -> str:
    if isinstance(value, timedelta):
        for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
            if value.total_seconds() > size:
                return f"{value.total_seconds() / size:g} {unit}"
    return f"{value:,}" if isinstance(value, int) else str(value)


LIMITS = [row for row in rows("Limits") if row[1].startswith("`")]


@pytest.mark.parametrize(("where", "told"), [(row[1].strip("`"), row[2]) for row in LIMITS])
def test_a_limit_is_what_the_document_says(where, told):
    value = value_of(where)
    assert told == ("24 hours" if value == timedelta(hours=24) else words(value))


def test_there_are_limits():
    assert len(LIMITS) > 25


def test_who_may_do_what_is_the_policy():
    told = {row[0]: row[1:] for row in rows("Who may do what") if row[0] in set(Verb)}
    roles = [Membership.Role.VOLUNTEER, Membership.Role.COORDINATOR, Membership.Role.ADMIN]
    for verb in Verb:
        reach = "own" if verb in OWN_ONLY else "of umbrellas" if verb in FROM_UMBRELLAS else ""
        assert told[verb] == [*("yes" if role in POLICY[verb] else "" for role in roles), reach], verb


def _file_forms(form: type[forms.BaseForm] = forms.BaseForm) -> set[str]:
    found = set()
    for below in form.__subclasses__():
        found |= _file_forms(below)
        if below.__module__.split(".")[0] in ("canvass", "conversations", "volunteers"):
            fields = getattr(below, "base_fields", {}).values()
            if any(isinstance(field, forms.FileField) for field in fields):
                found.add(f"{below.__module__}.{below.__name__}")
    return found


def test_every_form_that_takes_a_file_is_told_with_its_bounds():
    get_resolver().url_patterns  # noqa: B018  (every view, so every form, is loaded)
    told = {row[1].strip("`"): row for row in rows("Files that come in")[1:]}
    assert set(told) == _file_forms()
    bounds = {
        "AreaForm": [area_shapes.MOST_CHARACTERS, area_shapes.MOST_POINTS],
        "ListForm": [bulk_forms.MOST_BYTES, parsing.MOST_LINES],
        "knowledge.forms.FileForm": [exchange.MOST_BYTES, exchange.MOST_ENTRIES],
        "HandInForm": [handin.MOST_BYTES, handin.MOST_ROWS],
        "comparison.forms.FileForm": [reading.MOST_BYTES, reading.MOST_ROWS],
    }
    for form, most in bounds.items():
        [row] = [row for name, row in told.items() if name.endswith(form)]
        assert [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d", row[3])] == most, form
    assert set(told["canvass.places.forms.UploadForm"][2].split()) == {
        end for ends in SUFFIXES.values() for end in ends
    }
    assert "max_size 512MB" in (ROOT / "deploy/Caddyfile").read_text()


@pytest.mark.parametrize("row", rows("Files that come in")[1:], ids=lambda row: row[1])
def test_a_file_with_another_ending_is_refused(row):
    form = value_of(row[1].strip("`"))
    for name, refused in [("town.exe", True), (f"town{row[2].split()[0]}.exe", True), ("town", True)]:
        filled = form({"what": "osm"}, {"file": SimpleUploadedFile(name, b"x")})
        filled.is_valid()
        assert ("file" in filled.errors) is refused, name
    told = {ending.removeprefix(".").split(".")[-1] for ending in row[2].split()}
    validators = [v for v in form.base_fields["file"].validators if isinstance(v, FileExtensionValidator)]
    if validators:
        assert set(validators[0].allowed_extensions) == told


def test_every_module_with_ciphers_or_hashes_is_in_the_inventory():
    told = set(
        re.findall(r"`((?:canvass|conversations|volunteers|static)/[\w/]+\.(?:py|js))`", part("Keys and ciphers"))
    )
    used = {
        path
        for path, tree in TREES.items()
        if any(name.split(".")[0] in CRYPTO for name in imports(tree))
        or "os.urandom" in {name_of(n) for n in ast.walk(tree)}
    }
    used |= {path for path, text in SCRIPTS.items() if "crypto.subtle." in text}
    made_up = {path for path in used if path.startswith("canvass/demo/")}
    assert told == used - made_up


def test_only_these_ciphers_curves_and_derivations_are_used():
    names = {
        name.removeprefix("cryptography.").split(".", 2)[-1]
        for tree in TREES.values()
        for name in imports(tree)
        if name.startswith("cryptography.hazmat")
    }
    assert {name.split(".")[-1] for name in names} == {
        "AESGCM", "HKDF", "ec", "hashes", "serialization", "decode_dss_signature", "Encoding", "PublicFormat",
    }  # fmt: skip
    chosen = {name_of(node) for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {name for name in chosen if re.match(r"(ec\.SEC|ec\.Brain|hashes\.SHA|hashes\.[A-Z0-9]+$)", name)} == {
        "ec.SECP256R1",
        "hashes.SHA256",
    }


def test_every_event_that_the_product_logs_is_told():
    told = {event.strip() for row in rows("Log") if len(row) == 3 for event in row[0].split(",")}
    logged = {
        call.args[0].value
        for tree in TREES.values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and name_of(call.func).startswith("log.")
        and isinstance(call.args[0], ast.Constant)
    }
    assert logged
    assert logged - told == set()
    assert {event for event in told if "(" not in event and event != "event"} - logged == {"with the trace"}


def test_every_level_of_data_has_its_protection():
    assert {row[0] for row in rows("How data is protected")[1:]} == set(Data)


def test_a_session_lasts_as_long_as_is_told():
    assert f"{settings.SESSION_COOKIE_AGE // 86400} days after signing in" in part("Sessions")
    assert "no shorter end" in part("Sessions"), "and why"


SETTINGS = (ROOT / "canvass/settings.py").read_text()


def test_every_secret_has_a_line_in_the_life_of_a_key():
    told = {"SECRET_KEY": "`CANVASS_SECRET_KEY`", "KEY": "`CANVASS_KEY`", "PUSH_KEY": "web push"}
    told |= {"DB_PASSWORD": "database passwords", "EMAIL_PASSWORD": "password of the mail server"}
    assert set(re.findall(r'env_secret\("CANVASS_(\w+)"', SETTINGS)) == set(told)
    lines = {row[0] for row in rows("The life of a key")}
    assert [secret for secret, line in told.items() if not any(row.startswith(line) for row in lines)] == []


def test_every_setting_that_names_another_machine_is_told():
    ours = {"ALLOWED_HOSTS", "PUBLIC_URL"}
    others = set(re.findall(r'env_\w+\(\s*"CANVASS_(\w*(?:HOST|URL|SERVICES)\w*)"', SETTINGS)) - ours
    told = {"DB_HOST": "PostgreSQL", "REDIS_URL": "Redis", "EMAIL_HOST": "mail server", "PUSH_SERVICES": "push service"}
    assert others == set(told)
    assert [word for word in told.values() if word not in part("Whom the house talks to")] == []


@pytest.mark.django_db
def test_the_pages_of_the_sign_in_library_that_answer_are_these():
    told = set(re.findall(r"`((?:account|mfa|usersessions)_\w+)`", part("Ways in")))
    answering = set()
    for name in {n for n in get_resolver().reverse_dict if isinstance(n, str)}:
        if name.startswith(("account_", "mfa_", "usersessions_", "socialaccount_", "headless")):
            keyed = {
                "account_confirm_email": {"key": "x"},
                "account_reset_password_from_key": {"uidb36": "1", "key": "a"},
            }
            if Client().get(reverse(name, kwargs=keyed.get(name, {}))).status_code != 404:
                answering.add(name)
    assert answering == told
