from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.topics import defaults
from conversations.topics.drafting import start_draft
from conversations.topics.models import Guide, SharedValue, Statement, Topic
from conversations.topics.starting import start_default_topic
from tests.factories import make_guide, make_organisation, make_statement, make_user

# Session, user and the top bar are three; whose topics one sees and changes are three; the rest is the page's own.
QUERIES = {
    "topics:list": 9, "topics:create": 9, "topics:detail": 15, "topics:edit": 7, "topics:statement-new": 8,
    "topics:statement": 8, "topics:statement-spelling": 7, "topics:words": 9, "topics:word": 9,
    "topics:guides": 9, "topics:guide-new": 8, "topics:guide": 17, "topics:guide-edit": 7, "topics:compare": 11,
    "topics:version": 10, "topics:fork": 9, "topics:line-spelling": 7, "topics:draft": 10, "topics:publish": 8,
    "topics:discard": 7, "topics:step": 7,
}  # fmt: skip


def addresses(town):
    """Every page of the town's topic and guide."""
    draft = start_draft(guide=town.version.guide)
    step, line = draft.steps.first(), town.version.steps.first()
    args = {
        "topics:list": [], "topics:create": [], "topics:guides": [], "topics:guide-new": [],
        "topics:statement": [town.statement.pk], "topics:statement-spelling": [town.statement.pk],
        "topics:words": [town.topic.pk, "concerns"],
        "topics:word": [town.topic.pk, "concerns", town.topic.concerns.get().pk],
        "topics:version": [town.version.pk], "topics:fork": [town.version.pk], "topics:line-spelling": [line.pk],
        "topics:draft": [draft.pk], "topics:publish": [draft.pk], "topics:discard": [draft.pk],
        "topics:step": [step.pk],
    }  # fmt: skip
    for name in ("guide", "guide-edit", "compare"):
        args[f"topics:{name}"] = [town.version.guide_id]
    for name in ("detail", "edit", "statement-new"):
        args[f"topics:{name}"] = [town.topic.pk]
    return args


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_page_asks_the_database_little_however_much_there_is(town, client, name, django_assert_num_queries):
    client.force_login(town.admin)
    url = reverse(name, args=addresses(town)[name])
    with django_assert_num_queries(QUERIES[name]):
        assert client.get(url).status_code == 200
    for _ in range(4):
        statement = make_statement(town.group)
        guide = make_guide(statement).guide
        Guide.objects.create(organisation=town.group, topic=town.topic, text_nl="Kopie", based_on=guide.versions.get())
        town.campaign(days=5)
    with django_assert_num_queries(QUERIES[name]):
        assert client.get(url).status_code == 200


def test_an_empty_organisation_is_shown_the_way(client, db):
    client.force_login(make_user(role="admin", organisation=make_organisation()))
    for name in ("topics:list", "topics:guides"):
        assert 'class="empty"' in client.get(reverse(name)).text
    client.force_login(make_user(role="coordinator", organisation=make_organisation()))
    for name in ("topics:list", "topics:guides"):
        answer = client.get(reverse(name)).text
        assert 'class="empty"' in answer
        assert "btn-main" not in answer.split('class="empty"')[1].split("</main>")[0]


def test_topics_are_found_by_name_and_by_statement(town, client):
    client.force_login(town.admin)
    other = make_statement(town.group, text_nl="Windmolens horen hier")
    Topic.objects.filter(pk=other.topic_id).update(text_nl="Klimaat")
    page = reverse("topics:list")

    def found(words):
        return [line.topic.text_nl for line in client.get(page, {"q": words}).context["lines"]]

    assert found("klim") == found("molens") == ["Klimaat"]
    assert found("klimaat wonen") == []
    assert found("") == ["Klimaat", "Wonen"]


def test_the_list_counts_what_is_at_the_doors(town, client):
    client.force_login(town.admin)
    town.campaign()
    town.campaign(days=4)
    town.campaign(days=-90)  # over
    Statement.objects.create(topic=town.topic, version=2, text_nl="Anders", low_nl="0", high_nl="10")
    for query in ({}, {"q": "anders"}):
        [line] = client.get(reverse("topics:list"), query).context["lines"]
        assert (line.campaigns, line.running, line.guides, line.statement.version) == (3, 1, 1, 2)


