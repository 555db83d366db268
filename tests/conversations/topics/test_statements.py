from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from conversations.topics.correcting import correct_spelling
from conversations.topics.errors import TopicError
from conversations.topics.models import Correction, Statement
from conversations.topics.statements import StatementWords, add_version, change_statement
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.usefixtures("in_english")

WORDS = StatementWords(
    text_nl="Er is plek",
    text_en="There is space",
    low_nl="oneens",
    low_en="",
    high_nl="eens",
    high_en="",
    hoped_direction=1,
)


def correct(town, text_nl, *, text_en=None, same_meaning=True):
    return correct_spelling(
        row=town.statement,
        organisation=town.group,
        text_nl=text_nl,
        text_en=town.statement.text_en if text_en is None else text_en,
        same_meaning=same_meaning,
        by=town.admin,
    )


def test_a_statement_changes_freely_before_the_first_day(town):
    town.campaign(days=1)
    change_statement(statement=town.statement, words=WORDS, today=town.today)
    assert Statement.objects.get(pk=town.statement.pk).text_nl == "Er is plek"


def test_after_the_first_day_it_does_not(town):
    town.campaign()
    with pytest.raises(TopicError):
        change_statement(statement=town.statement, words=WORDS, today=town.today)


def test_a_new_version_leaves_the_campaign_with_the_old_one(town):
    campaign = town.campaign()
    new = add_version(topic=town.topic, words=replace(WORDS, hoped_direction=-1), by=town.admin)
    campaign.refresh_from_db()
    assert (new.version, campaign.statement.version) == (2, 1)
    assert AuditEntry.objects.filter(verb="added statement", subject=f"statement {new.pk}").exists()


def test_spelling_is_corrected_and_written_down(town):
    town.campaign()
    correct(town, "Er is pláats.")
    assert Statement.objects.get(pk=town.statement.pk).text_nl == "Er is pláats."
    found = Correction.objects.get()
    assert (found.before_nl, found.after_nl, found.alike_percent >= 80) == ("Er is plaats", "Er is pláats.", True)
    entry = AuditEntry.objects.get(verb="corrected spelling")
    assert (entry.actor, entry.subject) == (town.admin, f"statement {town.statement.pk}")


@pytest.mark.parametrize(
    ("text", "same_meaning"),
    [("Er is geen plaats", True), ("Er is plaats.", False), ("Er is plaats", True), ("", True)],
)
def test_anything_else_is_refused(town, text, same_meaning):
    town.campaign()
    with pytest.raises(TopicError):
        correct(town, text, same_meaning=same_meaning)
    assert not Correction.objects.exists()


def test_small_steps_do_not_add_up_to_another_word(town):
    town.campaign()
    correct(town, "Er is plaat")
    with pytest.raises(TopicError):
        correct(town, "Er is plat")
    correct(town, "Er is plaats")
    assert Correction.objects.count() == 2


def test_a_missing_translation_may_be_added(town):
    Statement.objects.filter(pk=town.statement.pk).update(text_en="")
    town.statement.refresh_from_db()
    town.campaign()
    correct(town, town.statement.text_nl, text_en="There is room")
    assert Statement.objects.get(pk=town.statement.pk).text_en == "There is room"


def test_the_pages_say_what_still_can_be_done(town, client):
    client.force_login(town.admin)
    url = reverse("topics:statement", args=[town.statement.pk])
    data = {**vars(WORDS)}
    assert client.get(url).templates[0].name == "topics/statement.html"
    assert client.post(url, data).status_code == 302
    town.campaign()
    assert client.get(url).templates[0].name == "topics/locked.html"
    assert client.post(url, data).status_code == 422
    spelling = reverse("topics:statement-spelling", args=[town.statement.pk])
    asked = {"text_nl": "Er is geen plek", "text_en": "There is space", "same_meaning": "on"}
    answer = client.post(spelling, asked)
    assert answer.status_code == 422
    assert "new version" in str(answer.context["form"].non_field_errors())
    assert client.post(spelling, asked | {"text_nl": "Er is plek."}).status_code == 302
    told = client.get(reverse("topics:detail", args=[town.topic.pk])).text
    assert "<del" in told
    new = reverse("topics:statement-new", args=[town.topic.pk])
    assert client.get(new).context["form"].initial["text_nl"] == "Er is plek."
    assert client.post(new, data).status_code == 302
    assert town.topic.statements.count() == 2
