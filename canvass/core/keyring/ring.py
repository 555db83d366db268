"""Each secret has a key of its own, in a table of keys: deleting that row is deleting the secret.

The installation's key only wraps these rows. A backup keeps the table apart from the data (backup/), with the newest
copy alone: what was deleted since cannot be read in any older backup.
"""

from __future__ import annotations

import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from django.db import connection

from canvass.core.keys import KEY_BYTES, decrypt, encrypt, unwrap, wrap
from canvass.core.models import Key

# Made by a migration, once, and never changed: what was hashed before must be found again.
HASHES = "hashes"


class KeyGone(InvalidTag):
    """The key of this name was destroyed, and with it what it sealed."""


def seal(plain: bytes, *, name: str, part: str = "") -> bytes:
    """Encrypt under the key of this name, which is made if there is none. ``part``: of several under one key."""
    return encrypt(_key(name, make=True), plain, purpose=f"{name}|{part}")


def unseal(sealed: bytes, *, name: str, part: str = "") -> bytes:
    """Raises ``KeyGone``, or ``InvalidTag`` for what was not sealed under this name."""
    return decrypt(_key(name, make=False), sealed, purpose=f"{name}|{part}")


def destroy(*names: str) -> int:
    """How many there were. Rows whose model has ``key_goes_along`` (trigger.py) need no call."""
    return Key.objects.filter(name__in=names).delete()[0]


def keyed_hash(text: str, *, purpose: str) -> bytes:
    """32 bytes that lead back to ``text`` only for who has the installation's key and the database."""
    return hmac.digest(_hash_key(connection.settings_dict["NAME"]), f"{purpose}|{text}".encode(), "sha256")


def opens() -> bool:
    """Whether the installation's key is that of this database."""
    try:
        _key(HASHES, make=False)
    except InvalidTag:
        return False
    return True


def _key(name: str, *, make: bool) -> bytes:
    found = Key.objects.filter(pk=name).first()
    if found is None:
        if not make:
            raise KeyGone(name)
        found, _created = Key.objects.get_or_create(
            name=name, defaults={"wrapped": wrap(os.urandom(KEY_BYTES), purpose=name)}
        )
    return unwrap(bytes(found.wrapped), purpose=name)[0]


@lru_cache(maxsize=2)
def _hash_key(_database: str) -> bytes:
    """Once per process: thousands of addresses are hashed for one plan."""
    return _key(HASHES, make=False)
