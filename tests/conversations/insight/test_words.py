"""What a page about outcomes never says, whatever it shows; and causal words only behind the checks.

Read from the templates and messages, so that no branch is missed, and from the pages as they are drawn.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from conversations.insight.intake import take_in
from conversations.insight.opening import open_shift
from tests.conversations.insight.comparison.trial import make_compared, walk
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox
from tests.factories import make_user
from tests.permissions.world import build_world
from tests.test_permissions import routes

ROOT = Path(settings.BASE_DIR)
FOLDERS = ("insight", "comparison", "card", "cards", "charts", "dashboards")
TEMPLATES = sorted(path for folder in FOLDERS for path in (ROOT / "templates" / folder).rglob("*.*"))
MODULES = sorted((ROOT / "conversations" / "insight").rglob("*.py"))

FORBIDDEN = re.compile(
    r"changed? (?:their|his|her|your) minds?|our effect|\b1 in 10\b|one in ten chang|persuaded|converted|convinced"
    r"|van mening veranderd|van gedachten veranderd|ons effect|\b1 op de 10\b|overtuigd|overgehaald|bekeerd"
    r"|\banonymous|\banoniem|\bsuccess rate|\bsucceskans|\bleaderboard|\branking|\branglijst",
    re.IGNORECASE,
)
CAUSAL = re.compile(
    r"\beffects?\b|\beffecten\b|\bimpact\b|\bcaused?\b|\bcauses\b|thanks to the conversation"
    r"|because of the conversation"
    r"|\bveroorzaak|dankzij het gesprek|door het gesprek|\bproves?\b|\bbewijst\b",
    re.IGNORECASE,
)
# Said on purpose: that it is none. And, of a comparison, behind its checks or of what its numbers cannot show.
DENIED = re.compile(
    r"(?:this|it) is not a measured effect|dit is geen gemeten effect|between these answers and any word about cause",
    re.IGNORECASE,
)
BEHIND_CHECKS = {"templates/comparison/_findings.html"}
MESSAGE = re.compile(r"\b(?:n?gettext(?:_lazy)?|_)\(\s*((?:\"(?:[^\"\\]|\\.)*\"\s*)+)")
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
TAGS = re.compile(r"<[^>]*>|{%[^%]*%}|{{[^}]*}}")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def words_of(path: Path) -> str:
    """What of a file can reach a reader: a template without comments and names, a module's messages."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return " ".join(MESSAGE.findall(text))
    named = re.sub(r"{%-?\s*(?:include|with|url|if|elif|for|load|extends)\b[^%]*%}", " ", COMMENT.sub(" ", text))
    quoted = re.findall(r"(?:_\(|translate )[\"']([^\"']*)[\"']", COMMENT.sub(" ", text))
    return f"{TAGS.sub(' ', named)} {' '.join(quoted)}"


def test_there_is_something_to_read():
    assert len(TEMPLATES) > 20
    assert any("Not representative" in words_of(path) for path in TEMPLATES)
    assert any("Only a comparison by lot can tell" in words_of(path) for path in TEMPLATES)


@pytest.mark.parametrize("path", [*TEMPLATES, *MODULES], ids=relative)
def test_no_file_of_these_pages_holds_a_forbidden_phrase(path):
    assert FORBIDDEN.findall(words_of(path)) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *MODULES], ids=relative)
def test_causal_words_stand_in_one_template_only(path):
    found = CAUSAL.findall(DENIED.sub(" ", words_of(path)))
    assert found == [] or relative(path) in BEHIND_CHECKS


def test_that_template_says_them_only_where_every_check_holds():
    """Everything before the question and after its answer is free of them, and so is the other answer."""
    text = (ROOT / "templates/comparison/_findings.html").read_text(encoding="utf-8")
    before, rest = text.split("{% if may_say %}", 1)
    # The inner choice (0 inside or outside the interval) ends before the outer "else".
    inside, after = rest.split("{% endif %}{% else %}", 1)
    assert CAUSAL.search(inside)
    assert not CAUSAL.search(re.sub(r"{%\s*comment.*?endcomment %}", "", before))
    assert not CAUSAL.search(after)


def test_the_dutch_of_these_pages_holds_no_forbidden_phrase():
    """Every translation, of whatever page: nothing of the kind belongs anywhere."""
    text = (ROOT / "locale/nl/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    dutch = [block.split("msgstr", 1)[1] for block in text.split("\n\n") if "msgstr" in block]
    assert FORBIDDEN.findall(" ".join(dutch)) == []


def pages_of(world) -> list[str]:
    """Every address of these pages for which the world has an object."""
    found = dict(routes(get_resolver().url_patterns))
    names = [name for name in found if name.startswith("insight:")]
    paths = []
    for name in names:
        if set(found[name]) <= set(world.kwargs):
            paths.append(reverse(name, kwargs={key: world.kwargs[key] for key in found[name]}))
    return paths


def drawn(client: Client, path: str, language: str) -> str:
    response = client.get(path, headers={"accept-language": language})
    if response.streaming:
        list(response.streaming_content)  # to its end, where the test client closes the file
        return ""
    if response.status_code != 200 or "text/html" not in response["Content-Type"]:
        return ""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["volunteer", "coordinator", "admin", "umbrella"])
def test_every_page_as_drawn_is_free_of_them(role, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = build_world()
    client = Client()
    client.force_login(world.people[role])
    read = 0
    for path in pages_of(world):
        for language in ("en", "nl"):
            text = drawn(client, path, language)
            read += bool(text)
            assert not FORBIDDEN.search(text), path
            assert not CAUSAL.search(DENIED.sub(" ", text)), path
    assert read >= 2


@pytest.mark.django_db
def test_full_pages_too_and_every_chart_has_its_table(client):
    evening = Evening(doors=40, duos=2)
    for i, address in enumerate(evening.addresses):
        evening.log(address, "conversation" if i < 40 else "not_home")
    for i in range(40):
        put_in_inbox(evening.shift, evening.people[i % 4], opening=3 + i % 5, closing=3 + i % 7)
    open_shift(shift=evening.shift, now=timezone.now())
    take_in(now=timezone.now())
    client.force_login(make_user(role="coordinator", organisation=evening.campaign.organisation))
    for name, key in (("campaign", evening.campaign.pk), ("debrief", evening.shift.pk)):
        path = reverse(f"insight:{name}", args=[key])
        text = drawn(client, path, "en")
        assert "nan" not in text.lower().split()
        assert not FORBIDDEN.search(text)
        assert not CAUSAL.search(DENIED.sub(" ", text))
        html = client.get(path).content.decode()
        for figure in html.split('<figure class="chart-box')[1:]:
            assert "<table" in figure.split("</figure>")[0]


@pytest.mark.django_db
def test_a_comparison_says_it_only_behind_its_checks(client):
    campaign = make_compared()
    walk(campaign)
    client.force_login(make_user(role="admin", organisation=campaign.organisation.parent))
    path = reverse("insight:comparison:results", args=[campaign.pk])
    assert CAUSAL.search(drawn(client, path, "en"))
    other = make_compared(umbrella=campaign.organisation.parent)
    walk(other, answered=(0.9, 0.7), seed=2)
    path = reverse("insight:comparison:results", args=[other.pk])
    assert not CAUSAL.search(drawn(client, path, "en"))
