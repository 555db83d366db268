from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from canvass.core.keyring import ring as ring_module
from canvass.core.keyring import rotating
from canvass.core.keyring.ring import HASHES, KeyGone, destroy, keyed_hash, opens, seal, unseal
from canvass.core.keyring.rotating import UNKNOWN, count_by_key, rotate
from canvass.core.keys import new_key
from canvass.core.models import Key

pytestmark = pytest.mark.django_db


def test_what_is_sealed_opens_under_its_name_and_part():
    sealed = seal(b"plain", name="a|1", part="fine")
    assert b"plain" not in sealed
    assert unseal(sealed, name="a|1", part="fine") == b"plain"
    for name, part in (("a|1", "hard"), ("a|2", "fine")):
        seal(b"other", name=name, part=part)
        with pytest.raises(InvalidTag):
            unseal(sealed, name=name, part=part)


def test_a_destroyed_key_takes_along_what_it_sealed_also_when_the_name_comes_back():
    sealed = seal(b"plain", name="a|1")
    assert destroy("a|1") == 1
    with pytest.raises(KeyGone):
        unseal(sealed, name="a|1")
    seal(b"other", name="a|1")
    with pytest.raises(InvalidTag):
        unseal(sealed, name="a|1")


def test_no_two_names_share_a_key():
    seal(b"", name="a|1"), seal(b"", name="a|2")
    one, two = Key.objects.filter(name__startswith="a|").order_by("pk")
    Key.objects.filter(pk=one.pk).update(wrapped=two.wrapped)
    with pytest.raises(InvalidTag):
        seal(b"", name=one.pk)


def test_a_key_has_a_name():
    with pytest.raises(IntegrityError), transaction.atomic():
        seal(b"", name="")


def test_a_keyed_hash_is_long_and_of_its_purpose_and_key(monkeypatch):
    found = {keyed_hash("a", purpose="one"), keyed_hash("a", purpose="two"), keyed_hash("b", purpose="one")}
    monkeypatch.setattr(ring_module, "_hash_key", lambda _database: bytes(32))
    found.add(keyed_hash("a", purpose="one"))
    assert [len(value) for value in found] == [32] * 4


def test_hashes_stay_while_the_installations_key_changes(settings):
    before, old = keyed_hash("7", purpose="door"), settings.MASTER_KEY
    settings.MASTER_KEY = f"{new_key()}\n{old}"
    rotate()
    settings.MASTER_KEY = settings.MASTER_KEY.split()[0]
    ring_module._hash_key.cache_clear()
    assert keyed_hash("7", purpose="door") == before != keyed_hash("7", purpose="other")
    ring_module._hash_key.cache_clear()


def test_another_installations_key_does_not_open_the_database(settings, client):
    assert opens()
    settings.MASTER_KEY = new_key()
    assert not opens()
    answer = client.get("/readyz")
    assert (answer.status_code, "CANVASS_KEY" in answer.json()["status"]) == (503, True)


@pytest.fixture
def ring(monkeypatch):
    """More than two batches of keys, each with what it sealed."""
    monkeypatch.setattr(rotating, "BATCH", 3)
    return {name: seal(name.encode(), name=name) for name in (f"a|{n}" for n in range(7))}


def test_a_new_key_takes_over_while_the_old_one_still_opens(settings, ring, capsys):
    old, new = settings.MASTER_KEY, new_key()
    settings.MASTER_KEY = f"{new}\n{old}"
    assert count_by_key() == {1: 8}
    seal(b"", name="meanwhile")
    call_command("keys", "rotate")
    assert "8 keys" in capsys.readouterr().out
    assert rotate() == 0
    settings.MASTER_KEY = new
    assert count_by_key() == {0: 9}
    assert all(unseal(sealed, name=name) == name.encode() for name, sealed in ring.items())


def test_a_lost_line_is_told_and_nothing_of_that_batch_is_written(settings, ring, capsys):
    settings.MASTER_KEY = new_key()
    assert count_by_key() == {UNKNOWN: 8}
    with pytest.raises(CommandError, match="missing"):
        call_command("keys", "status")
    assert "8  under no line" in capsys.readouterr().out
    before = list(Key.objects.order_by("pk").values_list("wrapped", flat=True))
    with pytest.raises(CommandError, match="status"):
        call_command("keys", "rotate")
    assert [bytes(row) for row in Key.objects.order_by("pk").values_list("wrapped", flat=True)] == [
        bytes(row) for row in before
    ]


def test_the_command_makes_and_destroys(ring, capsys, settings):
    call_command("keys", "new")
    settings.MASTER_KEY = capsys.readouterr().out
    assert not opens()
    call_command("keys", "destroy", "a|3")
    with pytest.raises(KeyGone):
        unseal(ring["a|3"], name="a|3")
    for name in ("a|3", HASHES):
        with pytest.raises(CommandError):
            call_command("keys", "destroy", name)
    assert Key.objects.filter(pk=HASHES).exists()
