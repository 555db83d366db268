"""Web push delivered to a push service on this machine, and read with the keys of the browser it was for."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.volunteers.people.messages.browser import Browser
from tests.volunteers.people.messages.factories import NOON, SHIFT, make_device, queue, states
from volunteers.people.messages import pushing, sending
from volunteers.people.messages.webpush import b64
from volunteers.people.models import Message, MessageSettings, PushDevice

pytestmark = pytest.mark.django_db


class Service(ThreadingHTTPServer):
    status = 201

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.taken: list[tuple[dict[str, str], bytes]] = []

    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/push/abc"


class Desk(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.status == 0:  # dies without an answer
            self.close_connection = True
            return
        self.server.taken.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def running():
    with Service() as service:
        threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield service
        service.shutdown()


@pytest.fixture
def service(running, settings):
    settings.PUSH_KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
    settings.PUSH_SERVICES = ["127.0.0.1", "push.example.net", ".notify.example.net"]
    running.status, running.taken = 201, []
    return running


@pytest.fixture
def browser(service):
    return Browser(service.endpoint())


@pytest.fixture
def person(browser):
    """Who has one browser, and no mail."""
    user = make_user(language="en")
    make_device(user, browser.device)
    MessageSettings.objects.create(user=user, mail_off=["announcement"])
    return user


def send(now=NOON):
    sending.send_due(clock=lambda: now)


def test_a_message_reaches_the_browser_and_only_it_can_read_it(service, browser, person):
    queue(to=person)
    send()
    assert states() == ["sent"]
    [(headers, body)] = service.taken
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].startswith("vapid t=")
    assert b"Soep" not in body
    told = json.loads(browser.decrypt(body))
    assert told["title"] == "Soep na afloop"
    assert told["body"] == "News from Buurtgesprek"


def test_news_that_hurries_asks_the_phone_to_hurry(service, browser, person):
    queue(to=person, kind="shift-cancelled", context=SHIFT | {"starts_at": NOON + timedelta(hours=2)})
    sending.send_claimed(ids=[row.pk for row in claimed() if row.channel == "push"], clock=lambda: NOON)
    assert service.taken[0][0]["Urgency"] == "high"


def claimed() -> list[Message]:
    sending.claim(now=NOON)
    return list(Message.objects.filter(state="claimed"))


@pytest.mark.parametrize(
    ("status", "state"), [(500, "new"), (429, "new"), (413, "failed"), (302, "failed"), (0, "unknown")]
)
def test_what_the_service_answers_decides(service, person, status, state):
    service.status = status
    queue(to=person)
    send()
    assert states() == [state]
    assert PushDevice.objects.exists()


def test_a_browser_that_is_gone_is_forgotten(service, person):
    service.status = 410
    queue(to=person)
    send()
    assert states() == ["failed"]
    assert not PushDevice.objects.exists()


def test_a_service_that_is_away_is_asked_again(service, person):
    PushDevice.objects.update(endpoint="http://127.0.0.1:9/push")
    queue(to=person)
    send()
    assert states() == ["new"]


def test_only_the_browsers_own_services_are_called(service, person):
    PushDevice.objects.update(endpoint="http://169.254.169.254/latest")
    queue(to=person)
    send()
    assert states() == ["failed"]


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://push.example.net/1", True),
        ("https://db5.notify.example.net/1", True),
        ("http://push.example.net/1", False),
        ("https://push.example.net.evil.example/1", False),
        ("https://evilnotify.example.net@10.0.0.1/1", False),
        ("https://x:y@push.example.net/1", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_an_address_must_be_of_a_known_service(service, endpoint, known):
    assert pushing.is_push_service(endpoint) == known


def test_a_browser_subscribes_moves_to_another_person_and_leaves(service, browser):
    keys = {"p256dh": b64(browser.device.p256dh), "auth": b64(browser.device.auth)}
    subscription = {"endpoint": browser.device.endpoint, "expirationTime": None, "keys": keys}
    first, second = make_user(), make_user()
    for user in (first, second):
        client = Client()
        client.force_login(user)
        answer = client.post(reverse("messages:push-subscribe"), subscription, content_type="application/json")
        assert answer.json() == {"devices": 1}
    assert PushDevice.objects.get().user == second
    client.post(reverse("messages:push-forget"), {"endpoint": browser.device.endpoint}, content_type="application/json")
    assert not PushDevice.objects.exists()


@pytest.mark.parametrize(
    "keys", [{}, None, {"p256dh": "AAAA", "auth": "AAAA"}, {"p256dh": "x" * 87, "auth": b64(b"a" * 16)}, {"p256dh": 5}]
)
def test_what_is_no_subscription_is_refused(service, browser, keys, client):
    client.force_login(make_user())
    subscription = {"endpoint": browser.device.endpoint, "keys": keys}
    answer = client.post(reverse("messages:push-subscribe"), subscription, content_type="application/json")
    assert answer.status_code == 400