def test_one_of_the_eight_becomes_a_topic_with_everything(town, client):
    client.force_login(town.admin)
    page = reverse("topics:create")
    assert len(client.get(page).context["choices"]) == 8
    answer = client.post(page, {"default": "climate"})
    topic = Topic.objects.get(code="climate")
    assert answer["Location"] == reverse("topics:detail", args=[topic.pk])
    assert topic.statements.get().version == 1
    assert (topic.prejudices.count(), topic.concerns.count() > 3) == (3, True)
    assert topic.guides.get().versions.get().is_draft
    assert len(client.get(page).context["choices"]) == 7
    assert client.post(page, {"default": "climate"}).status_code == 422
    assert SharedValue.objects.filter(organisation=town.group).count() == 1  # it had values of its own


def test_a_first_topic_brings_the_twelve_values(db):
    organisation = make_organisation()
    start_default_topic(organisation=organisation, words=defaults.TOPICS[0], by=None)
    assert SharedValue.objects.filter(organisation=organisation).count() == 12


def test_a_topic_of_ones_own_goes_on_to_its_statement(town, client):
    client.force_login(town.admin)
    answer = client.post(reverse("topics:create"), {"text_nl": "Zorg dichtbij", "text_en": "Care nearby"})
    topic = Topic.objects.get(code="zorg-dichtbij")
    assert answer["Location"] == reverse("topics:statement-new", args=[topic.pk])
    assert (
        "a statement is missing"
        in client.get(reverse("topics:detail", args=[topic.pk]), headers={"accept-language": "en"}).text
    )
    assert client.post(reverse("topics:create"), {"text_nl": ""}).status_code == 422


def test_who_manages_several_organisations_says_which(town, client):
    client.force_login(town.head)
    page = reverse("topics:create")
    assert client.get(page).context["place"].initial["organisation"] == town.umbrella.pk
    assert client.post(page, {"default": "climate"}).status_code == 422
    assert client.post(page, {"default": "climate", "organisation": make_organisation().pk}).status_code == 422
    client.post(page, {"default": "climate", "organisation": town.other.pk})
    assert Topic.objects.get(code="climate").organisation == town.other


def test_archiving_hides_and_brings_back(town, client):
    client.force_login(town.admin)
    for name, args, page in (
        ("topics:archive", [town.topic.pk], "topics:list"),
        ("topics:guide-archive", [town.version.guide_id], "topics:guides"),
    ):
        client.post(reverse(name, args=args))
        assert client.get(reverse(page)).context["lines"] == []
        assert len(client.get(reverse(page), {"archived": 1}).context["lines"]) == 1
        client.post(reverse(name, args=args))
        assert len(client.get(reverse(page)).context["lines"]) == 1


def test_names_may_change_at_any_time(town, client):
    client.force_login(town.admin)
    town.campaign()
    names = {"text_nl": "Anders genoemd", "text_en": ""}
    assert client.post(reverse("topics:edit", args=[town.topic.pk]), names).status_code == 302
    assert client.post(reverse("topics:guide-edit", args=[town.version.guide_id]), names).status_code == 302
    assert client.post(reverse("topics:edit", args=[town.topic.pk]), {"text_nl": "x" * 81}).status_code == 422
    assert Topic.objects.get(pk=town.topic.pk).text_nl == "Anders genoemd"


def test_a_coordinator_reads_and_is_offered_no_deeds(town, client):
    client.force_login(make_user(role="coordinator", organisation=town.group))
    town.campaign()
    pages = addresses(town)
    for name in ("topics:list", "topics:detail", "topics:words", "topics:guides", "topics:guide", "topics:version"):
        text = client.get(reverse(name, args=pages[name])).text.split("<main")[1]
        assert 'method="post"' not in text, name
    assert client.get(reverse("topics:guide", args=[town.version.guide_id])).context["draft"] is not None
    assert timezone.localdate() == town.today
