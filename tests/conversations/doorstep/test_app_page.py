from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from conversations.doorstep.shell import shell
from conversations.doorstep.texts import phone_texts

SCRIPTS = sorted((Path(settings.BASE_DIR) / "static/js/doorstep").rglob("*.js"))
WHOLE = re.compile(r'\bt\((?:[^"`()]*\? )?"(\w+)"(?: : "(\w+)")?')
BUILT = re.compile(r"\bt\((?:[^`()]*: )?`(\w+_)\$")


def test_the_shell_holds_words_and_no_route(phone):
    answer = phone.client.get("/field/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Kerkstraat" not in page
    assert phone.user.email not in page
    data = json.loads(re.search(r'id="settings"[^>]*>(.*?)</script>', page)[1])
    assert data["urls"]["bundle"] == "/field/bundle/ASSIGNMENT"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_every_word_that_a_script_asks_for_exists(script):
    text, known = script.read_text(), phone_texts()
    asked = {key for pair in WHOLE.findall(text) for key in pair if key}
    assert asked <= set(known)
    for prefix in BUILT.findall(text):
        assert any(key.startswith(prefix) for key in known)


def test_the_worker_names_files_that_exist_and_nothing_of_anybody(phone):
    answer = phone.client.get("/field/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    text = answer.content.decode()
    assert phone.user.email not in text
    assert "csrf" not in text.lower()
    kept = shell("nl")
    assert json.dumps(kept.files) in text
    assert all(finders.find(name.removeprefix("/static/")) for name in kept.files)
    assert kept.version != shell("en").version
