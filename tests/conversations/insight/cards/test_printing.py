from __future__ import annotations

import re
import zlib

import pytest
from django.test import Client

from conversations.insight.cards.codes import cards_of
from conversations.insight.cards.desks import desk_of, set_desk
from conversations.insight.cards.mixing import mix_cards
from conversations.insight.cards.printing import make_sheets, printed_sheets, sheets_pdf
from conversations.insight.models import CardCode
from tests.factories import make_campaign, make_organisation, make_user
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make_campaign()


@pytest.fixture
def coordinator(campaign):
    return make_user(role="coordinator", organisation=campaign.organisation)


def streams(pdf: bytes) -> bytes:
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    parts = []
    for part in found:
        try:
            parts.append(zlib.decompress(part))
        except zlib.error:
            parts.append(part)
    return pdf + b"".join(parts)


def test_sheets_are_numbered_on_and_only_hashes_of_their_codes_stay(campaign, coordinator):
    first = make_sheets(campaign=campaign, count=2, by=coordinator)
    second = make_sheets(campaign=campaign, count=1, by=coordinator)
    assert [sheet.number for sheet in first + second] == [1, 2, 3]
    stored = {bytes(card.hash) for card in CardCode.objects.all()}
    assert stored == {card.hash for sheet in first + second for card in cards_of(sheet.seed)}
    assert printed_sheets(campaign) == 3


def test_the_seed_is_stored_nowhere(campaign, coordinator):
    (sheet,) = make_sheets(campaign=campaign, count=1, by=coordinator)
    columns = [bytes(value) for row in CardCode.objects.values_list("hash") for value in row]
    assert sheet.seed not in columns
    assert sheet.seed.hex() not in str(list(AuditEntry.objects.values()))


def test_the_pdf_has_a_page_a_sheet(campaign, coordinator):
    set_desk(organisation=campaign.organisation, email="privacy@example.org", phone="")
    sheets = make_sheets(campaign=campaign, count=2, by=coordinator)
    pdf = streams(sheets_pdf(campaign=campaign, sheets=sheets))
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == 2 or len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 2


def test_the_page_prints_and_a_missing_address_for_residents_stops_it(campaign, coordinator):
    client = Client()
    client.force_login(coordinator)
    page = f"/outcomes/{campaign.pk}/cards/"
    assert client.post(f"{page}print/", {"sheets": "1"}).status_code == 302
    assert not CardCode.objects.exists()
    assert client.post(f"{page}contact/", {"email": "no address"}).status_code == 422
    client.post(f"{page}contact/", {"email": "privacy@example.org"})
    assert client.post(f"{page}print/", {"sheets": "51"}).status_code == 422
    response = client.post(f"{page}print/", {"sheets": "1"})
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert "no-store" in response["Cache-Control"]
    assert CardCode.objects.count() == 10


def test_residents_reach_the_nearest_desk_above():
    above = make_organisation(kind="umbrella")
    below = make_organisation(parent=above)
    assert desk_of(below) is None
    set_desk(organisation=above, email="up@example.org", phone="")
    assert desk_of(below).email == "up@example.org"
    set_desk(organisation=below, email="own@example.org", phone="")
    assert desk_of(below).email == "own@example.org"


def test_mixing_keeps_every_card_and_its_state(campaign, coordinator):
    make_sheets(campaign=campaign, count=3, by=coordinator)
    CardCode.objects.filter(pk=CardCode.objects.first().pk).update(state="erased")
    before = set(CardCode.objects.values_list("pk", "state"))
    mix_cards()
    assert set(CardCode.objects.values_list("pk", "state")) == before
