"""Delimited text: one line a record, a header first. Read line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from canvass.places.errors import LoadError
from canvass.places.projection import RD_NEW, WGS84
from canvass.places.rows import Progress, Row, Source
from canvass.places.sources import fields
from canvass.places.sources.addresses import Record, RecordReader

STEP = 2000
DELIMITERS = ";,\t|"
# A polygon in a cell is longer than the 128 kB that Python allows by itself.
csv.field_size_limit(1 << 28)


def open_csv(
    path: Path, *, mapping: Mapping[str, str] | None = None, srid: int | None = None, delimiter: str | None = None
) -> Source:
    """Addresses from any CSV file: known column names are found, others come by `mapping`."""
    header, found_delimiter = read_header(path, delimiter)
    chosen = fields.choose(
        file=path, columns=header, aliases=fields.ADDRESS, mapping=mapping or {}, required=("street", "number")
    )
    x, y, own = _coordinates(path, header, chosen, srid)

    def rows(progress: Progress) -> Iterator[Row]:
        name, read = _("line %d"), RecordReader(chosen).row
        for line, values in read_lines(path, found_delimiter, progress):
            yield read(Record(path, name % line, values, values[x], values[y], own))

    return Source(own, rows)


def read_header(path: Path, delimiter: str | None = None) -> tuple[list[str], str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline()
    except UnicodeDecodeError as error:
        raise _encoding(path, error) from error
    if not line.strip():
        raise LoadError(file=path, problem=_("it is empty."), remedy=_("Give a file with a header line."))
    delimiter = delimiter or max(DELIMITERS, key=line.count)
    return [name.strip() for name in next(csv.reader([line], delimiter=delimiter))], delimiter


def read_lines(path: Path, delimiter: str, progress: Progress) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and values by column. Raises LoadError for a line with too few or too many values."""
    size = path.stat().st_size
    with path.open("rb") as raw:
        text = (line.decode("utf-8-sig" if number == 0 else "utf-8") for number, line in enumerate(raw))
        reader = csv.reader(text, delimiter=delimiter)
        try:
            header = [name.strip() for name in next(reader)]
            for values in reader:
                if len(values) != len(header):
                    if not values:
                        continue
                    raise _cut_off(path, reader.line_num, len(values), len(header))
                if reader.line_num % STEP == 0:
                    progress(min(raw.tell(), size), size)
                yield reader.line_num, dict(zip(header, values, strict=True))
        except UnicodeDecodeError as error:
            raise _encoding(path, error) from error
        except csv.Error as error:
            raise LoadError(
                file=path,
                where=_("line %d") % reader.line_num,
                problem=_("it is not readable as CSV (%(reason)s).") % {"reason": error},
                remedy=_("Export the file again as CSV in UTF-8."),
            ) from error


def _coordinates(path: Path, header: list[str], chosen: dict[str, str], srid: int | None) -> tuple[str, str, int]:
    """The columns of the coordinates and their system: degrees when there are any, else metres."""
    pairs = [("lon", "lat", WGS84), ("x", "y", RD_NEW)]
    if srid not in (None, WGS84):
        pairs.reverse()
    for x, y, system in pairs:
        if x in chosen and y in chosen:
            return chosen[x], chosen[y], srid or system
    raise LoadError(
        file=path,
        problem=_("it has no columns for the coordinates (lon and lat, or x and y)."),
        remedy=_("Name them with --map lon=COLUMN,lat=COLUMN. Columns are: %(columns)s.")
        % {"columns": ", ".join(header)},
        remedy_on_page=_("Fill in at “Columns”: lon=COLUMN,lat=COLUMN. Columns are: %(columns)s.")
        % {"columns": ", ".join(header)},
    )


def _cut_off(path: Path, line: int, found: int, wanted: int) -> LoadError:
    return LoadError(
        file=path,
        where=_("line %d") % line,
        problem=_(
            "it has %(found)d values where the header has %(wanted)d; the file is probably cut off or badly quoted."
        )
        % {"found": found, "wanted": wanted},
        remedy=_("Export or download the file again."),
    )


def _encoding(path: Path, error: UnicodeDecodeError) -> LoadError:
    return LoadError(
        file=path,
        problem=_("it is not in UTF-8 (%(reason)s).") % {"reason": error.reason},
        remedy=_("Save it as CSV UTF-8 and load it again."),
    )
