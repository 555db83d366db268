"""Small made-up Flemish places in the column layouts of BeSt, the Adressenregister and Statbel."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

# In the middle of Gent, in Lambert 72 and in Lambert 2008.
X72, Y72 = 104_863.02, 193_900.10
X08, Y08 = 604_860.22, 693_894.94
LON, LAT = 3.7250, 51.0535
BEST_COLUMNS = [
    "EPSG:31370_x", "EPSG:31370_y", "EPSG:4326_lat", "EPSG:4326_lon", "address_id", "box_number", "house_number",
    "municipality_id", "municipality_name_de", "municipality_name_fr", "municipality_name_nl", "postcode",
    "postname_fr", "postname_nl", "street_id", "streetname_de", "streetname_fr", "streetname_nl", "region_code",
    "status",
]  # fmt: skip
BEST_2008_COLUMNS = ["EPSG:3812_x", "EPSG:3812_y", *BEST_COLUMNS[2:]]
REGISTER_COLUMNS = [
    "id", "adresid", "creatieid", "versieid", "posspec", "posgeommet", "straatnmid", "straatnm", "huisnr", "busnr",
    "postcode", "gemeenteid", "gemeentenm", "status", "offtoegknd", "voladres",
]  # fmt: skip
SECTOR_COLUMNS = [
    "cd_sector", "tx_sector_descr_nl", "tx_sector_descr_fr", "tx_sector_descr_de", "cd_sub_munty", "tx_sub_munty_nl",
    "tx_sub_munty_fr", "cd_munty_refnis", "tx_munty_descr_nl", "tx_munty_descr_fr", "tx_munty_descr_de",
    "cd_dstr_refnis", "cd_prov_refnis", "cd_rgn_refnis", "cd_country", "ms_area_ha", "ms_perimeter_m",
]  # fmt: skip


def best_file(path: Path, rows: list[dict[str, Any]], columns: list[str] | None = None) -> Path:
    full = [
        {
            "EPSG:31370_x": f"{X72 + n:.5f}", "EPSG:31370_y": f"{Y72:.5f}", "EPSG:3812_x": f"{X08 + n:.5f}",
            "EPSG:3812_y": f"{Y08:.5f}", "EPSG:4326_lat": LAT, "EPSG:4326_lon": f"{LON + n / 70_000:.5f}",
            "address_id": 3_000_000 + n, "house_number": n, "municipality_id": 44021, "municipality_name_nl": "Gent",
            "postcode": 9000, "postname_nl": "Gent", "street_id": 69499, "streetname_nl": "Veldstraat",
            "region_code": "BE-VLG", "status": "current",
        } | row
        for n, row in enumerate(rows, 1)
    ]  # fmt: skip
    return _write(path, columns or BEST_COLUMNS, full)


def register_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"https://data.vlaanderen.be/id/adres/{3_000_000 + n}", "adresid": 3_000_000 + n,
            "versieid": "2024-05-07T10:00:00+02:00", "posspec": "gebouweenheid", "posgeommet": "afgeleidVanObject",
            "straatnmid": 69499, "straatnm": "Veldstraat", "huisnr": n, "postcode": 9000, "gemeenteid": 44021,
            "gemeentenm": "Gent", "status": "inGebruik", "offtoegknd": "true",
        } | row
        for n, row in enumerate(rows, 1)
    ]  # fmt: skip


def register_file(path: Path, rows: list[dict[str, Any]], *place: str) -> Path:
    """`place` names the columns that hold it: x and y, or WKT."""
    return _write(path, [*place, *REGISTER_COLUMNS], register_rows(rows))


def sector(code: str, name: str, **other: Any) -> dict[str, Any]:
    return {
        "cd_sector": code, "tx_sector_descr_nl": name, "tx_sector_descr_fr": name, "cd_sub_munty": code[:6],
        "cd_munty_refnis": code[:5], "tx_munty_descr_nl": "Gent", "tx_munty_descr_fr": "Gand",
    } | other  # fmt: skip


def sector_square(east: float, size: float = 500) -> list[list[float]]:
    """A ring in Lambert 2008 around the middle of Gent."""
    west, south = X08 - size / 2 + east, Y08 - size / 2
    corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
    return [list(corner) for corner in corners]


def wkt(ring: list[list[float]]) -> str:
    return "MULTIPOLYGON (((" + ", ".join(f"{x} {y}" for x, y in ring) + ")))"


def _write(path: Path, columns: list[str], rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
