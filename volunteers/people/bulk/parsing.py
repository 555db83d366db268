"""A list of people from a spreadsheet, line by line. Touches no row: what it finds is shown before anything happens."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from volunteers.people.errors import PeopleError
from volunteers.people.models import Membership

MOST_LINES = 1000
Role = Membership.Role
# First row of the file, in either language, as spreadsheets and mail programs write it.
HEADERS = {
    "email": {"email", "e-mail", "mail", "e-mailadres", "emailadres", "mailadres", "e-mail address", "email address"},
    "name": {"name", "naam", "full name", "volledige naam", "first name", "voornaam"},
    "role": {"role", "rol", "functie"},
    "language": {"language", "taal"},
}
ROLES = {
    "": Role.VOLUNTEER,
    "volunteer": Role.VOLUNTEER,
    "vrijwilliger": Role.VOLUNTEER,
    "coordinator": Role.COORDINATOR,
    "coördinator": Role.COORDINATOR,
    "admin": Role.ADMIN,
    "beheerder": Role.ADMIN,
}
LANGUAGES = {"": "", "nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en", "english": "en"}


@dataclass(frozen=True)
class Line:
    """One row of the file under its number there; ``problem`` is empty when it can be invited."""

    number: int
    email: str
    name: str = ""
    role: str = Role.VOLUNTEER
    language: str = ""
    problem: str = ""

    @property
    def role_name(self) -> str:
        return str(Role(self.role).label) if self.role else ""


def decode(data: bytes) -> str:
    """Spreadsheets save in UTF-8, with or without a mark, or in the Windows code page."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_lines(text: str) -> list[Line]:
    """Raises ``PeopleError`` when the file as a whole cannot be read; a bad row is a line with a problem."""
    # Ends of lines of every system become one kind before anything looks at them.
    text = text.lstrip("\ufeff").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text))]
    except csv.Error as error:
        raise PeopleError(_("This is not a list that can be read. Save it as CSV.")) from error
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not filled:
        raise PeopleError(_("There is nothing in this list."))
    columns = _columns(filled[0][1])
    if columns is None:
        # A bare column of addresses needs no first row.
        if "@" not in filled[0][1][0]:
            raise PeopleError(_("The first row must name the columns. At least one of them is “email”."))
        columns = {"email": 0}
    else:
        filled = filled[1:]
    if len(filled) > MOST_LINES:
        raise PeopleError(_("At most %(most)s people at once. Split the list.") % {"most": MOST_LINES})
    return _name_doubles([_line(number, row, columns) for number, row in filled])


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(";,\t", key=head.count)


def _columns(head: Sequence[str]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        for field, names in HEADERS.items():
            if cell.casefold() in names:
                found.setdefault(field, place)
    return found if "email" in found else None


def _line(number: int, row: Sequence[str], columns: dict[str, int]) -> Line:
    cells = {field: row[place] if place < len(row) else "" for field, place in columns.items()}
    line = Line(
        number=number,
        email=cells["email"].lower(),
        name=cells.get("name", ""),
        role=ROLES.get(cells.get("role", "").casefold(), ""),
        language=LANGUAGES.get(cells.get("language", "").casefold(), ""),
    )
    return replace(line, problem=_problem(line, cells))


def _problem(line: Line, cells: dict[str, str]) -> str:
    if not line.email:
        return _("No address.")
    try:
        validate_email(line.email)
    except ValidationError:
        return _("This is not an e-mail address.")
    if len(line.email) > 254 or len(line.name) > 80:
        return _("The address or the name is too long.")
    if not line.role:
        return _("Unknown role “%(role)s”. Use volunteer, coordinator or admin.") % {"role": cells["role"][:40]}
    if cells.get("language", "").casefold() not in LANGUAGES:
        return _("Unknown language “%(language)s”. Use nl or en.") % {"language": cells["language"][:40]}
    return ""


def _name_doubles(lines: list[Line]) -> list[Line]:
    first: dict[str, int] = {}
    named = []
    for line in lines:
        earlier = first.setdefault(line.email, line.number) if line.email and not line.problem else line.number
        double = earlier != line.number
        problem = _("The same address as in row %(row)s.") % {"row": earlier} if double else line.problem
        named.append(replace(line, problem=problem))
    return named
