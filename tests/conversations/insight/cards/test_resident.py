"""A resident sees, corrects and erases by the code on the card."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from conversations.insight.closing import close_shift
from conversations.insight.exporting.keeping import sealed_path, withdraw
from conversations.insight.intake import take_in
from conversations.insight.models import CardCode, Conversation, Export, RatingCell, StagedConversation
from conversations.insight.rollups.verifying import verify
from tests.conversations.insight.cards.world import CardEvening, Resident
from tests.conversations.insight.exporting.made import sealed_export
from tests.factories import make_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    return CardEvening()


@pytest.fixture
def resident(evening):
    return Resident(evening.talk().code)


def counted():
    return sum(RatingCell.objects.filter(area="", period="").values_list("conversations", flat=True))


def test_the_page_shows_everything_that_is_kept(evening, resident):
    evening.open()
    page = resident.text()
    for word in (
        "Housing",
        "There is room",
        "<bdi>4</bdi>",
        "<bdi>6</bdi>",
        "Care",
        "Money",
        "They get it for free",
        "a little",
        "10–20",
        "permission, story",
    ):
        assert word in page


def test_no_page_takes_a_code_in_its_address(evening, resident):
    evening.open()
    for page in ("kept", "change", "erase", "answer", "remind"):
        assert Client().get(f"/card/{page}", {"code": resident.code}).status_code == 405
    assert "Housing" not in Client().get("/card", {"code": resident.code}).content.decode()


def test_nothing_of_it_is_cached_or_put_in_a_session(evening, resident):
    evening.open()
    response = resident.post("kept")
    assert "no-store" in response["Cache-Control"]
    assert "sessionid" not in response.cookies


def test_before_the_opening_it_is_not_processed_yet(resident):
    assert "not processed yet" in resident.text()


def test_correcting_changes_the_row_and_the_counts(evening, resident):
    evening.open()
    page = resident.text("change", save="yes", opening="7", closing="none", values=["care"])
    assert "Changed." in page
    row = StagedConversation.objects.get()
    assert (row.opening, row.closing, row.closing_missing, row.shared_values) == (7, None, "refused", ["care"])
    assert verify().holds


def test_correcting_also_after_the_weekly_intake(evening, resident):
    evening.open()
    take_in(now=timezone.now())
    resident.post("change", save="yes", opening="0", closing="10")
    row = Conversation.objects.get()
    assert (row.opening, row.closing, row.shared_values) == (0, 10, [])
    assert verify().holds


@pytest.mark.parametrize(
    "wrong", [{"opening": "11"}, {"opening": ""}, {"values": ["care", "x"]}, {"values": ["nobody"]}]
)
def test_what_cannot_be_is_refused_and_nothing_changes(evening, resident, wrong):
    evening.open()
    response = resident.post("change", **{"save": "yes", "opening": "7", "closing": "7"} | wrong)
    assert response.status_code == 422
    assert StagedConversation.objects.get().opening == 4


def test_erasing_is_asked_twice(evening, resident):
    evening.open()
    assert "Yes, erase everything" in resident.text("erase")
    assert StagedConversation.objects.count() == 1


@pytest.mark.parametrize("taken_in", [False, True])
def test_an_erased_conversation_is_gone_from_rows_and_counts(evening, resident, taken_in):
    evening.open()
    if taken_in:
        take_in(now=timezone.now())
    assert counted() == 1
    assert "Erased." in resident.text("erase", sure="yes")
    assert (StagedConversation.objects.count(), Conversation.objects.count(), counted()) == (0, 0, 0)
    assert verify().holds
    assert "is erased" in resident.text()


def test_files_made_before_an_erasure_go_and_others_stay(
    evening, resident, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    evening.open()
    made = {}
    for campaign in (evening.campaign, make_campaign()):
        for kind, file_format in {"outcomes": "csv", "records": "csv", "report": "pdf", "doors": "csv"}.items():
            made[campaign == evening.campaign, kind] = sealed_export(campaign, kind=kind, format=file_format)
    with django_capture_on_commit_callbacks(execute=True):
        resident.post("erase", sure="yes")
    gone = {key for key, export in made.items() if not sealed_path(export).exists()}
    assert gone == {(True, "outcomes"), (True, "records"), (True, "report")}
    assert Export.objects.filter(file_name="", wrapped_key=None).count() == 3
    # What was made between the erasure and the intake told the figures of before.
    with django_capture_on_commit_callbacks(execute=True):
        assert withdraw() == 2
    # Records are read from the rows, where an erasure shows at once: an intake makes none of them wrong.
    left = {key for key, export in made.items() if sealed_path(export).exists()}
    assert left == {(True, "doors"), (False, "doors"), (False, "records")}


def test_erasing_before_the_opening_throws_away_what_comes_in(evening, resident):
    other = evening.talk(card=1, opening=9)
    assert "thrown away unread" in resident.text("erase", sure="yes")
    evening.open()
    assert [row.opening for row in StagedConversation.objects.all()] == [9]
    assert counted() == 1
    assert "is erased" in resident.text()
    assert "9" in Resident(other.code).text()


def test_what_comes_late_with_an_erased_card_is_thrown_away_too(evening, resident):
    evening.open()
    resident.post("erase", sure="yes")
    evening.talk(opening=9)
    close_shift(shift=evening.shift, by=None, now=timezone.now())
    assert not StagedConversation.objects.exists()


def test_a_conversation_whose_card_nobody_printed_here_can_be_erased(evening):
    CardCode.objects.all().delete()
    resident = Resident(evening.talk().code)
    evening.open()
    resident.post("erase", sure="yes")
    assert not StagedConversation.objects.exists()
    assert CardCode.objects.get().state == "erased"


def test_an_unused_card_answers_in_the_same_shape_as_an_unknown_one(evening):
    unused, unknown = Resident(evening.cards[5].code).post("kept"), Resident("0" * 17).post("kept")
    assert (unused.status_code, unknown.status_code) == (200, 200)
    assert "not processed yet" in unused.content.decode()
    assert "do not know this code" in unknown.content.decode()


def test_one_card_opens_one_conversation_only(evening):
    first, second = evening.talk(card=0, opening=1), evening.talk(card=1, opening=2)
    evening.open()
    assert "<bdi>1</bdi>" in Resident(first.code).text()
    assert "<bdi>2</bdi>" in Resident(second.code).text()


def test_without_the_code_the_page_says_why_nothing_can_be_done():
    page = Client(headers={"accept-language": "en"}).get("/card/no-code").content.decode()
    assert "Without the code we cannot find your conversation" in page
