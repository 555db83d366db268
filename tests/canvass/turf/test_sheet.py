from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from canvass.campaigns.do_not_ring import record_wishes
from canvass.places.models import Address, Entrance
from canvass.turf.cutting import cut_turf, new_plan
from canvass.turf.models import DoorState
from canvass.turf.sheet_data import sheet_data
from canvass.turf.sheet_pdf import qr_drawing, sheet_document
from tests.factories import make_turf, make_user
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db
# WeasyPrint counts in CSS pixels of 1/96 inch.
SMALLEST = 11 * 96 / 72


@pytest.fixture
def turf(db):
    """A turf that was cut from a town, with its map."""
    town = make_town(columns=2, rows=1, doors=5)
    plan = new_plan(campaign=campaign_in(town), neighbourhood=town, budget_minutes=240, open_percent=30)
    cut_turf(plan_id=plan.pk)
    return plan.turfs.select_related("plan__neighbourhood", "plan__campaign").first()


def addresses(turf):
    return [stop.address for stop in turf.stops.select_related("address").order_by("position")]


def mark(turf, address, state):
    campaign = turf.plan.campaign
    DoorState.objects.create(campaign=campaign, address=address, state=state, on=timezone.localdate())


def texts(document):
    """Every word that was laid out, with its size, page after page."""
    return [
        (box.text, box.style["font_size"])
        for page in document.pages
        for box in page._page_box.descendants()
        if type(box).__name__ == "TextBox"
    ]


def test_the_doors_come_in_walking_order_by_side_of_street(turf):
    data = sheet_data(turf)
    assert [door.number for door in data.doors] == [address.house_number for address in addresses(turf)]
    assert [door.position for door in data.doors] == sorted(door.position for door in data.doors)
    for group in data.groups:
        assert {int(door.number) % 2 for door in group.doors} == {1 if group.parity == "odd" else 0}
    assert data.map is not None
    assert data.url.endswith(f"/turf/{turf.pk}/")


def test_marks_of_the_second_time_and_of_doors_not_to_ring():
    turf = make_turf()
    again, done, closed, wish, *_rest = addresses(turf)
    mark(turf, again, "again")
    mark(turf, done, "done")
    mark(turf, closed, "unreachable")
    mark(turf, wish, "again")
    record_wishes(address_ids=[wish.pk], on=timezone.localdate())
    data = sheet_data(turf)
    assert [door.again for door in data.doors[:5]] == [True, False, False, False, False]
    assert [door.skip for door in data.doors[:5]] == [False, True, True, True, False]
    assert data.again == 1


def test_behind_a_street_door_the_bells_stand_by_floor():
    turf = make_turf(doors=6)
    first, *_between, last = addresses(turf)
    entrance = Entrance.objects.create(source_key="e1", label="Kerkstraat 1-3", point=first.point)
    Address.objects.filter(pk__in=[first.pk, first.pk + 1]).update(entrance=entrance, side=first.side)
    Address.objects.filter(pk=first.pk + 1).update(floor=2)
    Address.objects.filter(pk=last.pk).update(entrance=Entrance.objects.create(source_key="e2", point=last.point))
    entrances = [entrance for group in sheet_data(turf).groups for entrance in group.entrances]
    shared = [entrance for entrance in entrances if entrance.shared]
    assert [(one.label, [door.floor for door in one.doors]) for one in shared] == [("Kerkstraat 1-3", [0, 2])]
    assert sum(len(entrance.doors) for entrance in entrances) == 6


@pytest.mark.parametrize(("language", "word"), [("nl", "tweede keer"), ("en", "second time")])
def test_the_pdf_holds_the_doors_in_order_in_large_type(turf, language, word):
    mark(turf, addresses(turf)[0], "again")
    with translation.override(language):
        document = sheet_document(sheet_data(turf))
    laid_out = texts(document)
    numbers = [address.house_number for address in addresses(turf)]
    found = [text for text, size in laid_out if text in set(numbers) and size > 12 * 96 / 72]
    assert found == [str(turf.number), *numbers] or found == numbers
    assert min(size for text, size in laid_out if text.strip()) >= SMALLEST - 0.01
    said = " ".join(text for text, _size in laid_out)
    assert f"1 / {len(document.pages)}" in said
    assert turf.name.split()[0] in said
    if language == "en":
        assert word in said
    assert all(round(page.width * 25.4 / 96) == 210 for page in document.pages)


def test_a_tower_takes_pages_with_a_head_on_each_and_no_door_twice():
    turf = make_turf(doors=120)
    document = sheet_document(sheet_data(turf))
    assert len(document.pages) >= 3
    said = [text for text, _size in texts(document)]
    assert [text for text in said if text.isdecimal() and text == "77"] == ["77"]
    assert f"{len(document.pages)} / {len(document.pages)}" in said


def test_the_square_code_is_whole_numbers_and_says_the_address():
    side, path = qr_drawing("https://deuren.example.org/turf/12345/")
    assert side in range(21, 60, 4)
    assert re.fullmatch(r"(M\d+ \d+h1v1h-1z)+", path)
    assert path.startswith("M0 0h1v1h-1zM1 0")


@pytest.fixture
def coordinator(client, turf):
    client.force_login(make_user(role="coordinator", organisation=turf.plan.campaign.organisation))
    return client


def test_the_page_shows_the_same_sheet(coordinator, turf):
    page = coordinator.get(reverse("turf:sheet", args=[turf.pk])).text
    numbers = re.findall(r'<th scope="row"><b>([^<]+)</b>', page)
    assert numbers == [address.house_number for address in addresses(turf)]
    assert page.count('<td class="tick">') == 10 * len(numbers)


def test_the_pdf_is_served_to_who_plans(coordinator, turf):
    answer = coordinator.get(reverse("turf:sheet-pdf", args=[turf.pk]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert re.fullmatch(r'inline; filename="1-[\w-]+\.pdf"', answer["Content-Disposition"])
    assert b"/URI" not in answer.content


def test_the_square_code_leads_each_to_their_own(client, coordinator, turf):
    at = reverse("turf:at", args=[turf.pk])
    assert coordinator.get(at)["Location"] == reverse("doorstep:paper-turf", args=[turf.pk])
    assert coordinator.get(at, follow=True).redirect_chain[-1][0] == reverse("turf:sheet", args=[turf.pk])
    client.force_login(make_user(role="volunteer", organisation=turf.plan.campaign.organisation))
    assert client.get(at)["Location"] == "/field/"
    assert client.get(reverse("turf:at", args=[10**9]))["Location"] == "/field/"


def test_the_walk_downloads_with_its_line_and_doors_in_order(coordinator, turf):
    answer = coordinator.get(reverse("turf:walk", args=[turf.pk]))
    walk = json.loads(answer.content)
    assert walk["name"] == f"{turf.number}. {turf.name}"
    line, *doors = walk["features"]
    assert (line["geometry"]["type"], line["properties"]["kind"]) == ("LineString", "walk")
    asked = addresses(turf)
    assert [door["properties"]["number"] for door in doors] == [address.house_number for address in asked]
    assert [door["properties"]["position"] for door in doors] == list(range(len(asked)))
    sides = {1: "left", -1: "right", 0: None}
    assert [door["properties"]["side"] for door in doors] == [sides[address.side] for address in asked]
    known = {"kind", "position", "core", "street", "number", "segment", "side", "entrance", "floor"}
    assert all(set(door["properties"]) == known for door in doors)
    assert sum(door["properties"]["core"] for door in doors) == turf.core_count
    assert doors[0]["geometry"]["coordinates"] == pytest.approx(list(asked[0].point.coords), abs=1e-6)
