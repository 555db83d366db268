"""What another system may read: counts of the organisation's own, hidden as on its pages, and no name."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from conversations.insight.dashboards.queries import dashboard
from conversations.insight.models import Export
from tests.conversations.insight.dashboards.talks import Talks, publish
from tests.conversations.insight.exporting.made import sealed_export
from tests.factories import make_campaign, make_organisation, make_shift, make_user
from volunteers.people.models import AuditEntry
from volunteers.shifts.models import Shift, SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def talks_of(organisation, count):
    talks = Talks(1, organisation=organisation)
    statement = talks.statements[0]
    rows = [talks.stage(1, statement=statement, opening=4, closing=4 + i % 3)[0] for i in range(count)]
    publish(rows)
    return talks.campaign


def test_campaigns_are_the_organisations_own(organisation, token_for, ask):
    mine = make_campaign(organisation=organisation)
    make_campaign(organisation=make_organisation(parent=organisation))
    answer = ask("campaigns", token_for(organisation, "shifts")[1])
    assert [row["id"] for row in answer.json()["items"]] == [mine.pk]
    assert answer["Cache-Control"] == "no-store"


def test_shifts_say_how_many_and_never_who(organisation, token_for, ask):
    campaign = make_campaign(organisation=organisation)
    shift = make_shift(campaign=campaign, places=3)
    people = [make_user(role="volunteer", organisation=organisation, name="Fatima Zeldzaam") for _ in range(3)]
    states = ["going", "waiting", "cancelled"]
    for person, state in zip(people, states, strict=True):
        SignUp.objects.create(shift=shift, volunteer=person, state=state)
    make_shift(campaign=make_campaign())
    secret = token_for(organisation, "shifts")[1]
    answer = ask("shifts", secret)
    (row,) = answer.json()["items"]
    assert (row["going"], row["waiting"], row["places"], row["campaign"]) == (1, 1, 3, campaign.pk)
    assert "Fatima" not in answer.content.decode()
    assert not any("phone" in name for name in row)
    assert ask(f"shifts/{shift.pk}", secret).json() == row
    assert ask(f"shifts/{make_shift().pk}", secret).json() == {"code": "not_found"}


def test_shifts_are_found_by_day_campaign_and_change(organisation, token_for, ask):
    campaign = make_campaign(organisation=organisation)
    today = timezone.localtime()
    shifts = [
        make_shift(campaign=campaign, starts_at=today + timedelta(days=n), ends_at=today + timedelta(days=n, hours=1))
        for n in range(3)
    ]
    secret = token_for(organisation, "shifts")[1]

    def found(**query):
        return [row["id"] for row in ask("shifts", secret, **query).json()["items"]]

    day = (today + timedelta(days=1)).date().isoformat()
    assert found(start=day, end=day) == [shifts[1].pk]
    assert found(campaign=make_campaign().pk) == []
    Shift.objects.filter(pk=shifts[0].pk).update(changed_at=today - timedelta(days=9))
    assert found(changed_since=(today - timedelta(days=1)).isoformat()) == [shifts[1].pk, shifts[2].pk]
    for wrong in ({"page": 0}, {"start": "yesterday"}, {"changed_since": "2026-01-01T00:00:00"}):
        assert ask("shifts", secret, **wrong).json() == {"code": "malformed"}


def test_pages_of_a_hundred_in_few_queries(organisation, token_for, ask, django_assert_max_num_queries):
    campaign = make_campaign(organisation=organisation)
    start = timezone.now()
    Shift.objects.bulk_create(
        Shift(campaign=campaign, starts_at=start + timedelta(hours=n), ends_at=start + timedelta(hours=n + 1))
        for n in range(101)
    )
    secret = token_for(organisation, "shifts")[1]
    with django_assert_max_num_queries(4):
        first = ask("shifts", secret).json()
    assert (len(first["items"]), first["count"], first["next"]) == (100, 101, 2)
    last = ask("shifts", secret, page=2).json()
    assert (len(last["items"]), last["next"]) == (1, None)
    assert parse_datetime(last["items"][0]["starts_at"]) > parse_datetime(first["items"][-1]["starts_at"])


def test_totals_are_those_of_the_dashboard(organisation, token_for, ask, django_assert_max_num_queries):
    campaign = talks_of(organisation, 30)
    secret = token_for(organisation, "totals")[1]
    ask("campaigns", secret)
    with django_assert_max_num_queries(12):
        answer = ask(f"campaigns/{campaign.pk}/totals", secret).json()
    (tables,) = dashboard(campaign, "", now=timezone.now()).versions
    (statement,) = answer["statements"]
    assert (statement["conversations"], statement["few"]) == (30, False)
    assert statement["change"]["mean"] == pytest.approx(tables.ratings.change.change.value)
    shown = {row["label"]: row["count"] for row in statement["values"]}
    assert shown == {share.label: share.count for share in tables.values}
    assert "not a measured effect" in answer["caveat"]


def test_too_few_is_null_in_the_api_too(organisation, token_for, ask):
    campaign = talks_of(organisation, 9)
    secret = token_for(organisation, "totals")[1]
    (statement,) = ask(f"campaigns/{campaign.pk}/totals", secret).json()["statements"]
    assert (statement["few"], statement["change"], statement["opening"]) == (True, None, None)
    assert {row["count"] for row in statement["values"] + statement["concerns"]} == {None}


def test_outcomes_do_not_flow_up_and_not_sideways(organisation, token_for, ask, django_assert_max_num_queries):
    campaign = talks_of(organisation, 30)
    above, beside = organisation.parent, make_organisation(parent=organisation.parent)
    for other in (above, beside):
        secret = token_for(other, "shifts", "totals", "exports")[1]
        assert ask("campaigns", secret).json()["items"] == []
        assert ask(f"campaigns/{campaign.pk}/totals", secret).status_code == 404
    secret = token_for(above, "totals", name="totals")[1]
    with django_assert_max_num_queries(12):
        (statement,) = ask("together", secret).json()["statements"]
    assert (statement["few"], statement["change"]) == (True, None), "all of it is one group's"


def test_exports_as_rows_and_as_a_file(organisation, token_for, ask, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    campaign = make_campaign(organisation=organisation)
    text = 'area,week\n"BU1, zuid",2026-W10\n'.encode("utf-8-sig")
    export = sealed_export(campaign, text)
    book = sealed_export(campaign, b"PK", format="xlsx", expires_at=timezone.now() + timedelta(hours=1))
    sealed_export(campaign, text, kind="records")
    token, secret = token_for(organisation, "exports")
    listed = {row["id"]: row["format"] for row in ask("exports", secret).json()["items"]}
    assert listed == {str(export.pk): "csv", str(book.pk): "xlsx"}, "single conversations are not for machines"
    assert ask(f"exports/{book.pk}", secret).status_code == 404, "a workbook is no table here"
    rows = ask(f"exports/{export.pk}", secret).json()
    assert (rows["columns"], rows["rows"]) == (["area", "week"], [["BU1, zuid", "2026-W10"]])
    file = ask(f"exports/{export.pk}/file", secret)
    assert b"".join(file.streaming_content) == text
    entries = AuditEntry.objects.filter(verb="api token took export", subject__endswith=export.pk)
    assert entries.count() == 2
    assert all(entry.subject == f"{token.pk} {export.pk}" for entry in entries)
    outsider = token_for(make_organisation(), "exports")[1]
    for unknown, who in ((uuid.uuid4(), secret), (export.pk, outsider)):
        assert ask(f"exports/{unknown}", who).status_code == 404
    Export.objects.update(expires_at=timezone.now())
    assert ask(f"exports/{export.pk}/file", secret).status_code == 404


def test_every_endpoint_only_reads():
    from conversations.insight.api.openapi import description

    methods = {method for path in json.loads(description())["paths"].values() for method in path}
    assert methods == {"get"}
