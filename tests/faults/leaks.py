"""Looks for words in a browser's profile as somebody would who took the phone apart.

Chromium packs what it keeps: LevelDB tables hold snappy blocks, IndexedDB's own values may be snappy once more, and
cached answers are gzip. Each is unpacked before it is searched; texts are sought as UTF-8 and as UTF-16.
Sources: github.com/google/leveldb, doc/table_format.md; github.com/google/snappy, format_description.txt
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

TABLE_MAGIC = bytes.fromhex("57fb808b247547db")
FOOTER_BYTES = 48
SNAPPY_BLOCK = 1
# What Chromium writes before an IndexedDB value that it compressed.
WRAPPED_SNAPPY = b"\xff\x11\x02"
GZIP = b"\x1f\x8b\x08"
MOST_BYTES = 64 * 1024 * 1024


class NotPacked(ValueError):
    """These bytes are no block of that kind."""


def find(folder: Path, words: Iterable[str]) -> list[tuple[str, str]]:
    """File and word of every hit."""
    sought = [(word, form) for word in words for form in (word.encode(), word.encode("utf-16-le"))]
    hits = set()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for piece in pieces(path.read_bytes()):
            hits.update((str(path.relative_to(folder)), word) for word, form in sought if form in piece)
    return sorted(hits)


def pieces(raw: bytes) -> Iterator[bytes]:
    """A file as it is, and everything packed in it."""
    for block in [raw, *table_blocks(raw)]:
        yield block
        yield from _wrapped(block)
        yield from _gzipped(block)


def _wrapped(block: bytes) -> Iterator[bytes]:
    start = block.find(WRAPPED_SNAPPY)
    while start >= 0:
        with contextlib.suppress(NotPacked):
            yield unsnap(block[start + len(WRAPPED_SNAPPY) :])
        start = block.find(WRAPPED_SNAPPY, start + 1)


def _gzipped(block: bytes) -> Iterator[bytes]:
    start = block.find(GZIP)
    while start >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(wbits=31).decompress(block[start:], MOST_BYTES)
        start = block.find(GZIP, start + 1)


def table_blocks(raw: bytes) -> Iterator[bytes]:
    """The data blocks of a LevelDB table; nothing of any other file."""
    if len(raw) < FOOTER_BYTES or raw[-8:] != TABLE_MAGIC:
        return
    # Two places: of the index of other things, and of the index of blocks.
    _where, _length, offset, size = _numbers(raw[-FOOTER_BYTES:], 4)
    for handle in _values(_block(raw, offset, size)):
        block = _block(raw, *_numbers(handle, 2))
        yield block
        yield from (key + value for key, value in entries(block))


def _block(raw: bytes, offset: int, size: int) -> bytes:
    content = raw[offset : offset + size]
    return unsnap(content) if raw[offset + size] == SNAPPY_BLOCK else content


def entries(block: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Keys share their beginning with the one before."""
    restarts = int.from_bytes(block[-4:], "little")
    end, at, key = len(block) - 4 * (restarts + 1), 0, b""
    while at < end:
        shared, at = _varint(block, at)
        own, at = _varint(block, at)
        length, at = _varint(block, at)
        key = key[:shared] + block[at : at + own]
        yield key, block[at + own : at + own + length]
        at += own + length


def _values(block: bytes) -> list[bytes]:
    return [value for _key, value in entries(block)]


def _numbers(data: bytes, count: int) -> list[int]:
    found, at = [], 0
    for _ in range(count):
        value, at = _varint(data, at)
        found.append(value)
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 64:
        value |= (data[at] & 0x7F) << shift
        at += 1
        if not data[at - 1] & 0x80:
            return value, at
        shift += 7
    raise NotPacked("a number without an end")


def unsnap(data: bytes) -> bytes:
    """Undo snappy's raw format: a length, then texts and copies of what came before."""
    size, at = _varint(data, 0)
    if size > MOST_BYTES:
        raise NotPacked("too long to be true")
    out = bytearray()
    while len(out) < size:
        if at >= len(data):
            raise NotPacked("it ends too soon")
        tag = data[at]
        at += 1
        at = _literal(data, at, tag >> 2, out) if tag & 3 == 0 else _copy(data, at, tag, out)
    return bytes(out)


def _literal(data: bytes, at: int, length: int, out: bytearray) -> int:
    extra = max(0, length - 59)
    if extra:
        length = int.from_bytes(data[at : at + extra], "little")
    at += extra
    out += data[at : at + length + 1]
    return at + length + 1


def _copy(data: bytes, at: int, tag: int, out: bytearray) -> int:
    kind = tag & 3
    if kind == 1:
        length, back, used = 4 + (tag >> 2 & 7), (tag >> 5) << 8 | data[at] if at < len(data) else 0, 1
    else:
        used = 2 if kind == 2 else 4
        length, back = (tag >> 2) + 1, int.from_bytes(data[at : at + used], "little")
    if not 0 < back <= len(out):
        raise NotPacked("a copy of nothing")
    for _ in range(length):
        out.append(out[-back])
    return at + used
