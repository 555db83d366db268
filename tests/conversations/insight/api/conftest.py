from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.insight.api.tokens import make_token
from tests.factories import make_organisation, make_user


@pytest.fixture
def organisation(db):
    return make_organisation(parent=make_organisation(kind="umbrella"))


@pytest.fixture
def token_for():
    def made(organisation, *scopes, name="CRM", days=30):
        now = timezone.now()
        admin = make_user(role="admin", organisation=organisation)
        return make_token(
            organisation=organisation,
            name=name,
            scopes=list(scopes),
            expires_on=timezone.localdate(now) + timedelta(days=days),
            by=admin,
            now=now,
        )

    return made


@pytest.fixture
def ask(client):
    """GET with a token; the answer's status and JSON."""

    def asked(path, secret, **query):
        return client.get(f"/api/v1/{path}", query, headers={"authorization": f"Bearer {secret}"})

    return asked
