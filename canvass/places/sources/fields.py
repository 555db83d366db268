"""Which column holds what: known names per field, and the reader's own mapping over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from canvass.places.errors import LoadError

Aliases = Mapping[str, tuple[str, ...]]

ADDRESS: Aliases = {
    "key": ("object_id", "identificatie", "nummeraanduiding_identificatie", "adresseerbaarobject_id", "key", "id"),
    "street": ("openbareruimte", "openbare_ruimte_naam", "openbareruimtenaam", "straatnaam", "straat", "street"),
    "number": ("huisnummer", "number", "housenumber", "house_number", "nummer"),
    "letter": ("huisletter", "letter"),
    "addition": ("huisnummertoevoeging", "toevoeging", "addition"),
    "box": ("busnummer", "box", "bus"),
    "postcode": ("postcode", "zip", "postal_code"),
    "city": ("woonplaats", "woonplaats_naam", "woonplaatsnaam", "city", "gemeente"),
    "lon": ("lon", "longitude", "lng"),
    "lat": ("lat", "latitude"),
    "x": ("x", "x_rd", "x_coordinaat"),
    "y": ("y", "y_rd", "y_coordinaat"),
    "secondary": ("nevenadres",),
    "use": ("verblijfsobjectgebruiksdoel", "gebruiksdoel", "gebruiksdoelen"),
    "status": ("verblijfsobjectstatus", "status"),
}
NEIGHBOURHOOD: Aliases = {
    "code": ("buurtcode", "bu_code", "cbscode", "code", "statcode", "identificatie", "id"),
    "name": ("buurtnaam", "bu_naam", "naam", "name", "statnaam"),
    "district": ("wijkcode", "wk_code", "ligtinwijkid"),
    "municipality": ("gemeentecode", "gm_code"),
    "town": ("gemeentenaam", "gm_naam", "gemeente"),
    "water": ("water", "h2o"),
}


def choose(
    *, file: Path, columns: Iterable[str], aliases: Aliases, mapping: Mapping[str, str], required: Iterable[str]
) -> dict[str, str]:
    """Field -> column of this file. Raises LoadError for a required field without one."""
    present = list(columns)
    by_name = {column.lower(): column for column in reversed(present)}
    listed = ", ".join(present)
    if unknown := sorted(set(mapping) - set(aliases)):
        raise LoadError(
            file=file,
            problem=_("the mapping names the field '%(field)s', which is not known here.") % {"field": unknown[0]},
            remedy=_("Fields are: %(fields)s.") % {"fields": ", ".join(aliases)},
        )
    chosen: dict[str, str] = {}
    for field, names in aliases.items():
        if field in mapping:
            if mapping[field] not in present:
                raise LoadError(
                    file=file,
                    problem=_("the mapping says %(field)s=%(column)s, but there is no such column.")
                    % {"field": field, "column": mapping[field]},
                    remedy=_("Columns are: %(columns)s.") % {"columns": listed},
                )
            chosen[field] = mapping[field]
        elif found := next((by_name[name] for name in names if name in by_name), None):
            chosen[field] = found
    missing = [field for field in required if field not in chosen]
    if missing:
        raise LoadError(
            file=file,
            problem=_("it has no column for %(fields)s.") % {"fields": ", ".join(missing)},
            remedy=_("Name it with --map %(field)s=COLUMN. Columns are: %(columns)s.")
            % {"field": missing[0], "columns": listed},
            remedy_on_page=_("Fill in at “Columns”: %(field)s=COLUMN. Columns are: %(columns)s.")
            % {"field": missing[0], "columns": listed},
        )
    return chosen
