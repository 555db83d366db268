"""Single conversations: which rows, what of them, and what never."""

from __future__ import annotations

import csv
import io
import uuid

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from conversations.insight.coarsening import NOWHERE
from conversations.insight.exporting import writing
from conversations.insight.exporting.records_columns import record_columns
from conversations.insight.intake import take_in
from conversations.insight.models import Conversation, StagedConversation
from tests.conversations.insight.dashboards.talks import Talks, publish
from tests.conversations.insight.exporting.made import ask, make, plain
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_chunks")]


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_row_says_what_was_written_down_as_coarse_as_that(talks, admin):
    rows = table(plain(make(ask(talks.campaign, admin, "records"))))
    kept = list(Conversation.objects.order_by("pk").select_related("statement", "concern"))
    assert len(rows) == len(kept) == 30
    for row, talk in zip(rows, kept, strict=True):
        area = "" if talk.area == NOWHERE else talk.area
        assert (row["area"], row["area_level"], row["period"]) == (area, talk.area_level, talk.period)
        assert (row["opening"], row["closing"]) == tuple(
            "" if number is None else str(number) for number in (talk.opening, talk.closing)
        )
        values = [row[f"value_{n}"] for n in (1, 2, 3)]
        assert [value for value in values if value] == talk.shared_values
        assert row["concern"] == (talk.concern.code if talk.concern else "")
        assert row["steps"] == ";".join(talk.steps)
        assert row["statement"] == str(talk.statement.version)
        assert row["minutes"] == (f"{talk.minutes_bucket} min" if talk.minutes_bucket else "")


def test_nothing_of_a_row_leads_back_to_it(talks, admin):
    Conversation.objects.update(card_code_hash=None)
    text = plain(make(ask(talks.campaign, admin, "records"))).decode()
    for talk in Conversation.objects.all():
        for secret in (talk.pk, talk.canvasser_code):
            assert str(secret) not in text
            assert secret.hex not in text


def test_a_canvasser_has_one_name_in_a_file_and_another_in_the_next(talks, admin):
    files = [table(plain(make(ask(talks.campaign, admin, "records")))) for _file in range(2)]
    codes = list(Conversation.objects.order_by("pk").values_list("canvasser_code", flat=True))
    names = []
    for rows in files:
        pairs = set(zip((row["canvasser"] for row in rows), codes, strict=True))
        assert len(pairs) == len({name for name, _code in pairs}) == len(set(codes))
        names.append({name for name, _code in pairs})
    assert not names[0] & names[1]


def test_what_is_taken_in_meanwhile_waits_for_the_next(talks, admin, monkeypatch):
    before = take_in(now=timezone.now(), even_if_done=True)
    real = writing.records_of

    def late(*args, **kwargs):
        found = real(*args, **kwargs)
        if not StagedConversation.objects.exists():
            talks.stage(4, statement=talks.statements[0])
        Conversation.objects.bulk_create(
            Conversation(**talks.make(statement=talks.statements[0]), intake=before.pk + 1) for _ in range(5)
        )
        return found

    monkeypatch.setattr(writing, "records_of", late)
    assert make(ask(talks.campaign, admin, "records")).rows == 30


def test_the_comparison_arm_and_staged_talks_stay_out(talks, admin):
    Conversation.objects.filter(pk=Conversation.objects.order_by("pk").first().pk).update(arm="comparison")
    talks.stage(3)
    assert make(ask(talks.campaign, admin, "records")).rows == 29


def test_versions_of_which_the_pages_say_nothing_stay_out(talks, admin):
    publish(talks.stage(4, statement=talks.statements[1]))
    rows = table(plain(make(ask(talks.campaign, admin, "records"))))
    assert {row["statement"] for row in rows} == {"1"}


@pytest.mark.parametrize("fixed", [{"talks": 9}, {"talks": 30, "canvassers": 2}])
@pytest.mark.usefixtures("in_english")
def test_too_few_to_tell_of_are_refused_in_words(fixed):
    made = Talks(2)
    codes = [uuid.UUID(int=n + 1) for n in range(fixed.get("canvassers", 5))]
    rows = [
        made.stage(1, statement=made.statements[0], canvasser_code=codes[n % len(codes)])[0]
        for n in range(fixed["talks"])
    ]
    publish(rows)
    by = make_user(role="admin", organisation=made.campaign.organisation)
    export = make(ask(made.campaign, by, "records"))
    assert export.file_name == ""
    assert "too few conversations" in export_error(export)


@pytest.mark.usefixtures("in_english")
def test_a_workbook_has_its_limit_and_a_codebook(talks, admin, monkeypatch):
    book = load_workbook(io.BytesIO(plain(make(ask(talks.campaign, admin, "records", "xlsx")))))
    assert book.sheetnames == ["data", "codebook"]
    rows = list(book["data"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 30
    openings = [talk.opening for talk in Conversation.objects.order_by("pk")]
    assert [row[6] for row in rows] == openings, "numbers are numbers"
    monkeypatch.setattr(writing, "MOST_ROWS_OF_A_WORKBOOK", 29)
    assert "at most 100,000 rows" in export_error(make(ask(talks.campaign, admin, "records", "xlsx")))


def test_the_codebook_explains_every_column_and_code_in_both_languages(talks, admin):
    export = make(ask(talks.campaign, admin, "records"))
    lines = table(plain(export, "codebook"))
    columns = [line["column"] for line in lines if not line["value"]]
    assert columns == list(table(plain(export))[0]) == [column.name for column in record_columns(talks.campaign)]
    assert all(line["meaning_nl"] and line["meaning_en"] for line in lines)
    meant = {(line["column"], line["value"]): (line["meaning_nl"], line["meaning_en"]) for line in lines}
    assert meant["concern", "money"] == ("Geld", "Money")
    assert meant["opening_missing", "not_asked"] == ("niet gevraagd", "not asked")
    assert meant["area", ""][0] != meant["area", ""][1]


def export_error(export) -> str:
    from canvass.core.models import Job

    job = Job.objects.get(pk=export.job_id)
    assert (job.state, job.is_explained) == ("failed", True)
    return job.error
