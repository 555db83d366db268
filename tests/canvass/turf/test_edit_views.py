from __future__ import annotations

import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from canvass.core.models import Job
from canvass.turf import recutting
from canvass.turf.cutting import new_plan
from canvass.turf.drafts import revision
from canvass.turf.faces import faces_of
from canvass.turf.models import PlanEdit, Turf, TurfPlan
from canvass.turf.recutting import recut
from tests.canvass.turf.drafting import make_draft
from tests.factories import make_organisation, make_user
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan(db):
    town = make_town()
    return make_draft(town=town, campaign=campaign_in(town, organisation=make_organisation()))


@pytest.fixture
def coordinator(client, plan):
    client.force_login(make_user(role="coordinator", organisation=plan.campaign.organisation))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def now(plan):
    return revision(TurfPlan.objects.get(pk=plan.pk))


def press(client, act, about, headers=None, **data):
    return client.post(reverse(f"turf:{act}", args=[about.pk]), data, headers=headers)


def acts(plan):
    """Every act with what its form sends."""
    one, other = plan.turfs.all()[:2]
    return [
        ("split", one, {}),
        ("undo", plan, {}),
        ("redo", plan, {}),
        ("join", one, {"other": other.pk}),
        ("undo", plan, {}),
        ("move", other, {"face": faces_of(other)[0].key, "to": one.pk}),
        ("lock", other, {"locked": "1"}),
        ("lock", other, {}),
        ("rename", other, {"name": "By the mill"}),
        ("recut", plan, {}),
    ]


def test_every_act_works_as_a_plain_form(coordinator, plan):
    for name, about, data in acts(plan):
        answer = press(coordinator, name, about, at=now(plan), **data)
        assert answer.status_code == 302, name
        assert reverse("turf:plan", args=[plan.campaign_id, plan.neighbourhood_id]) in answer["Location"]
        said = [message.level_tag for message in get_messages(answer.wsgi_request)]
        assert said[-1] == "success", (name, said)
    assert TurfPlan.objects.get(pk=plan.pk).edits_done == 6


def test_every_act_answers_an_open_page_with_the_list_as_it_is(coordinator, plan):
    for name, about, data in acts(plan):
        answer = press(coordinator, name, about, HTMX, at=now(plan), **data)
        assert answer.status_code == 200, name
        assert 'id="plan"' in answer.text
        assert "innerHTML:#said" in answer.text
        assert now(plan) in answer.text
        drawn = json.loads(answer["HX-Trigger-After-Settle"])["turf-changed"]
        assert set(drawn["turfs"]) <= set(plan.turfs.values_list("pk", flat=True))


def test_the_list_says_what_happened(coordinator, plan):
    turfs = plan.turfs.count()
    answer = press(coordinator, "split", plan.turfs.first(), HTMX, at=now(plan))
    assert f"Turf 1 is split: 1 and {turfs + 1}." in answer.text
    assert "Undone. Turf 1 is as it was." in press(coordinator, "undo", plan, HTMX, at=now(plan)).text


def test_two_coordinators_at_once_the_second_is_told_and_sees_the_plan_as_it_is(coordinator, plan):
    seen, turf = now(plan), plan.turfs.first()
    press(coordinator, "split", turf, at=seen)
    answer = press(coordinator, "lock", turf, HTMX, at=seen, locked="1")
    assert answer.status_code == 409
    assert "Somebody else changed this plan" in answer.text
    assert now(plan) in answer.text
    assert json.loads(answer["HX-Trigger-After-Settle"])["turf-changed"] == {"all": True}
    assert not Turf.objects.get(pk=turf.pk).locked
    plain = press(coordinator, "lock", turf, at=seen, locked="1")
    assert [message.level_tag for message in get_messages(plain.wsgi_request)][-1] == "error"


@pytest.mark.parametrize(
    ("name", "data"), [("join", {}), ("join", {"other": "x"}), ("move", {"to": "1"}), ("rename", {"name": ""})]
)
def test_half_a_form_changes_nothing(coordinator, plan, name, data):
    assert press(coordinator, name, plan.turfs.first(), HTMX, **data).status_code == 422
    assert not PlanEdit.objects.exists()


@pytest.mark.parametrize("face", ["", "x", "1:9", "99999999999999999999:1", "1"])
def test_a_street_side_that_is_none_is_refused(coordinator, plan, face):
    one, other = plan.turfs.all()[:2]
    assert press(coordinator, "move", one, HTMX, face=face, to=other.pk).status_code in (409, 422)
    assert not PlanEdit.objects.exists()


def test_the_chosen_turf_offers_its_street_sides_and_its_neighbours_first(coordinator, plan):
    turf = plan.turfs.first()
    page = coordinator.get(reverse("turf:list", args=[plan.pk]), {"turf": turf.pk})
    chosen = page.context["page"].chosen
    assert sum(face.doors for face in chosen.faces) == turf.door_count
    for face in chosen.faces:
        assert f'value="{face.key}"' in page.text
    offered = {*chosen.neighbours.next_to, *chosen.neighbours.others}
    assert offered == set(plan.turfs.exclude(pk=turf.pk))
    assert chosen.neighbours.next_to


