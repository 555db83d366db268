"""Who is asking, and how much: sign-in before CSRF, sizes before parsing, refusals always as JSON."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

MOST_BYTES, MOST_ITEMS = 256 * 1024, 50
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Problem(HttpError):
    """A refusal of the whole request, with a code for the phone."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(status, code)
        self.code = code


class SignedIn(AuthBase):
    """401 for who is not signed in, and only then 403 for a stale token: the phone acts differently on each."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> object:
        if not request.user.is_authenticated or not request.user.is_active:
            return None
        if request.method not in SAFE_METHODS and check_csrf(request) is not None:
            raise Problem(403, "csrf")
        return request.user


def read_batch(request: HttpRequest, *, owner: int) -> tuple[dict[str, Any], list[object]]:
    """The body and its items; refuses what is too large, not JSON, or somebody else's."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    if announced > MOST_BYTES or len(request.body) > MOST_BYTES:
        raise Problem(413, "too_large")
    try:
        body = json.loads(request.body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Problem(400, "malformed") from None
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise Problem(400, "malformed")
    if len(body["items"]) > MOST_ITEMS:
        raise Problem(413, "too_large")
    if type(body.get("owner")) is not int or body["owner"] != owner:
        # Another person's rows on a shared phone: they stay there until that person signs in.
        raise Problem(409, "owner")
    return body, body["items"]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
