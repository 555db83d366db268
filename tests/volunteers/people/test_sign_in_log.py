"""What the log says of signing in: who, what and when, and nothing that opens anything."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from structlog.testing import capture_logs

from tests.factories import make_user
from tests.volunteers.people.signing_in import app_code, ask_code, give_code, other_than, set_up_app
from volunteers.people import sign_in_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch):
    """Loggers that were used already keep what they write to; this one is asked anew."""
    import structlog

    with capture_logs() as found:
        monkeypatch.setattr(sign_in_log, "log", structlog.wrap_logger(None, cache_logger_on_first_use=False))
        yield found


def test_sign_ins_and_wrong_codes_are_told_by_number(client, lines, mailoutbox):
    cache.clear()
    user = make_user(email="samira@example.org")
    secret = set_up_app(user)
    code = ask_code(client, user.email)
    give_code(client, other_than(code))
    give_code(client, code)
    client.post(reverse("mfa_authenticate"), {"code": other_than(app_code(secret))})
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    client.post(reverse("account_logout"))
    assert [(line["event"], line["log_level"]) for line in lines] == [
        ("wrong sign-in code", "warning"),
        ("wrong second step", "warning"),
        ("signed in", "info"),
        ("signed out", "info"),
    ]
    assert {line["user"] for line in lines} == {user.pk}
    assert lines[2]["second_step"] is True
    told = str(lines)
    assert not [secret for secret in (code, user.email, secret) if secret in told]
