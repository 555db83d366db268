"""Every sign-in, and every code that was wrong, as one line of the log: a number of a person, never an address."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.account.signals import login_code_rejected
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out

from volunteers.people.second_step import took_second_step

log = structlog.get_logger(__name__)


def listen() -> None:
    user_logged_in.connect(_came_in, dispatch_uid="log sign-in")
    user_logged_out.connect(_left, dispatch_uid="log sign-out")
    login_code_rejected.connect(_wrong_code, dispatch_uid="log wrong code")
    authentication_failed.connect(_wrong_second_step, dispatch_uid="log wrong second step")


def _came_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    log.info("signed in", user=user.pk, second_step=took_second_step(request, user))


def _left(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        log.info("signed out", user=user.pk)


def _wrong_code(sender: Any, request: Any, user: Any, last_attempt: bool, **kwargs: Any) -> None:
    log.warning("wrong sign-in code", user=user.pk, last_attempt=last_attempt)


def _wrong_second_step(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    log.warning("wrong second step", user=user.pk, kind=authenticator.type)
