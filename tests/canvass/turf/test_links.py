from __future__ import annotations

import pytest
from django.urls import reverse

from canvass.places.models import StreetSegment
from canvass.turf.finding import find_addresses, find_places, point_of
from canvass.turf.link_queries import change_lines, find_pieces, street_shapes
from canvass.turf.links import LinkRefused, add_link, close_street, lift_change
from canvass.turf.models import LinkChange
from canvass.turf.streets import surroundings
from tests.factories import make_campaign, make_organisation, make_user
from tests.factories_turf import BLOCK_LAT, BLOCK_LON, SOUTH, WEST, campaign_in, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HALF = WEST + BLOCK_LON / 2
ACROSS = [(HALF, SOUTH), (HALF, SOUTH + BLOCK_LAT)]


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=1, doors=3)


@pytest.fixture
def campaign(town):
    return campaign_in(town)


@pytest.fixture
def coordinator(client, campaign):
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    return client


def page(campaign, town, name="turf:links", *more):
    return reverse(name, args=[campaign.pk, town.pk, *more])


def test_closing_a_street_twice_is_closing_it_once(campaign, town):
    street = StreetSegment.objects.first()
    first = close_street(campaign=campaign, neighbourhood=town, segment_id=street.pk, note="Hek")
    again = close_street(campaign=campaign, neighbourhood=town, segment_id=street.pk)
    assert (again, first.note) == (first, "Hek")
    lift_change(change=first)
    assert close_street(campaign=campaign, neighbourhood=town, segment_id=street.pk) != first


def test_a_street_elsewhere_is_not_closed_from_here(campaign, town):
    with pytest.raises(LinkRefused):
        close_street(campaign=campaign, neighbourhood=town, segment_id=0)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (ACROSS[:1], "begins and where it ends"),
        ([(WEST, SOUTH - 0.004), (HALF, SOUTH)], "begins"),
        ([(HALF, SOUTH), (HALF, SOUTH + 0.004)], "ends"),
        ([(HALF, SOUTH), (HALF, SOUTH + 0.00001)], "same place"),
        ([(HALF, SOUTH), (HALF + 0.02, SOUTH)], "kilometre"),
    ],
)
def test_a_way_that_leads_nowhere_is_refused(campaign, town, points, words):
    with pytest.raises(LinkRefused, match=words):
        add_link(campaign=campaign, neighbourhood=town, points=points)
    assert not LinkChange.objects.exists()


def test_a_piece_of_street_is_told_by_its_corners_and_numbers(campaign, town, django_assert_num_queries):
    with django_assert_num_queries(4):
        first, second = find_pieces(campaign, town, "dwarsstraat 1")
    assert (first.corners, first.doors, first.lowest, first.highest) == (["Laan 1", "Laan 2"], 6, 1, 6)
    assert second.corners == ["Laan 2", "Laan 3"]
    assert find_pieces(campaign, town, "x") == []


def test_changes_are_those_of_the_own_organisation(campaign, town):
    close_street(campaign=campaign, neighbourhood=town, segment_id=StreetSegment.objects.get(name="Laan 3").pk)
    add_link(campaign=campaign, neighbourhood=town, points=ACROSS, note="Brug")
    assert [line.change.kind for line in change_lines(campaign, town)] == ["added", "blocked"]
    other = campaign_in(town, organisation=make_organisation())
    assert change_lines(other, town) == []
    kinds = [one["properties"] for one in street_shapes(campaign, town)["features"]]
    assert sum(one.get("closed", False) for one in kinds) == 1
    assert sum(one["kind"] == "added" for one in kinds) == 1
    assert not any(one["kind"] == "added" for one in (f["properties"] for f in street_shapes(other, town)["features"]))


def test_places_are_found_by_address_and_by_corner(campaign, town):
    box = surroundings(town)
    assert [place.label for place in find_places(box, "Dwarsstraat 1 3")] == ["Dwarsstraat 1 3"]
    corner = find_places(box, "Dwarsstraat 1 / Laan 2")
    assert [place.label for place in corner] == ["Dwarsstraat 1 / Laan 2"]
    assert (corner[0].point.x, corner[0].point.y) == pytest.approx((WEST + BLOCK_LON, SOUTH))
    assert find_places(box, "Nergensstraat") == []
    assert find_places(box, "Nergensstraat / Laan 2") == []


def test_addresses_are_looked_for_in_the_campaign_s_own_towns(campaign, town):
    elsewhere = make_town(columns=1, rows=1, doors=1, municipality_name="Elders")
    assert len(find_addresses(campaign, "Dwarsstraat 2")) == 8
    numbers = {place.label for place in find_addresses(campaign_in(elsewhere), "dwarsstraat")}
    assert numbers == {"Dwarsstraat 1 1", "Dwarsstraat 1 2", "Dwarsstraat 2 1", "Dwarsstraat 2 2"}
    assert find_addresses(make_campaign(), "Dwarsstraat 1 3a") == []


@pytest.mark.parametrize("key", ["", "1", "1,2,3", "x,y", "200,10", "5,nan"])
def test_a_key_that_is_no_place_is_none(key):
    assert point_of(key) is None


def test_the_page_closes_adds_and_takes_back(coordinator, campaign, town):
    street = StreetSegment.objects.get(name="Laan 3")
    coordinator.post(page(campaign, town, "turf:link-close"), {"segment": street.pk, "note": "Hek op slot"})
    begin, end = (f"{lon},{lat}" for lon, lat in ACROSS)
    coordinator.post(page(campaign, town, "turf:link-add"), {"start": begin, "end": end, "note": "Voetbrug"})
    text = coordinator.get(page(campaign, town)).text
    assert "Hek op slot" in text
    assert "Voetbrug" in text
    for change in LinkChange.objects.all():
        coordinator.post(page(campaign, town, "turf:link-lift", change.pk))
    assert not LinkChange.objects.in_force().exists()
    assert coordinator.post(page(campaign, town, "turf:link-lift", change.pk)).status_code == 404


@pytest.mark.parametrize("data", [{}, {"line": "1,2"}, {"line": "a b"}, {"start": "5,52"}, {"line": "5.4,52 " * 60}])
def test_a_way_without_two_ends_is_refused_at_the_form(coordinator, campaign, town, data):
    answer = coordinator.post(page(campaign, town, "turf:link-add"), data)
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_a_street_pressed_on_the_map_is_told_in_words(coordinator, campaign, town):
    street = StreetSegment.objects.filter(name="Dwarsstraat 1").first()
    chosen = coordinator.get(page(campaign, town, "turf:link-piece"), {"segment": street.pk}).text
    assert "Dwarsstraat 1" in chosen
    assert "doors on it will be in no turf" in chosen
    assert coordinator.get(page(campaign, town, "turf:link-piece"), {"segment": 1}).status_code == 404


def test_the_page_asks_the_database_little(coordinator, campaign, town, django_assert_max_num_queries):
    for note in "abc":
        add_link(campaign=campaign, neighbourhood=town, points=ACROSS, note=note)
    asked = {"street": "Dwars", "begin": "Laan 1 / Dwarsstraat 1", "end": "Dwarsstraat 2 1"}
    with django_assert_max_num_queries(22):
        assert coordinator.get(page(campaign, town), asked).status_code == 200
