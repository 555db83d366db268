"""Knowledge leaves as a file and comes in as drafts: looked at first, all of what was chosen or nothing."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conversations.topics.errors import TopicError
from conversations.topics.knowledge.exchange import read
from conversations.topics.knowledge.importing import keep_aside, take_in
from conversations.topics.models import Guide, Item, ItemVersion, WaitingFile
from tests.conversations.topics.knowledge.making import PAGE, PARTS, make_item
from tests.factories import make_organisation, make_statement, make_user


def upload(client, content, follow=True):
    file = SimpleUploadedFile("kennis.json", content, content_type="application/json")
    return client.post(reverse("topics:import"), {"file": file}, follow=follow)


def exported(client, query=""):
    answer = client.post(f"{reverse('topics:export')}{query}", {"licence": "CC-BY-4.0"})
    assert answer["Content-Type"] == "application/json"
    assert "attachment" in answer["Content-Disposition"]
    return answer.content


def test_from_one_organisation_to_one_outside_the_tree(town, client):
    for kind in PARTS:
        make_item(town.group, kind, title=f"Over {kind}")
    make_item(town.group, title="Nog niet", published=False)
    client.force_login(town.admin)
    content = exported(client)
    written = json.loads(content)
    assert (written["version"], written["licence"], written["from"]) == (1, "CC-BY-4.0", "Groep")
    assert sorted(one["kind"] for one in written["items"]) == ["briefing", "checklist", "guide", "lesson", "practice"]
    outside = make_organisation(name="Ver weg")
    reader = make_user(role="coordinator", organisation=outside)
    topic = make_statement(outside).topic
    client.force_login(reader)
    page = upload(client, content)
    assert page.context["ready"] == 5
    assert not Item.objects.filter(organisation=outside).exists()
    numbers = [entry.number for entry in page.context["document"].entries]
    answer = client.post(reverse("topics:import-look"), {"numbers": numbers, "topic": topic.pk})
    assert answer["Location"] == reverse("topics:library")
    drafts = ItemVersion.objects.filter(item__organisation=outside)
    assert {(row.item.kind, row.published_at, row.item.origin, row.item.licence) for row in drafts} == {
        (kind, None, "Groep", "CC-BY-4.0") for kind in PARTS
    }
    assert {row.item.kind: row.parts for row in drafts} == PARTS
    guide = Guide.objects.get(organisation=outside)
    source = list(town.version.steps.values_list("code", "text_nl", "logged"))
    assert list(guide.versions.get().steps.values_list("code", "text_nl", "logged")) == source
    assert (guide.origin, guide.versions.get().is_draft) == ("Groep", True)
    assert not WaitingFile.objects.exists()


def test_a_search_is_exported_as_it_is_shown(town, client):
    make_item(town.group, title="Wachten")
    make_item(town.group, title="Beginnen")
    client.force_login(town.admin)
    titles = [one["title"]["nl"] for one in json.loads(exported(client, "?q=wachten"))["items"]]
    assert titles == ["Wachten"]
    assert client.post(f"{reverse('topics:export')}?q=niets", {"licence": "CC-BY-4.0"}).status_code == 422
    assert client.post(reverse("topics:export"), {"licence": "mine"}).status_code == 422


def test_html_in_a_file_is_shown_as_text(town, client):
    evil = PAGE | {"text": {"nl": "<script>alert(1)</script>"}, "heading": {"nl": "<img src=x onerror=alert(2)>"}}
    item = {"kind": "lesson", "title": {"nl": "<b>Vet</b>"}, "parts": [evil], "from": "<i>x</i>"}
    head = {"format": "canvass-knowledge", "version": 1, "licence": "CC0-1.0", "items": [item]}
    client.force_login(town.admin)
    text = upload(client, json.dumps(head).encode()).text
    assert "&lt;script&gt;" in text
    for tag in ("<script>alert", "<img src=x", "<b>Vet", "<i>x"):
        assert tag not in text


@pytest.mark.parametrize("content", [b"", b"{}", b"no json", b"\xff\xfe", b"[" * 9000, b"x" * 2_000_001])
def test_what_is_no_file_of_ours_changes_nothing(town, client, content):
    client.force_login(town.admin)
    assert upload(client, content).status_code == 422
    assert not WaitingFile.objects.exists()


def file_for(town, *items):
    head = {"format": "canvass-knowledge", "version": 1, "licence": "CC0-1.0", "items": list(items)}
    keep_aside(document=read(json.dumps(head).encode()), user=town.admin)
    return {"user": town.admin, "organisation": town.group, "line": frozenset({town.group.pk}), "topic": None}


def test_nothing_is_half_written(town):
    lesson = {"kind": "lesson", "title": {"nl": "Les"}, "parts": PARTS["lesson"]}
    step = {"kind": "introduction", "code": "a", "logged": False, "text": {"nl": "Hallo"}}
    guide = {"kind": "guide", "title": {"nl": "Gids"}, "topic": "onbekend", "parts": [step]}
    fields = file_for(town, lesson, guide, lesson | {"parts": []})
    for numbers in ({1, 2}, {1, 3}, set(), {9}):
        with pytest.raises(TopicError):
            take_in(numbers=numbers, **fields)
        assert not Item.objects.exists()
    assert WaitingFile.objects.exists()
    taken = take_in(numbers={1, 2}, **fields | {"topic": town.topic})
    assert (taken.items, taken.guides) == (1, 1)
    with pytest.raises(TopicError):  # a second tap
        take_in(numbers={1}, **fields)


def test_a_topic_is_known_by_its_code(town):
    lesson = {"kind": "lesson", "title": {"nl": "Les"}, "topic": town.topic.code, "parts": PARTS["lesson"]}
    take_in(numbers={1}, **file_for(town, lesson))
    assert Item.objects.get().topic == town.topic


def test_a_file_waits_for_its_sender_only(town, client):
    file_for(town, {"kind": "lesson", "title": {"nl": "Les"}, "parts": PARTS["lesson"]})
    client.force_login(town.head)
    assert client.get(reverse("topics:import-look")).status_code == 404
    client.force_login(town.admin)
    assert client.get(reverse("topics:import-look")).status_code == 200
    client.post(reverse("topics:import-drop"))
    assert not WaitingFile.objects.exists()
