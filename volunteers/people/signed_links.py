"""Links that act for who holds them, without signing in: signed, for one purpose, and over after a while.

Their pages only ask at GET and act at POST, so that a mail scanner that follows every link changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

Id = int | str
_SALT = "signed-link:"


def sign(purpose: str, *ids: Id) -> str:
    """A token about these ids; one for another purpose does not fit."""
    return signing.dumps(list(ids), salt=_SALT + purpose)


def read(purpose: str, token: str, max_age: timedelta | None = None) -> tuple[Id, ...] | None:
    """The ids, or None where the token is not ours, is for something else, or is older than ``max_age``."""
    try:
        ids = signing.loads(token, salt=_SALT + purpose, max_age=max_age)
    except signing.BadSignature:  # SignatureExpired is one
        return None
    return tuple(ids)
