from __future__ import annotations

from pathlib import Path

from canvass.places.projection import RD_NEW, WGS84, guess


class LoadError(Exception):
    """A file that cannot be loaded: which, where in it, what is wrong, and what to do. Nothing was changed."""

    # For a job: trying the same file again gives the same answer.
    final = True

    def __init__(self, *, file: Path | str, problem: str, remedy: str, where: str = "") -> None:
        self.file, self.problem, self.remedy, self.where = Path(file).name, problem, remedy, where
        place = f"{self.file}, {where}" if where else self.file
        super().__init__(f"{place}: {problem} {remedy}")


def wrong_projection(file: Path, srid: int, x: float, y: float, *, where: str) -> LoadError:
    """The error for a coordinate that its system cannot hold, naming the one it looks like."""
    likely = guess(x, y)
    names = {WGS84: "longitude and latitude (EPSG:4326)", RD_NEW: "RD New (EPSG:28992)"}
    looks = f"; they look like {names[likely]}" if likely and likely != srid else ""
    return LoadError(
        file=file,
        where=where,
        problem=f"the coordinates {x:g} {y:g} do not lie in {names.get(srid, f'EPSG:{srid}')}{looks}.",
        remedy="Give the projection that the file really has with --srid, or convert the file.",
    )
