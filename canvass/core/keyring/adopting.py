"""For migrations: what the installation's key itself sealed, before there was a key ring, gets a key of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pgtrigger

from canvass.core.keys import KEY_BYTES, encrypt, unwrap, wrap


@dataclass(frozen=True)
class Adopt:
    """``before``: what it was sealed for; ``name`` of its key from now on; each with ``{}`` for the value of ``by``."""

    app: str
    model: str
    column: str
    by: str
    before: str
    name: str
    part: str = ""

    def __call__(self, apps: Any, _editor: Any) -> None:
        model, keys = apps.get_model(self.app, self.model), apps.get_model("core", "Key")
        with pgtrigger.ignore():
            for row in model.objects.exclude(**{self.column: None}):
                if sealed := bytes(getattr(row, self.column)):
                    about = getattr(row, self.by)
                    plain, _line = unwrap(sealed, purpose=self.before.format(about))
                    anew = under(keys, self.name.format(about))(plain, self.part)
                    model.objects.filter(pk=row.pk).update(**{self.column: anew})


def under(keys: Any, name: str) -> Callable[[bytes, str], bytes]:
    """Seals under the key ``name`` of the ring, which is made if there is none."""
    fresh = {"wrapped": wrap(os.urandom(KEY_BYTES), purpose=name)}
    key, _line = unwrap(bytes(keys.objects.get_or_create(name=name, defaults=fresh)[0].wrapped), purpose=name)
    return lambda plain, part: encrypt(key, plain, purpose=f"{name}|{part}")
