"""What a load brought and what is wrong with it: counts for the page, lists in files beside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from canvass.places.merging import Changes, run

# In the order in which people should look at them.
KINDS = (
    "broken_geometry",
    "boundary_not_closed",
    "neighbourhood_twice_in_file",
    "neighbourhood_without_geometry",
    "neighbourhood_of_water",
    "address_without_number",
    "address_without_coordinates",
    "interpolation_without_numbers",
    "secondary_address",
    "number_with_boxes",
    "not_a_home",
    "not_in_use",
    "address_twice_in_file",
    "address_double",
    "address_without_street",
    "address_without_segment",
    "address_without_side",
    "address_without_neighbourhood",
)
_LABEL = "concat_ws(' ', street, number || letter, addition, box, postcode, city)"
_HERE = "ST_Y(point) || ' ' || ST_X(point)"
_MINE = "a.source = %(source)s AND a.retired_at IS NULL"
_SAME_DOOR = (
    "lower(street), number, upper(letter), upper(addition), upper(box), replace(postcode, ' ', ''), lower(city)"
)

CHECKS = {
    "address_without_street": f"SELECT a.*, {_HERE} AS why FROM places_address a WHERE {_MINE} AND street = ''",
    "address_without_segment": f"SELECT a.*, {_HERE} AS why FROM places_address a WHERE {_MINE} AND segment_id IS NULL",
    # Along a footpath or square there is no left and right; walked as it comes.
    "address_without_side": "SELECT a.*, s.road_class || ' ' || s.name AS why FROM places_address a "
    f"JOIN places_streetsegment s ON s.id = a.segment_id WHERE {_MINE} AND a.side = 0",
    "address_without_neighbourhood": f"SELECT a.*, {_HERE} AS why FROM places_address a "
    f"WHERE {_MINE} AND neighbourhood_id IS NULL",
    "address_double": "SELECT a.*, 'also ' || others AS why FROM ("
    f"SELECT *, count(*) OVER w AS n, min(source || ':' || source_key) OVER w AS others FROM places_address "
    "WHERE retired_at IS NULL AND street IN (SELECT street FROM fresh_address WHERE street <> '') "
    f"WINDOW w AS (PARTITION BY {_SAME_DOOR})) a WHERE n > 1 AND others <> source || ':' || source_key",
}


@dataclass
class LoadReport:
    source: str
    file: str
    sha256: str
    origin: str = ""
    read: dict[str, int] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)
    changes: dict[str, Changes] = field(default_factory=dict)
    linked: int = 0
    problems: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    load_id: int = 0

    @property
    def changed(self) -> int:
        return sum(change.total for change in self.changes.values())

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "changed": self.changed,
            "files": {kind: str(list_path(self.load_id, kind)) for kind in self.problems},
        }


def check_addresses(*, source: str) -> None:
    """Add the doubtful addresses of a source to the problems."""
    for kind, select in CHECKS.items():
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO problem SELECT %(kind)s, source || ':' || source_key, {_LABEL} || ' (' || why || ')' "
                f"FROM ({select}) doubtful",
                {"kind": kind, "source": source},
            )


def count_problems() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM problem GROUP BY kind")
        found: dict[str, int] = dict(cursor.fetchall())
    return {kind: found[kind] for kind in KINDS if kind in found}


def folder(load_id: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "loads" / str(load_id)


def list_path(load_id: int, kind: str) -> Path:
    return folder(load_id) / f"{kind}.csv"


def write_lists(*, load_id: int, kinds: dict[str, int]) -> None:
    """One CSV file per kind of problem, straight from the database."""
    folder(load_id).mkdir(parents=True, exist_ok=True)
    run("ANALYZE problem")
    for kind in kinds:
        with list_path(load_id, kind).open("w", encoding="utf-8") as file, connection.cursor() as cursor:
            # COPY takes no parameters; the kind is one of our own names.
            cursor.copy_expert(
                f"COPY (SELECT key, detail FROM problem WHERE kind = '{kind}' ORDER BY key) TO STDOUT "
                "WITH (FORMAT csv, HEADER)",
                file,
            )
