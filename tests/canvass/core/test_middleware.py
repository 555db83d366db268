from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "forgotten"), [("doorstep:field:session", False), ("home", True)])
def test_a_late_answer_to_a_script_leaves_the_new_sign_in_alone(client, name, forgotten):
    client.cookies[settings.SESSION_COOKIE_NAME] = "ended" * 6
    answer = client.get(reverse(name))
    assert (settings.SESSION_COOKIE_NAME in answer.cookies) is forgotten
