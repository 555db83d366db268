"""One signs in with a code from the mail: no page of allauth's may set, change or reset a password."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

PASSWORD_PAGES = sorted(
    name
    for name in get_resolver().reverse_dict
    if isinstance(name, str) and name.startswith("account_") and "password" in name
)


def test_the_library_still_names_its_password_pages():
    assert {"account_reset_password", "account_set_password", "account_change_password"} <= set(PASSWORD_PAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["change/", "set/", "reset/", "reset/done/", "reset/key/1-abc/", "reset/key/done/"])
def test_password_pages_are_not_here(client, path):
    assert client.get(f"/accounts/password/{path}").status_code == 404
    assert client.post(f"/accounts/password/{path}", {"email": "a@example.org"}).status_code == 404
