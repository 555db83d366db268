"""GeoJSON feature collections, one feature at a time: the file is never in memory as a whole."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from canvass.places.errors import LoadError
from canvass.places.projection import WGS84
from canvass.places.rows import Progress

CHUNK = 1 << 18
HEAD = 1 << 16
# No polygon of a neighbourhood is as long; guards against a file that never ends a feature.
LONGEST_FEATURE = 1 << 28
_FEATURES = re.compile(r'"features"\s*:\s*\[')
# The older way to name a projection, still written by GIS programs.
_CRS = re.compile(r'"crs"\s*:\s*\{.*?"name"\s*:\s*"[^"]*?(?:EPSG:+|CRS)(?P<code>\d+)"', re.DOTALL)
_BETWEEN = " \t\r\n,"


def crs_of(path: Path) -> int:
    """WGS84, as the standard says, unless the head of the file names another system."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        found = _CRS.search(file.read(HEAD).split('"features"')[0])
    # OGC calls longitude and latitude CRS84.
    return WGS84 if found is None or found["code"] == "84" else int(found["code"])


def read_features(path: Path, progress: Progress) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number (from 1) and feature. Raises LoadError when the file is no such collection or ends too early."""
    size, number = path.stat().st_size, 0
    decoder = json.JSONDecoder()
    try:
        with path.open(encoding="utf-8-sig") as file:
            buffer = _skip_head(path, file)
            while True:
                number += 1
                buffer = _next_start(path, file, buffer, number)
                if buffer.startswith("]"):
                    return
                feature, buffer = _next(path, file, decoder, buffer, number)
                progress(min(os.lseek(file.fileno(), 0, os.SEEK_CUR), size), size)
                yield number, feature
    except UnicodeDecodeError as error:
        raise LoadError(
            file=path,
            problem=_("it is not in UTF-8 (%(reason)s).") % {"reason": error.reason},
            remedy=_("Export it again as GeoJSON."),
        ) from error


def _skip_head(path: Path, file: TextIO) -> str:
    buffer = ""
    while chunk := file.read(CHUNK):
        buffer += chunk
        if found := _FEATURES.search(buffer):
            return buffer[found.end() :]
    raise LoadError(
        file=path,
        problem=_("it is no GeoJSON feature collection."),
        remedy=_("Export the polygons as GeoJSON (FeatureCollection)."),
    )


def _next_start(path: Path, file: TextIO, buffer: str, number: int) -> str:
    """The buffer from the next feature, or the end of their list, on."""
    buffer = buffer.lstrip(_BETWEEN)
    while not buffer:
        chunk = file.read(CHUNK)
        if not chunk:
            raise _broken(path, number)
        buffer = chunk.lstrip(_BETWEEN)
    return buffer


def _next(path: Path, file: TextIO, decoder: json.JSONDecoder, buffer: str, number: int) -> tuple[dict[str, Any], str]:
    while True:
        try:
            feature, end = decoder.raw_decode(buffer)
        except json.JSONDecodeError:
            # Doubling what is read keeps a long feature from being parsed over and over.
            chunk = file.read(max(CHUNK, len(buffer)))
            if not chunk or len(buffer) > LONGEST_FEATURE:
                raise _broken(path, number) from None
            buffer += chunk
            continue
        if not isinstance(feature, dict):
            raise _broken(path, number)
        return feature, buffer[end:]


def _broken(path: Path, number: int) -> LoadError:
    return LoadError(
        file=path,
        where=_("feature %d") % number,
        problem=_("the file ends or breaks in the middle of it."),
        remedy=_("Download or export the file again."),
    )
