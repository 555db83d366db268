from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from canvass.core import jobs
from canvass.core.charts import ChartTable
from conversations.insight.dashboards.files import csv_of
from conversations.insight.dashboards.report import report_html
from conversations.insight.exporting.asking import ask_export
from conversations.insight.models import DoorCount, Export, StagedConversation
from tests.conversations.insight.dashboards.talks import Talks, publish
from tests.conversations.insight.exporting.made import plain, sealed_export
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MOST_QUERIES = 12
FORBIDDEN = (
    "changed their mind", "our effect", "1 in 10", "caused", "because of the talk", "thanks to the conversation",
    "anonymous", "proves", "convinced", "ranking",
)  # fmt: skip


@pytest.fixture
def full():
    """120 conversations by five canvassers, in two areas and two weeks, and the doors they came from."""
    talks = Talks(1, goal_conversations=200)
    rows = []
    for i in range(120):
        rows += talks.stage(1, statement=talks.statements[0], opening=i % 8, closing=min(10, i % 8 + i % 3))
    publish(rows)
    for week, conversations in (("2026-W09", 50), ("2026-W10", 70)):
        for outcome, count in (("conversation", conversations), ("not_home", 300), ("not_interested", 90)):
            DoorCount.objects.create(
                campaign=talks.campaign, area="BU1", period=week, outcome=outcome, count=count
            )  # fmt: skip
    return talks


def page_of(client, talks, name="insight:campaign", query=""):
    client.force_login(make_user(role="coordinator", organisation=talks.campaign.organisation))
    url = reverse(name, args=[talks.campaign.pk]) + query
    return client.get(url, headers={"accept-language": "en"})


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_page_says_what_it_may_and_nothing_else(client, full):
    text = words(page_of(client, full).content.decode())
    assert "120 of 120 conversations with an opening number a closing number was logged too." in text
    assert re.search(r"On average \+\d\.\d \(95% interval \+\d\.\d to \+\d\.\d\), as reported at the door", text)
    assert "This is not a measured effect : people can be polite, and not everyone gives a closing number." in text
    assert "Not representative of the neighbourhood." in text
    assert [phrase for phrase in FORBIDDEN if phrase in text.lower()] == []
    assert "nan" not in text.lower().split()


def test_every_chart_has_its_table_and_its_file(client, full):
    html = page_of(client, full).content.decode()
    figures = html.split("<figure")[1:]
    assert len(figures) >= 8
    names = [re.search(r"chart=([\w-]+)", figure) for figure in figures]
    assert all("<table" in figure for figure in figures)
    assert all(names)
    for name in {found.group(1) for found in names if found}:
        answer = page_of(client, full, "insight:chart-file", f"?chart={name}")
        assert answer.status_code == 200
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) > 1


def test_a_file_of_an_unknown_chart_is_not_there(client, full):
    assert page_of(client, full, "insight:chart-file", "?chart=secret").status_code == 404


def test_a_cell_of_a_file_starts_no_formula():
    text = csv_of(ChartTable(("=item", "n"), (("+1|cmd", None), ("-2", 3))))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows == [["'=item", "n"], ["'+1|cmd", "too few conversations"], ["-2", "3"]]


@pytest.mark.parametrize("query", ["", "?part=m:2026-03"])
def test_a_page_asks_the_database_a_fixed_number_of_times(client, full, query):
    page_of(client, full, query=query)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("insight:campaign", args=[full.campaign.pk]) + query)
    assert len(asked) <= MOST_QUERIES + (3 if query else 0)


def test_what_is_staged_waits_for_the_intake_and_doors_do_not(client, full):
    rows = full.stage(5, statement=full.statements[0])
    assert StagedConversation.objects.count() == 5
    text = words(page_of(client, full).content.decode())
    assert "Figures about opinions count the 120 conversations of the last weekly intake." in text
    assert rows


def test_the_goal_and_the_week_are_told(client, full):
    text = words(page_of(client, full).content.decode())
    assert "60% 120 of 200 conversations" in text
    assert "This week" in text


def test_the_report_says_how_it_was_measured_and_names_no_neighbourhood(full):
    text = words(report_html(full.campaign))
    assert "How this was measured" in text
    assert "Not representative of the neighbourhood." in text
    assert "It is not a measured effect" in text
    assert [phrase for phrase in FORBIDDEN if phrase in text.lower()] == []
    assert "BU1" not in text


def test_the_report_is_made_by_a_job_and_fetched_as_a_pdf(client, full, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    monkeypatch.setattr(jobs, "_heartbeat", lambda run, stop: None)
    coordinator = make_user(role="coordinator", organisation=full.campaign.organisation)
    export = ask_export(campaign=full.campaign, kind="report", purpose="fund", by=coordinator, now=timezone.now())
    assert jobs.run(job_id=export.job_id)
    export = Export.objects.get()
    assert export.file_name.endswith(".pdf")
    assert plain(export).startswith(b"%PDF")
    client.force_login(coordinator)
    answer = client.get(reverse("insight:download", args=[export.pk]))
    assert answer["Content-Type"] == "application/pdf"
    answer.close()


def test_an_admin_sees_what_is_overdue_and_who_took_files(client, full):
    admin = make_user(role="admin", organisation=full.campaign.organisation)
    overdue = timezone.now() - timedelta(days=2)
    export = sealed_export(full.campaign, purpose="year report", asked_by=admin, expires_at=overdue)
    client.force_login(admin)
    url = reverse("insight:data-protection", args=[full.campaign.organisation.slug])
    text = words(client.get(url, headers={"accept-language": "en"}).content.decode())
    assert "1 kind of data should have gone already" in text
    assert "year report" in text
    assert "Entries held apart" in text
    assert "E-mail addresses of residents" in text
    Export.objects.filter(pk=export.pk).update(file_name="")
    assert "Nothing is kept longer than it should be" in words(
        client.get(url, headers={"accept-language": "en"}).content.decode()
    )
