from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from canvass.places.files import load_neighbourhoods
from canvass.places.management.loader import LoadCommand, mapping_option


class Command(LoadCommand):
    help = (
        "Load neighbourhoods: CBS wijken en buurten, Statbel's statistical sectors, or any polygons "
        "(GeoPackage, GeoJSON, or CSV with WKT)."
    )
    default_source = "cbs"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--map", help="columns of your file: code=CODE,name=NAAM,town=GEMEENTE")
        parser.add_argument("--town", default="", help="only this municipality of a file about more")
        parser.add_argument("--srid", type=int, help="projection of the coordinates, if the file does not say")

    def handle(self, *args: Any, **options: Any) -> None:
        self.report(
            load_neighbourhoods, options, mapping=mapping_option(options["map"]), srid=options["srid"],
            town=options["town"],
        )  # fmt: skip
