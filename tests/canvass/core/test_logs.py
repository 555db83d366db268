"""A line of the log: one JSON object with when, where and who, whatever somebody put into an address."""

from __future__ import annotations

import io
import json
import logging
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from canvass.logs import configure_logging
from tests.factories import make_user


@pytest.fixture
def written():
    """Lines as the product writes them, since the last time they were asked for."""
    stream = io.StringIO()
    formatter = dict(configure_logging(level="INFO", pretty=False)["formatters"]["line"])
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter.pop("()")(**formatter))
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)

    def lines():
        told = stream.getvalue()
        stream.seek(0)
        stream.truncate()
        return [json.loads(line) for line in told.splitlines()]

    yield lines
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.mark.django_db
def test_a_refusal_says_who_asked_for_what_and_when(client, written):
    user = make_user()
    client.force_login(user)
    written()
    answer = client.get(reverse("people:members", args=["not-theirs"]))
    assert answer.status_code == 404
    [line] = [line for line in written() if line["logger"] == "django.request"]
    assert (line["user"], line["status"], line["method"], line["level"]) == (user.pk, 404, "GET", "warning")
    assert line["request_id"] == answer["X-Request-Id"]
    assert "not-theirs" in line["event"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", line["timestamp"]), "UTC"


@pytest.mark.django_db
@pytest.mark.parametrize(("token", "status"), [(True, 422), (False, 403)])
def test_what_was_refused_as_a_form_is_told_too(written, token, status):
    client = Client(enforce_csrf_checks=not token)
    client.force_login(make_user())
    written()
    assert client.post(reverse("people:profile"), {"name": "x" * 500}).status_code == status
    lines = written()
    assert status in {line.get("status") for line in lines} or any("Forbidden" in line["event"] for line in lines)
    assert "xxxx" not in str(lines)


@pytest.mark.django_db
def test_a_fault_is_told_with_its_trace_and_the_visitor_reads_none_of_it(written, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("key=hunter2")

    client = Client(raise_request_exception=False)
    monkeypatch.setattr("canvass.core.views.connection.cursor", broken)
    written()
    answer = client.get("/readyz")
    assert answer.status_code == 500
    assert "hunter2" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    [line] = [line for line in written() if line["level"] == "error"]
    assert "RuntimeError" in line["exception"]
    assert line["status"] == 500


@pytest.mark.django_db
def test_nobody_writes_a_line_of_their_own(client, written):
    client.get('/nowhere%0A{"level": "critical", "event": "all is well"}%0D%1B[2J')
    [line] = [line for line in written() if "nowhere" in line["event"]]
    assert line["level"] == "warning"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/invitation/{}/", "/x/{}", "/x/{}.ics", "/x/{}/y"])
@pytest.mark.parametrize("key", ["8c1f8a0e-3a52-4d2f-9c43-0f1f9d3a7b10", "WzMsIngiXQ:1tq2Xy:Zk3b0m_-AAAAAAAAAAAA"])
def test_keys_in_addresses_are_not_written_down(client, written, path, key):
    client.get(path.format(key))
    told = str(written())
    assert key not in told
    assert key.split(":")[-1] not in told
    assert "…" in told


def test_there_is_one_way_out_and_it_is_the_programs_error_stream():
    logging_of = configure_logging(level="INFO", pretty=False)
    assert {handler["class"] for handler in logging_of["handlers"].values()} == {"logging.StreamHandler"}
    assert set(logging_of["handlers"]) == {"stderr"}
    assert settings.ADMINS == []
