from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from canvass.places.models import StreetSegment
from canvass.turf.chosen import chosen_shape
from canvass.turf.editing import set_locked
from canvass.turf.faces import face_key, face_lines, faces_of, neighbours_of, read_face
from canvass.turf.models import Turf
from canvass.turf.publishing import publish_plan
from canvass.turf.streets import Projection
from tests.canvass.turf.drafting import make_draft
from tests.factories_turf import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db):
    return make_draft()


def turf_of(plan, place=0):
    return Turf.objects.select_related("plan__neighbourhood", "plan__campaign").filter(plan=plan)[place]


def test_a_street_side_is_told_by_street_parity_and_numbers():
    plan = make_draft(town=make_town(columns=1, rows=0, doors=4), minutes=240)
    with override("en"):
        labels = {face.label for face in faces_of(turf_of(plan))}
    assert labels == {"Dwarsstraat 1, odd 1-7", "Dwarsstraat 1, even 2-8"}


def test_every_door_is_in_one_street_side(plan):
    for turf in plan.turfs.all():
        faces = faces_of(turf)
        assert sum(face.doors for face in faces) == turf.door_count
        assert len({face.key for face in faces}) == len(faces)


@given(st.integers(0, 10**17), st.sampled_from([-1, 0, 1]))
def test_a_key_leads_back_to_its_street_side(segment, side):
    assert read_face(face_key((segment, side))) == (segment, side)


@given(st.text(max_size=30))
def test_any_text_is_a_street_side_or_none(text):
    face = read_face(text)
    assert face is None or face[1] in (-1, 0, 1)


def test_the_two_sides_of_a_street_are_drawn_beside_it(plan):
    projection = Projection.of(plan.neighbourhood)
    turf = turf_of(plan)
    lines = face_lines(faces_of(turf), projection)
    for face in faces_of(turf):
        street = StreetSegment.objects.get(pk=face.face[0]).geometry
        north = lines[face.key][0][1] - street.coords[0][1]
        assert (north > 0) == (face.face[1] == 1)
        assert 0.00003 < abs(north) < 0.0001


def test_a_street_side_on_a_street_of_no_length_still_has_a_line(plan):
    StreetSegment.objects.update(geometry=StreetSegment.objects.first().geometry)
    lines = face_lines(faces_of(turf_of(plan)), Projection.of(plan.neighbourhood))
    assert all(len(line) >= 2 for line in lines.values())


def test_neighbours_lie_next_to_a_turf_and_the_others_do_not(plan):
    turf = turf_of(plan)
    found = neighbours_of(turf)
    assert {*found.next_to, *found.others} == set(plan.turfs.exclude(pk=turf.pk))
    furthest = max(other.outline.distance(turf.outline) for other in plan.turfs.filter(pk__in=_ids(found.next_to)))
    assert all(
        other.outline.distance(turf.outline) >= furthest for other in plan.turfs.filter(pk__in=_ids(found.others))
    )


def _ids(turfs):
    return [turf.pk for turf in turfs]


def test_the_chosen_turf_has_its_walk_in_core_and_spill(plan):
    turf = turf_of(plan)
    stops = list(turf.stops.values_list("pk", flat=True))
    turf.stops.filter(pk__in=stops[len(stops) // 2 :]).update(core=False)
    Turf.objects.filter(pk=turf.pk).update(core_count=len(stops) // 2)
    shape = chosen_shape(turf_of(plan))
    assert len(shape["core"]) >= 2
    assert len(shape["spill"]) >= 2
    assert shape["core"][-1] == pytest.approx(shape["spill"][0], abs=2e-6)
    assert len(shape["faces"]) == len(faces_of(turf))


def test_a_turf_that_is_all_core_or_none_has_one_line(plan):
    turf = turf_of(plan)
    for core, count in ((True, turf.door_count), (False, 0)):
        turf.stops.update(core=core)
        Turf.objects.filter(pk=turf.pk).update(core_count=count)
        shape = chosen_shape(turf_of(plan))
        assert (shape["spill"] == []) == core
        assert (shape["core"] == []) != core


def test_published_turf_shows_no_street_sides_to_move(plan):
    set_locked(turf=turf_of(plan), locked=True)
    publish_plan(plan=plan)
    assert chosen_shape(turf_of(plan))["faces"] == []


def test_a_street_without_a_name_has_a_label(plan):
    plan.neighbourhood.addresses.update(street="")
    with override("en"):
        assert faces_of(turf_of(plan))[0].label.startswith("Street without a name")
