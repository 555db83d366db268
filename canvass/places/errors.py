from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from django.utils.translation import gettext as _

from canvass.places.projection import BELGIAN_LAMBERT_72, BELGIAN_LAMBERT_2008, RD_NEW, WGS84, guess

TOWNS_NAMED = 5


class LoadError(Exception):
    """A file that cannot be loaded: which, where in it, what is wrong, and what to do. Nothing was changed."""

    # For a job: trying the same file again gives the same answer.
    final = True

    def __init__(
        self, *, file: Path | str, problem: str, remedy: str, where: str = "", remedy_on_page: str = ""
    ) -> None:
        self.file, self.problem, self.remedy, self.where = Path(file).name, problem, remedy, where
        self.remedy_on_page = remedy_on_page or remedy
        place = f"{self.file}, {where}" if where else self.file
        super().__init__(f"{place}: {problem} {remedy}")

    def for_page(self) -> LoadError:
        """The same to somebody who uploads: fields of a form instead of options of a command."""
        return LoadError(file=self.file, where=self.where, problem=self.problem, remedy=self.remedy_on_page)


def require_file(path: Path) -> None:
    try:
        path.open("rb").close()
    except OSError as error:
        raise LoadError(
            file=path,
            problem=_("it cannot be read (%(reason)s).") % {"reason": error.strerror},
            remedy=_("Check the path and its rights."),
        ) from error


def no_such_town(file: Path, town: str, others: Collection[str]) -> LoadError:
    """Of a file in which every row lies in one of ``others``; an empty name is a row that names no town."""
    named = sorted(other for other in others if other)
    if named:
        some = ", ".join(named[:TOWNS_NAMED])
        remedy = _("It is about %(towns)s. Choose one of these, or leave the town out.") % {
            "towns": some if len(named) <= TOWNS_NAMED else _("%(towns)s and others") % {"towns": some}
        }
    else:
        remedy = _("It names no town at all. Leave the town out, or say which column holds it.")
    return LoadError(file=file, problem=_("nothing in it lies in %(town)s.") % {"town": town}, remedy=remedy)


def wrong_projection(file: Path, srid: int, x: float, y: float, *, where: str) -> LoadError:
    """The error for a coordinate that its system cannot hold, naming the one it looks like."""
    likely = guess(x, y)
    names = {
        WGS84: _("longitude and latitude (EPSG:4326)"),
        RD_NEW: "RD New (EPSG:28992)",
        BELGIAN_LAMBERT_72: "Lambert 72 (EPSG:31370)",
        BELGIAN_LAMBERT_2008: "Lambert 2008 (EPSG:3812)",
    }
    problem = _("the coordinates %(x)g %(y)g do not lie in %(system)s.")
    if likely and likely != srid:
        problem = _("the coordinates %(x)g %(y)g do not lie in %(system)s; they look like %(likely)s.")
    values = {"x": x, "y": y, "system": names.get(srid, f"EPSG:{srid}"), "likely": names.get(likely or 0, "")}
    return LoadError(
        file=file,
        where=where,
        problem=problem % values,
        remedy=_("Give the projection that the file really has with --srid, or convert the file."),
        remedy_on_page=_("Fill in the projection that the file really has, or convert the file."),
    )
