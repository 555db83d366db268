from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_organisation, make_user
from volunteers.people import audit
from volunteers.people.auditing.words import DEEDS, WORDS
from volunteers.people.federation.merging import merge_organisations
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.usefixtures("in_english")
APPS = ("canvass", "conversations", "volunteers")


@pytest.fixture
def group(db):
    return make_organisation(name="Buurt Oost")


@pytest.fixture
def admin(group):
    return make_user(role="admin", organisation=group, name="Ada Admin")


def page_of(client, group, admin, query="", status=200):
    client.force_login(admin)
    answer = client.get(reverse("people:audit", args=[group.slug]) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_log_says_what_will_stand_in_it(client, group, admin):
    assert "Nothing was noted yet" in page_of(client, group, admin)


def test_lines_stand_in_words_with_who_and_when(client, group, admin):
    audit.note(actor=admin, organisation=group, verb="copied addresses", subject="training: 12")
    audit.note(actor=None, organisation=group, verb="account deleted by its owner")
    html = page_of(client, group, admin)
    assert "copied mail addresses" in html
    assert "Ada Admin" in html
    assert "training: 12" in html
    assert "no name kept" in html
    assert "2 deeds in the log of Buurt Oost" in html


def test_of_an_account_that_is_gone_no_name_is_left(client, group, admin):
    gone = make_user(name="Weg Gegaan")
    audit.note(actor=gone, organisation=group, verb="joined")
    gone.delete()
    html = page_of(client, group, admin)
    assert "an account that is gone" in html
    assert "Weg" not in html


def test_another_organisation_reads_its_own_log_only(client, group, admin):
    other = make_organisation()
    audit.note(actor=admin, organisation=other, verb="asked export")
    assert "asked for an export" not in page_of(client, group, admin)


def test_what_was_noted_of_a_merged_group_stays_readable(client, group, admin):
    first, second = (make_organisation(parent=group.parent) for _ in range(2))
    audit.note(actor=admin, organisation=first, verb="asked export")
    merge_organisations(source=first, into=second, by=admin)
    merge_organisations(source=second, into=group, by=admin)
    html = page_of(client, group, admin)
    assert "asked for an export" in html
    assert html.count("merged another organisation into this one") == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ada", ["asked for an export", "changed somebody"]),
        ("?q=nobody", []),
        ("?about=data", ["asked for an export"]),
        ("?about=rights", ["changed somebody"]),
        ("?until=2020-01-01", []),
        ("?since=2020-01-01", ["asked for an export", "changed somebody"]),
    ],
)
def test_the_log_is_searched(client, group, admin, query, found):
    audit.note(actor=admin, organisation=group, verb="asked export")
    audit.note(actor=admin, organisation=group, verb="changed role")
    html = page_of(client, group, admin, query)
    assert [words for words in ("asked for an export", "changed somebody") if words in html] == found
    assert ("Nothing matches" in html) == (not found)


def test_a_day_that_is_none_is_said(client, group, admin):
    assert "valid date" in page_of(client, group, admin, "?since=gisteren", status=422)


@pytest.mark.parametrize("lines", [0, 1, 5000])
def test_the_page_costs_the_same_for_any_number_of_lines(client, group, admin, lines, django_assert_max_num_queries):
    rows = [AuditEntry(actor=admin, organisation=group, verb="asked export", at=timezone.now()) for _ in range(lines)]
    AuditEntry.objects.bulk_create(rows)
    page_of(client, group, admin)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("people:audit", args=[group.slug])).status_code == 200


def test_every_deed_that_the_product_notes_has_words():
    noted = {verb for path in _sources() for verb in _verbs(path)}
    assert len(noted) > 40
    assert noted - set(WORDS) == set()


def test_no_deed_stands_under_two_headings():
    assert sum(map(len, DEEDS.values())) == len(WORDS)
    assert max(map(len, WORDS)) <= AuditEntry._meta.get_field("verb").max_length


def _sources():
    for app in APPS:
        yield from Path(settings.BASE_DIR, app).rglob("*.py")


def _verbs(path):
    """The deeds written out in calls of ``note``; those put together are noted by their own tests."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "note":
            for keyword in node.keywords:
                if keyword.arg == "verb" and isinstance(keyword.value, ast.Constant):
                    yield keyword.value.value
