"""Who is asking: a token in the header, that still works, may read this, and does not ask too much."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from canvass.core.wall.scope import proven
from conversations.insight.api.tokens import asks_too_much, use_token
from conversations.insight.models import ApiToken


class Refusal(HttpError):
    """A refusal with a code that a program can read."""

    def __init__(self, status: int, code: str, *, retry_after: int = 0) -> None:
        super().__init__(status, code)
        self.code, self.retry_after = code, retry_after


class Token(HttpBearer):
    """401 without a token that works, 429 when it asks too much, 403 when it may not read this."""

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope
        self.openapi_scopes = [scope] if scope else []

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        now = timezone.now()
        found = use_token(secret=token, now=now)
        if found is None:
            return None
        if asks_too_much(found):
            raise Refusal(429, "too_many", retry_after=_until_next_minute(now))
        if self.scope and self.scope not in found.scopes:
            raise Refusal(403, "scope")
        proven(organisation=found.organisation_id)
        return found


def _until_next_minute(now: datetime) -> int:
    return 60 - now.second
