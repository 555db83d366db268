"""A token opens what it names, for its own organisation, until its day, and not without end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from conversations.insight.api.tokens import MOST_A_MINUTE, NameTakenError, revoke_token, use_token
from conversations.insight.models import ApiToken
from tests.factories import make_organisation, make_user
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 12, 0, 30, tzinfo=timezone.get_default_timezone())


def test_the_token_itself_is_nowhere_in_the_database(organisation, token_for):
    token, secret = token_for(organisation, "shifts")
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert secret not in str(row)
    assert (row["hint"], len(bytes(row["secret_hash"]))) == (secret[-4:], 32)
    assert secret.startswith("canvass_")
    assert AuditEntry.objects.filter(verb="made api token", subject=str(token.pk)).exists()


def test_without_a_token_that_works_the_answer_is_401_in_json(organisation, token_for, ask, client):
    token, secret = token_for(organisation, "shifts")
    answer = client.get("/api/v1/shifts")
    assert (answer.status_code, answer.json(), answer["WWW-Authenticate"]) == (401, {"code": "token"}, "Bearer")
    assert ask("shifts", "canvass_guessed").status_code == 401
    assert ask("shifts", secret).status_code == 200
    revoke_token(token=token, by=make_user(), now=timezone.now())
    assert ask("shifts", secret).status_code == 401
    assert AuditEntry.objects.filter(verb="revoked api token").count() == 1
    revoke_token(token=token, by=make_user(), now=timezone.now())
    assert AuditEntry.objects.filter(verb="revoked api token").count() == 1


def test_signing_in_opens_nothing(organisation, client):
    client.force_login(make_user(role="admin", organisation=organisation))
    assert client.get("/api/v1/campaigns").status_code == 401


def test_it_ends_after_its_last_day(organisation, token_for):
    with time_machine.travel(NOON, tick=False):
        token, secret = token_for(organisation, "shifts", days=1)
        assert use_token(secret=secret, now=NOON + timedelta(days=1)) == token
        assert use_token(secret=secret, now=NOON + timedelta(days=2)) is None


def test_a_scope_that_it_lacks_answers_403(organisation, token_for, ask):
    _token, secret = token_for(organisation, "exports")
    assert ask("shifts", secret).json() == {"code": "scope"}
    assert ask("together", secret).status_code == 403
    assert ask("exports", secret).json() == {"items": []}
    assert ask("campaigns", secret).status_code == 200


def test_too_many_questions_in_a_minute_wait_for_the_next(organisation, token_for, ask):
    with time_machine.travel(NOON, tick=False) as clock:
        token, secret = token_for(organisation, "shifts")
        ApiToken.objects.update(minute=NOON.replace(second=0), asked=MOST_A_MINUTE - 1)
        assert ask("campaigns", secret).status_code == 200
        refused = ask("campaigns", secret)
        assert (refused.status_code, refused.json(), refused["Retry-After"]) == (429, {"code": "too_many"}, "30")
        clock.shift(timedelta(seconds=30))
        assert ask("campaigns", secret).status_code == 200
    token.refresh_from_db()
    assert (token.asked, token.last_used_on) == (1, NOON.date())


def test_names_are_told_apart_and_scopes_are_known(organisation, token_for):
    token, _secret = token_for(organisation, "shifts")
    with pytest.raises(NameTakenError):
        token_for(organisation, "totals")
    token_for(make_organisation(), "totals")
    for scopes in ([], ["everything"]):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiToken.objects.filter(pk=token.pk).update(scopes=scopes)


def test_the_description_in_the_documents_is_up_to_date():
    call_command("public_api", check=True)
