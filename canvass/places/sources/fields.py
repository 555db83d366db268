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
BEST: Aliases = {
    "key": ("address_id",),
    "street": ("streetname_nl",),
    "street_fr": ("streetname_fr",),
    "street_de": ("streetname_de",),
    "street_id": ("street_id",),
    "number": ("house_number",),
    "box": ("box_number",),
    "postcode": ("postcode",),
    "city": ("municipality_name_nl",),
    "city_fr": ("municipality_name_fr",),
    "city_de": ("municipality_name_de",),
    "status": ("status",),
}
ADRESSENREGISTER: Aliases = {
    "key": ("adresid", "objectid", "id"),
    "street": ("straatnm", "straatnaam"),
    "street_id": ("straatnmid", "straatnaamobjectid", "straatnaamid"),
    "number": ("huisnr", "huisnummer"),
    "box": ("busnr", "busnummer"),
    "postcode": ("postcode",),
    "city": ("gemeentenm", "gemeentenaam"),
    "status": ("status", "adresstatus"),
    "x": ("x",),
    "y": ("y",),
    "wkt": ("wkt", "geom", "geometry", "adrespositie"),
}
# Statistics Netherlands' buurten, Statbel's statistical sectors (cd_sector ...), and plain names.
NEIGHBOURHOOD: Aliases = {
    "code": ("buurtcode", "bu_code", "cbscode", "cd_sector", "code", "statcode", "identificatie", "id"),
    "name": ("buurtnaam", "bu_naam", "tx_sector_descr_nl", "naam", "name", "statnaam"),
    "name_fr": ("tx_sector_descr_fr",),
    "name_de": ("tx_sector_descr_de",),
    "district": ("wijkcode", "wk_code", "ligtinwijkid", "cd_sub_munty"),
    "municipality": ("gemeentecode", "gm_code", "cd_munty_refnis"),
    "town": ("gemeentenaam", "gm_naam", "tx_munty_descr_nl", "gemeente"),
    "town_fr": ("tx_munty_descr_fr",),
    "town_de": ("tx_munty_descr_de",),
    "water": ("water", "h2o"),
}
WKT = ("wkt", "geometry", "geom", "the_geom", "geom_wkt")


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
