"""Whatever a broken or hostile client sends: an answer in JSON, never a 5xx, and no row that was not checked."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.doorstep.models import DoorEvent, SafetyReport, SealedConversation, Walk

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=40)
)
values = st.recursive(scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=8), v, max_size=3))
FIELDS = ("id", "type", "assignment", "stop", "logged_at", "supersedes", "payload", "shift", "sealed")
several = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def post(phone, path, body):
    # ASCII escapes: lone surrogates travel as they would from a browser.
    return phone.client.post(f"/field/{path}", json.dumps(body), content_type="application/json")


@several
@given(st.dictionaries(st.sampled_from(FIELDS), values, min_size=1), st.sampled_from(["door", "undo", "safety"]))
def test_a_spoilt_item_is_refused_or_harmless(phone, change, kind):
    item = phone.item(kind, stop=phone.stops[0], payload={"outcome": "not_home", "about": "street"}) | change
    sent_at = timezone.now().isoformat()
    answer = post(phone, "sync", {"owner": phone.user.pk, "schema": 1, "sent_at": sent_at, "items": [item]})
    assert answer.status_code == 200
    assert answer.json()["results"][0]["status"] in ("created", "duplicate", "conflict_noted", "rejected")
    sealed = post(phone, "conversations", {"owner": phone.user.pk, "items": [item]})
    assert sealed.status_code == 200
    assert sealed.json()["results"][0]["status"] == "rejected"
    assert not SealedConversation.objects.exists()
    assert set(DoorEvent.objects.values_list("outcome", flat=True)) <= {"not_home"}
    assert set(SafetyReport.objects.values_list("about", flat=True)) <= {"street"}


@several
@given(values)
@pytest.mark.parametrize("path", ["sync", "conversations"])
def test_a_spoilt_body_is_refused(phone, path, body):
    answer = post(phone, path, body)
    assert answer.status_code in (400, 409)
    assert set(answer.json()) == {"code"}


@pytest.mark.django_db(transaction=True)
def test_the_same_batch_from_many_phones_at_once_is_stored_once(phone):
    items = [phone.item("walk_out"), *(phone.door(at=at) for at in range(5)), phone.sealed()]
    door_items, sealed = items[:-1], items[-1:]

    def send(_round):
        try:
            statuses = phone.statuses(*door_items) + phone.send_sealed(*sealed)
        finally:
            connection.close()
        return statuses

    with ThreadPoolExecutor(4) as pool:
        rounds = list(pool.map(send, range(12)))
    assert {status for statuses in rounds for status in statuses} <= {"created", "duplicate", "retry"}
    assert (DoorEvent.objects.count(), SealedConversation.objects.count(), Walk.objects.count()) == (5, 1, 1)
