from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["doorstep:field:session", "doorstep:app", "home"])
def test_a_late_answer_to_an_ended_sign_in_leaves_the_new_one_alone(client, name):
    client.cookies[settings.SESSION_COOKIE_NAME] = "ended" * 6
    answer = client.get(reverse(name))
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_signing_out_takes_the_cookie_along(client):
    client.force_login(make_user(role="volunteer"))
    answer = client.post(reverse("account_logout"))
    assert answer.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert not client.get("/").wsgi_request.user.is_authenticated
