from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions import middleware as sessions
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from canvass.core.wall.scope import asking
from canvass.logs import REQUEST_ID

SIGNED_OUT = "_signed_out"
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Bind an id to every log line of a request and hand it to the visitor, so that both can be matched."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex[:16]
        # Django tells of a refusal only after the last of us has gone.
        request.META[REQUEST_ID] = request_id
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class NoTraceMiddleware:
    """TRACE is for looking into proxies; a view that does not ask for the method would answer it like GET."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "TRACE":
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS", "POST"])
        return self.get_response(request)


class SessionMiddleware(sessions.SessionMiddleware):
    """Django's own, but that only signing out takes a sign-in away.

    A phone may be asking with a sign-in that ended while its owner signs in again: Django's late answer to the old one
    would tell the browser to forget the new one.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and not cookie.value and not hasattr(request, SIGNED_OUT):
            del answer.cookies[settings.SESSION_COOKIE_NAME]
        return answer


class WallMiddleware:
    """Within a request the database shows what its signed-in person may reach; after AuthenticationMiddleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with asking(request):
            return self.get_response(request)


@receiver(user_logged_out, dispatch_uid="sign-out takes the cookie")
def _signed_out(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    setattr(request, SIGNED_OUT, True)


class HeadersMiddleware:
    """What Django and django-csp have no setting for.

    Only our own pages may ask for the position and the camera; everything else is off. No other site may embed what we
    send. What was made for somebody is kept by nobody on the way, and looked at anew before it is shown again; pages
    with contact details say ``no-store`` themselves.
    """

    POLICY = "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = self.POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.session.accessed and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-cache"
        return response
