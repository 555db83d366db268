from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from canvass.places.files import LAYOUTS, load_addresses
from canvass.places.management.loader import LoadCommand, mapping_option


class Command(LoadCommand):
    help = (
        "Load addresses: NLExtract's bagadres.csv, PDOK's BAG GeoPackage, Belgium's BeSt, Flanders' Adressenregister, "
        "or any CSV with a header."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", choices=list(LAYOUTS), required=True)
        parser.add_argument("--map", help="columns of your file: street=STRAAT,number=NR,lon=LNG,lat=LAT")
        parser.add_argument("--town", default="", help="only this municipality of a file about more")
        parser.add_argument("--srid", type=int, help="projection of the coordinates, if the file does not say")

    def handle(self, *args: Any, **options: Any) -> None:
        self.report(
            load_addresses, options, layout=options["format"], mapping=mapping_option(options["map"]),
            srid=options["srid"], town=options["town"],
        )  # fmt: skip
