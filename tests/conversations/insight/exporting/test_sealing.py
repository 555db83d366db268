from __future__ import annotations

import hashlib
import os
from itertools import product

import pytest

from conversations.insight.exporting.sealing import (
    HEAD,
    MARK,
    NONCE_BYTES,
    STREAM_CHUNK,
    TAG_BYTES,
    SealBroken,
    SealedFile,
    SealedStream,
    plain_size,
    unsealed,
)

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
CHUNKS = [b"first", b"", b"the second", b"x" * 70_000]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sealed"


def seal(path, chunks=CHUNKS, *, name="a"):
    file = SealedFile(path, key=KEY, name=name)
    for chunk in chunks:
        file.add(chunk)
    return file.finish()


def read(path, *, key=KEY, name="a"):
    return b"".join(unsealed(path, key=key, name=name))


def frames(path) -> list[bytes]:
    """Head and body of each."""
    data, found = path.read_bytes()[len(MARK) :], []
    while data:
        end = HEAD.size + HEAD.unpack(data[: HEAD.size])[1]
        found.append(data[:end])
        data = data[end:]
    return found


def test_what_goes_in_comes_out_and_its_fingerprint_fits(path):
    digest = seal(path)
    assert read(path) == b"".join(CHUNKS)
    assert digest == hashlib.sha256(b"".join(CHUNKS)).hexdigest()
    assert plain_size(path) == len(b"".join(CHUNKS))


def test_nobody_else_on_the_machine_may_even_read_the_noise(path):
    seal(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"second" not in path.read_bytes()


@pytest.mark.parametrize("wrong", [{"key": OTHER_KEY}, {"name": "b"}])
def test_another_key_or_another_name_reads_nothing(path, wrong):
    seal(path)
    with pytest.raises(SealBroken):
        read(path, **wrong)


def test_chunks_cannot_change_places_be_left_out_or_be_cut_off(path):
    seal(path)
    whole = frames(path)
    changed = [
        [whole[1], whole[0], *whole[2:]],
        [*whole[:2], *whole[3:]],
        whole[:-1],
        [*whole, whole[-1]],
        whole[:-2] + whole[-1:],
    ]
    for left in changed:
        path.write_bytes(MARK + b"".join(left))
        with pytest.raises(SealBroken):
            read(path)


def test_no_bit_can_be_turned(path):
    seal(path, [b"one", b"two"])
    whole = path.read_bytes()
    for place, bit in product(range(len(whole)), range(8)):
        turned = bytearray(whole)
        turned[place] ^= 1 << bit
        path.write_bytes(turned)
        with pytest.raises(SealBroken):
            read(path)


@pytest.mark.parametrize("length", [0, NONCE_BYTES, NONCE_BYTES + TAG_BYTES - 1])
def test_a_chunk_too_short_for_its_seal_is_broken(path, length):
    path.write_bytes(MARK + HEAD.pack(1, length) + bytes(length))
    with pytest.raises(SealBroken):
        read(path)


def test_another_worker_goes_on_after_the_last_whole_chunk(tmp_path):
    whole, left, taken = (tmp_path / name for name in ("whole", "left", "taken"))
    digest = seal(whole)
    killed = SealedFile(left, key=KEY, name="a")
    killed.add(CHUNKS[0])
    killed.add(CHUNKS[1])
    killed.close()
    with left.open("ab") as file:
        file.write(os.urandom(40))  # a chunk that it was in the middle of
    file = SealedFile(taken, key=KEY, name="a")
    file.go_on_from(left, chunks=2)
    for chunk in CHUNKS[2:]:
        file.add(chunk)
    assert file.finish() == digest
    assert read(taken) == read(whole)


@pytest.mark.parametrize("chunks", [3, 9])
def test_who_left_less_than_they_said_is_not_gone_on_from(tmp_path, chunks):
    left = tmp_path / "left"
    killed = SealedFile(left, key=KEY, name="a")
    killed.add(b"one")
    killed.close()
    for path in (left, tmp_path / "nothing there"):
        file = SealedFile(tmp_path / "next", key=KEY, name="a")
        with pytest.raises(SealBroken):
            file.go_on_from(path, chunks=chunks)
        file.close()


def test_a_stream_of_small_pieces_becomes_chunks_of_one_size(path):
    file = SealedFile(path, key=KEY, name="a")
    out = SealedStream(file)
    pieces = [os.urandom(1000) for _ in range(600)]
    for piece in pieces:
        out.write(piece)
    out.end()
    file.finish()
    assert read(path) == b"".join(pieces)
    assert file.chunks == -(-600_000 // STREAM_CHUNK)
