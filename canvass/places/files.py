"""The three loads that people ask for, by the kind of file they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from canvass.places.credits import OSM, origin_of
from canvass.places.errors import no_such_town, require_file
from canvass.places.loading import Load, load
from canvass.places.quality import LoadReport
from canvass.places.rows import AddressRow, AreaRow, ProblemRow, Progress, Row, Source, no_progress
from canvass.places.sources.bag import open_bag
from canvass.places.sources.belgium import open_adressenregister, open_best
from canvass.places.sources.cbs import open_neighbourhoods
from canvass.places.sources.csv import open_csv
from canvass.places.sources.gpkg import open_gpkg
from canvass.places.sources.osm import PARTS, read_osm

LAYOUTS = {
    "bag": open_bag,
    "gpkg": open_gpkg,
    "best": open_best,
    "adressenregister": open_adressenregister,
    "csv": open_csv,
}
OSM_KINDS = {"streets": "streets", "addresses": "addresses", "boundaries": "neighbourhoods", "backdrop": "backdrop"}


def load_osm(
    *,
    path: Path,
    source: str = "osm",
    parts: tuple[str, ...] = PARTS,
    box_name: str = "",
    replace: bool = False,
    origin: str = OSM,
    progress: Progress = no_progress,
) -> LoadReport:
    """Streets, addresses, boundaries and backdrop of an OpenStreetMap extract."""
    kinds = [OSM_KINDS[part] for part in parts]
    if box_name and "neighbourhoods" not in kinds:
        kinds.append("neighbourhoods")
    return load(
        Load(
            path=path,
            source=source,
            kinds=tuple(kinds),
            rows=lambda watch: read_osm(path, parts=parts, progress=watch),
            origin=origin,
            replace=replace,
            box_name=box_name,
            progress=progress,
        )
    )


def load_addresses(
    *,
    path: Path,
    layout: str,
    mapping: Mapping[str, str] | None = None,
    srid: int | None = None,
    town: str = "",
    source: str = "",
    replace: bool = False,
    origin: str = "",
    progress: Progress = no_progress,
) -> LoadReport:
    """Addresses of a register or a list: `layout` is one of LAYOUTS; of one `town` if it is named."""
    require_file(path)
    opened = _of_town(LAYOUTS[layout](path, mapping=mapping, srid=srid), town, path)
    origin = origin or origin_of(layout)
    return _load_source(opened, path, "addresses", source or layout, origin, replace, progress)


def load_neighbourhoods(
    *,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    srid: int | None = None,
    town: str = "",
    source: str = "cbs",
    replace: bool = False,
    origin: str = "",
    progress: Progress = no_progress,
) -> LoadReport:
    """Polygons with a code and a name; of one `town` if it is named."""
    require_file(path)
    opened = _of_town(open_neighbourhoods(path, mapping=mapping, srid=srid), town, path)
    return _load_source(opened, path, "neighbourhoods", source, origin or origin_of(source), replace, progress)


def _of_town(source: Source, town: str, path: Path) -> Source:
    """Registers cover a region or a country; who walks in one town loads that one."""
    wanted = town.strip().casefold()
    if not wanted:
        return source

    def rows(progress: Progress) -> Iterator[Row]:
        elsewhere, found = set(), False
        for row in source.rows(progress):
            match row:
                case AddressRow(city=place) | AreaRow(municipality_name=place):
                    if place.casefold() == wanted:
                        found = True
                        yield row
                    else:
                        elsewhere.add(place)
                case ProblemRow(town=place) if place.casefold() != wanted:
                    pass
                case _:
                    yield row
        if elsewhere and not found:
            raise no_such_town(path, town.strip(), elsewhere)

    return Source(source.srid, rows)


def _load_source(
    opened: Source, path: Path, kind: str, source: str, origin: str, replace: bool, progress: Progress
) -> LoadReport:
    return load(
        Load(
            path=path, source=source, kinds=(kind,), rows=opened.rows, origin=origin, srid=opened.srid,
            replace=replace, progress=progress,
        )
    )  # fmt: skip
