"""Files that are never plain on the disk: AES-256-GCM, chunk by chunk, written once and read as a stream.

A file is a mark, then frames: whether it is the last, the length, a random nonce, the ciphertext with its tag. The
name of the file, the number of the chunk and "last" are bound to each (associated data): chunks cannot change places,
come from another file, or be left off at the end. After Hoang, Reyhanitabar, Rogaway, Vizar 2015, "STREAM"
(doi:10.1007/978-3-662-47989-6_24). Nonces are random, not counted: a chunk that is written again after a kill then
never shares one with other words under the same key.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK = b"canvass sealed 1\n"
HEAD = struct.Struct(">BI")
NONCE_BYTES, TAG_BYTES = 12, 16
KEY_BYTES = 32
STREAM_CHUNK = 256 * 1024


class SealBroken(Exception):
    """Not whole, not of this name, or not of this key."""


class SealedFile:
    """Chunks in, ciphertext out; ``sha256`` is of the plain text so far."""

    def __init__(self, path: Path, *, key: bytes, name: str) -> None:
        self.path = path
        self.chunks = 0
        self._cipher, self._name, self._digest = AESGCM(key), name, hashlib.sha256()
        # Unbuffered: a full disk answers the write that met it.
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._write(MARK)

    def add(self, plain: bytes) -> None:
        self._seal(plain, last=False)
        self._digest.update(plain)
        self.chunks += 1

    def go_on_from(self, path: Path, *, chunks: int) -> None:
        """Take over the first ``chunks`` of what a killed worker left; raises ``SealBroken`` if they are not whole.

        Copied, not appended to: that worker may only have been asleep, and write on.
        """
        try:
            with path.open("rb") as file:
                _check_mark(file)
                for number in range(chunks):
                    last, sealed = _frame(file)
                    self._digest.update(_unseal(self._cipher, sealed, _bound(self._name, number, last)))
                    self._write(HEAD.pack(last, len(sealed)) + sealed)
        except FileNotFoundError:
            raise SealBroken from None
        self.chunks = chunks

    def finish(self) -> str:
        """Close it for good; the SHA-256 of the plain text."""
        self._seal(b"", last=True)
        os.fsync(self._fd)
        self.close()
        return self._digest.hexdigest()

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _seal(self, plain: bytes, *, last: bool) -> None:
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, plain, _bound(self._name, self.chunks, last))
        self._write(HEAD.pack(last, len(sealed)) + sealed)

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(self._fd, left) :]


class SealedStream:
    """What writers of zip and JSON write to: any pieces in, chunks of one size out."""

    def __init__(self, file: SealedFile) -> None:
        self._file = file
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) >= STREAM_CHUNK:
            self._file.add(bytes(self._waiting[:STREAM_CHUNK]))
            del self._waiting[:STREAM_CHUNK]
        return len(data)

    def flush(self) -> None:
        """Nothing: a short chunk in between would cost a frame. ``end`` writes what is left."""

    def end(self) -> None:
        if self._waiting:
            self._file.add(bytes(self._waiting))
            self._waiting.clear()


def unsealed(path: Path, *, key: bytes, name: str) -> Iterator[bytes]:
    """The plain text chunk by chunk, each checked before it is given; raises ``SealBroken``."""
    cipher = AESGCM(key)
    with path.open("rb") as file:
        _check_mark(file)
        number, last = 0, False
        while not last:
            last, sealed = _frame(file)
            plain = _unseal(cipher, sealed, _bound(name, number, last))
            if plain:
                yield plain
            number += 1
        if file.read(1):
            raise SealBroken


def plain_size(path: Path) -> int:
    """Bytes of plain text, from the heads of the frames alone."""
    size = 0
    with path.open("rb") as file:
        _check_mark(file)
        while head := file.read(HEAD.size):
            length = HEAD.unpack(head)[1]
            size += length - NONCE_BYTES - TAG_BYTES
            file.seek(length, os.SEEK_CUR)
    return size


def _bound(name: str, number: int, last: bool) -> bytes:
    return f"{name}|{number}|{last:d}".encode()


def _check_mark(file: BinaryIO) -> None:
    if file.read(len(MARK)) != MARK:
        raise SealBroken


def _frame(file: BinaryIO) -> tuple[bool, bytes]:
    head = file.read(HEAD.size)
    if len(head) < HEAD.size:
        raise SealBroken
    last, length = HEAD.unpack(head)
    # Any other byte than these two would read as "last" as well: not a bit of the file may be open to change.
    if last not in (0, 1) or length < NONCE_BYTES + TAG_BYTES:
        raise SealBroken
    sealed = file.read(length)
    if len(sealed) < length:
        raise SealBroken
    return bool(last), sealed


def _unseal(cipher: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
    except InvalidTag:
        raise SealBroken from None