def test_a_large_job_shows_how_far_it_is_and_then_the_new_turfs(coordinator, plan, monkeypatch):
    monkeypatch.setattr(recutting, "INLINE_DOORS", 10)
    answer = press(coordinator, "recut", plan, HTMX, at=now(plan))
    progress = reverse("turf:progress", args=[plan.pk])
    assert progress in answer.text
    assert progress in coordinator.get(reverse("turf:plan", args=[plan.campaign_id, plan.neighbourhood_id])).text
    assert "<progress" in coordinator.get(progress, headers=HTMX).text
    assert press(coordinator, "split", plan.turfs.first(), HTMX, at=now(plan)).status_code == 409
    recut(plan_id=plan.pk, at=Job.objects.get().payload["at"])
    Job.objects.update(state="done")
    done = coordinator.get(progress, headers=HTMX)
    assert done["HX-Retarget"] == "#plan"
    assert "The rest is divided again" in done.text
    assert PlanEdit.objects.get().kind == "recut"


def test_a_large_job_that_is_stopped_leaves_the_draft(coordinator, plan, monkeypatch):
    monkeypatch.setattr(recutting, "INLINE_DOORS", 10)
    press(coordinator, "recut", plan, at=now(plan))
    coordinator.post(reverse("turf:cancel", args=[plan.pk]))
    assert Job.objects.get().state == "cancelled"
    plan.refresh_from_db()
    assert plan.state == "draft"
    stopped = coordinator.get(reverse("turf:progress", args=[plan.pk]), headers=HTMX)
    assert "Dividing was stopped" in stopped.text


def test_published_turf_offers_no_acts(coordinator, plan):
    coordinator.post(reverse("turf:publish", args=[plan.pk]), {"at": now(plan)})
    page = coordinator.get(
        reverse("turf:plan", args=[plan.campaign_id, plan.neighbourhood_id]), {"turf": plan.turfs.first().pk}
    )
    for act in ("act-split", "act-undo", "act-recut", "map-acts"):
        assert f'id="{act}"' not in page.text


def test_what_changed_after_the_question_is_not_published_unseen(coordinator, plan):
    seen = now(plan)
    press(coordinator, "split", plan.turfs.first(), at=seen)
    coordinator.post(reverse("turf:publish", args=[plan.pk]), {"at": seen})
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_what_the_plan_was_made_with_is_kept_and_offered_again(coordinator, plan):
    door = plan.neighbourhood.addresses.first()
    where = {
        "minutes": 45,
        "open_percent": 25,
        "duos": 3,
        "profile": "wheelchair",
        "start": f"{door.street} {door.number}",
    }
    coordinator.post(reverse("turf:start", args=[plan.campaign_id, plan.neighbourhood_id]), where)
    made = TurfPlan.objects.get(state="cutting")
    assert (made.budget_minutes, made.profile, made.numbers["duos"]) == (45, "wheelchair", 3)
    assert made.start.equals_exact(door.point, 1e-9)
    page = coordinator.get(reverse("turf:plan", args=[plan.campaign_id, plan.neighbourhood_id]))
    assert page.context["form"].initial == where


def test_the_draft_of_a_next_pass_is_divided_again_as_one(coordinator, plan):
    TurfPlan.objects.filter(pk=plan.pk).update(only_again=True, day_part="evening")
    coordinator.post(
        reverse("turf:start", args=[plan.campaign_id, plan.neighbourhood_id]), {"minutes": 45, "open_percent": 25}
    )
    made = TurfPlan.objects.get(state="cutting")
    assert (made.only_again, made.day_part) == (True, "evening")


def test_a_long_list_comes_in_pages_and_the_chosen_turf_is_on_the_page_shown(coordinator, plan, monkeypatch):
    monkeypatch.setattr("canvass.turf.planner.PAGE", 2)
    url = reverse("turf:list", args=[plan.pk])
    last = plan.turfs.last()
    first_page = coordinator.get(url).context["page"]
    assert [line.turf.number for line in first_page.lines] == [1, 2]
    page = coordinator.get(url, {"turf": last.pk}).context["page"]
    assert last.pk in [line.turf.pk for line in page.lines]
    assert page.number == page.pages
    assert coordinator.get(url, {"page": "999"}).context["page"].number == page.pages


def test_a_plan_being_cut_has_no_list_to_change(coordinator, plan):
    fresh = new_plan(campaign=plan.campaign, neighbourhood=plan.neighbourhood, budget_minutes=60, open_percent=30)
    answer = press(coordinator, "undo", fresh, HTMX)
    assert reverse("turf:plan", args=[plan.campaign_id, plan.neighbourhood_id]) in answer["HX-Redirect"]


def test_a_page_of_an_older_draft_is_loaded_anew(coordinator, plan):
    newer = make_draft(town=plan.neighbourhood, campaign=plan.campaign)
    answer = press(coordinator, "split", plan.turfs.first(), HTMX, at=now(plan))
    assert "HX-Redirect" in answer
    plain = press(coordinator, "split", plan.turfs.first(), at=now(plan))
    assert "new version" in str([*get_messages(plain.wsgi_request)][-1])
    assert not PlanEdit.objects.exists()
    assert newer.version == plan.version + 1
