"""What was sealed before there was a key ring can be read after the migrations."""

from __future__ import annotations

import base64
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps

from canvass.core.keyring.adopting import Adopt
from canvass.core.keyring.ring import unseal
from canvass.core.keys import wrap
from canvass.core.models import Key
from conversations.doorstep.keys import ensure_shift_key
from conversations.doorstep.models import ShiftKey
from tests.factories import make_shift, make_user
from volunteers.people.adapters import SecondFactorAdapter

pytestmark = pytest.mark.django_db
OPERATIONS = [
    (operation.code, module)
    for module in ("canvass.campaigns.migrations.0009", "conversations.doorstep.migrations.0007")
    for operation in import_module(f"{module}_key_ring").Migration.operations
    if isinstance(getattr(operation, "code", None), Adopt)
]


def test_a_shifts_key_gets_a_key_of_its_own():
    key, gone = ensure_shift_key(shift=make_shift()), ensure_shift_key(shift=make_shift())
    ShiftKey.objects.filter(pk=gone.pk).update(wrapped_private_key=None)
    before = wrap(b"private", purpose=f"shift key {key.shift_id}")
    ShiftKey.objects.filter(pk=key.pk).update(wrapped_private_key=before)
    Key.objects.filter(name__startswith="shift|").delete()
    (adopt,) = [code for code, module in OPERATIONS if "doorstep" in module]
    adopt(apps, None)
    key.refresh_from_db()
    assert unseal(bytes(key.wrapped_private_key), name=f"shift|{key.shift_id}") == b"private"
    assert list(Key.objects.filter(name__startswith="shift|").values_list("pk", flat=True)) == [f"shift|{key.shift_id}"]


def test_secrets_of_second_factors_open_as_before():
    def sealed(text):
        return base64.b64encode(wrap(text.encode(), purpose="second factor")).decode()

    user = make_user()
    Authenticator.objects.create(user=user, type="totp", data={"secret": sealed("APP")})
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": sealed("SEED"), "used_mask": 3})
    import_module("volunteers.people.migrations.0009_key_ring").adopt(apps, None)
    app, codes = Authenticator.objects.order_by("pk")
    opened = SecondFactorAdapter().decrypt
    assert (opened(app.data["secret"]), opened(codes.data["seed"]), codes.data["used_mask"]) == ("APP", "SEED", 3)


def test_nothing_is_made_where_nothing_was_sealed():
    for adopt, _module in OPERATIONS:
        adopt(apps, None)
    import_module("volunteers.people.migrations.0009_key_ring").adopt(apps, None)
    assert list(Key.objects.values_list("pk", flat=True)) == ["hashes"]
