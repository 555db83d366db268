"""Every page with none, one and five thousand rows: the same few queries, in pages; and what the pages do."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.topics.knowledge.parts import Kind
from conversations.topics.knowledge.writing import start_draft
from conversations.topics.models import Guide, GuideVersion, Item, ItemOffer, ItemVersion, LessonDone, Mark, Tick
from tests.conversations.topics.knowledge.making import CARD, PAGE, PARTS, QUIZ, make_item
from tests.factories import make_organisation, make_user

ROWS = 5_000
MOST = 12
LISTS = ("topics:library", "topics:training", "topics:export", "topics:item-new", "topics:import")


def fill(town, rows):
    """That many items of all kinds and guides, published, in few statements."""
    kinds = [Kind.LESSON, Kind.BRIEFING, Kind.CHECKLIST, Kind.PRACTICE]
    items = Item.objects.bulk_create(Item(organisation=town.group, kind=kinds[n % 4]) for n in range(rows))
    now = timezone.now()
    ItemVersion.objects.bulk_create(
        ItemVersion(item=item, version=1, title_nl=f"Titel {n}", parts=PARTS[item.kind], published_at=now)
        for n, item in enumerate(items)
    )
    guides = Guide.objects.bulk_create(
        Guide(organisation=town.group, topic=town.topic, text_nl=f"Gids {n}") for n in range(rows // 5)
    )
    GuideVersion.objects.bulk_create(GuideVersion(guide=guide, version=1, published_at=now) for guide in guides)


@pytest.mark.parametrize("rows", [0, 1, ROWS])
def test_the_lists_ask_little_however_much_there_is(town, client, rows, django_assert_max_num_queries):
    fill(town, rows)
    for user in (town.head, make_user(role="volunteer", organisation=town.group)):
        client.force_login(user)
        for name in LISTS[: 2 if user != town.head else None]:
            with django_assert_max_num_queries(MOST):
                answer = client.get(reverse(name))
            assert answer.status_code == 200
            assert len(answer.content) < 100_000, name
    with django_assert_max_num_queries(MOST):
        page = client.get(reverse("topics:library"), {"q": "luisteren", "kind": "lesson", "page": 2}).context["page"]
    assert page.paginator.count == {0: 0, 1: 1, ROWS: ROWS // 4}[rows]
    assert len(page) <= 25


@pytest.mark.parametrize("rows", [0, 1, 60])
def test_the_pages_of_one_item_ask_little(town, client, rows, django_assert_max_num_queries):
    item = make_item(town.group).item
    start_draft(item=item)
    others = [make_organisation(parent=town.umbrella) for _ in range(rows)]
    Mark.objects.bulk_create(Mark(organisation=each, item=item, evidence="debrief", note="Rustig.") for each in others)
    source = item.versions.get(version=1)
    for each in others:
        copy = Item.objects.create(organisation=each, kind=item.kind, based_on=source)
        ItemVersion.objects.create(item=copy, version=1, title_nl="Kopie", published_at=timezone.now())
    client.force_login(town.head)
    with_part = {"part": "page", "part-add": "quiz"}
    for name in (
        "item", "read", "item-print", "item-compare", "item-mark", "item-draft", "item-titles", "item-publish",
        "item-discard", "part", "part-add",
    ):  # fmt: skip
        with django_assert_max_num_queries(MOST):
            url = reverse(f"topics:{name}", args=[item.pk, *([with_part[name]] if name in with_part else [])])
            assert client.get(url).status_code == 200, name
    for name in ("item-version", "item-fork"):
        with django_assert_max_num_queries(MOST):
            assert client.get(reverse(f"topics:{name}", args=[item.pk, 1])).status_code == 200


def test_a_lesson_explains_at_once_and_keeps_only_that_it_is_done(town, client):
    volunteer = make_user(role="volunteer", organisation=town.group)
    lesson = make_item(town.group)
    page = reverse("topics:read", args=[lesson.item_id])
    client.force_login(volunteer)
    assert "Stel een open vraag." in client.get(page, headers={"accept-language": "nl"}).text
    asked = client.get(page, {"page": 2}).text
    assert "Dat is geen begin." not in asked
    wrong = client.get(page, {"page": 2, "answer": "a"}, headers={"accept-language": "nl"}).text
    assert "Dat is geen begin." in wrong
    assert "Daar komt een verhaal." in wrong
    assert client.get(page, {"page": 2, "answer": "<z>"}).context["chosen"] == ""
    assert not LessonDone.objects.exists()
    client.post(reverse("topics:lesson-done", args=[lesson.item_id]))
    assert LessonDone.objects.get().user == volunteer
    assert client.get(reverse("topics:training")).context["training"].is_done


def test_a_checklist_is_ticked_line_by_line(town, client):
    volunteer = make_user(role="volunteer", organisation=town.group)
    checklist = make_item(town.umbrella, "checklist")
    client.force_login(volunteer)
    tick = reverse("topics:tick", args=[checklist.item_id])
    answer = client.post(tick, {"code": "step", "done": "1"})
    assert answer["Location"].endswith("#line-step")
    assert client.get(reverse("topics:read", args=[checklist.item_id])).context["done"] == 1
    client.post(tick, {"code": "step", "done": "0"})
    client.post(tick, {"code": "gone", "done": "1"})
    assert not Tick.objects.exists()


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_is_written_published_and_read(town, client, kind):
    client.force_login(make_user(role="coordinator", organisation=town.group))
    answer = client.post(reverse("topics:item-new"), {"kind": kind, "title_nl": "Nieuw", "title_en": ""})
    item = Item.objects.get()
    assert answer["Location"] == reverse("topics:item-draft", args=[item.pk])
    for part in PARTS[kind]:
        data = {}
        for name, value in part.items():
            data |= (
                {f"{name}_{code}": text for code, text in value.items()} if isinstance(value, dict) else {name: value}
            )
        answer = client.post(reverse("topics:part-add", args=[item.pk, part["kind"]]), data)
        assert answer.status_code == 302, answer.context["form"].errors
    url = reverse("topics:part", args=[item.pk, item.versions.get().parts[0]["code"]])
    assert client.post(url, {}).status_code == 422
    assert client.post(reverse("topics:item-titles", args=[item.pk]), {"title_en": "", "place": 5}).status_code == 422
    new = {"title_nl": "Beter", "title_en": "Better", "place": 5, "topic": town.topic.pk}
    assert client.post(reverse("topics:item-titles", args=[item.pk]), new).status_code == 302
    assert client.post(reverse("topics:item-publish", args=[item.pk]), {"note": ""}).status_code == 302
    for name in ("read", "item-print", "item"):
        text = client.get(reverse(f"topics:{name}", args=[item.pk])).text
        assert ("Better" in text or "Beter" in text) or pytest.fail(name)


def test_an_editor_is_told_what_is_missing(town, client):
    client.force_login(town.admin)
    draft = make_item(town.group, published=False, parts=[PAGE])
    assert client.post(reverse("topics:item-publish", args=[draft.item_id]), {"note": ""}).status_code == 422
    wrong = reverse("topics:part-add", args=[draft.item_id, "card"])
    assert client.get(wrong).status_code == 404
    answer = client.post(
        reverse("topics:part-add", args=[draft.item_id, "quiz"]), {"question_nl": "Wat?", "right": "c"}
    )
    assert answer.status_code == 422
    assert client.post(reverse("topics:item-new"), {"kind": "lesson"}).status_code == 422
    move = reverse("topics:part-move", args=[draft.item_id, "page"])
    assert 'id="editor"' in client.post(move, {"to": "up"}, headers={"hx-request": "true"}).text
    assert CARD["kind"] != QUIZ["kind"]


def test_offered_answered_and_marked_on_the_pages(town, client):
    item = make_item(town.group).item
    client.force_login(town.admin)
    client.post(reverse("topics:item-offer", args=[item.pk]), {"organisation": town.umbrella.pk})
    offer = ItemOffer.objects.get()
    client.force_login(town.head)
    assert [row for row, _version in client.get(reverse("topics:library")).context["offers"]] == [offer]
    client.post(reverse("topics:item-offer-answer", args=[offer.pk]), {"answer": "accept"})
    client.force_login(make_user(role="coordinator", organisation=town.other))
    assert "Groep" in client.get(reverse("topics:item", args=[item.pk])).text
    mark = reverse("topics:item-mark", args=[item.pk])
    assert client.post(mark, {"evidence": "experience", "note": "80 % werd milder"}).status_code == 422
    assert client.post(mark, {"evidence": "randomised", "note": "Met loting."}).status_code == 422
    assert client.post(mark, {"evidence": "experience", "note": "Rustiger begin."}).status_code == 302
    assert client.post(reverse("topics:mark-take-back", args=[Mark.objects.get().pk])).status_code == 302
    guide = reverse("topics:guide-mark", args=[town.version.guide_id])
    assert client.get(guide).status_code == 404
    client.force_login(town.admin)
    assert client.post(guide, {"evidence": "debrief", "note": "Duo's bleven kalm."}).status_code == 302
    assert "kalm" in client.get(reverse("topics:guide", args=[town.version.guide_id])).text
