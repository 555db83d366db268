from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from canvass.places.files import load_osm
from canvass.places.management.loader import LoadCommand
from canvass.places.sources.osm import PARTS


class Command(LoadCommand):
    help = "Load streets, addresses, boundaries and the backdrop from an OpenStreetMap extract (.osm.pbf)."
    default_source = "osm"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--parts",
            default=",".join(PARTS),
            help="what to take, by commas (default %(default)s); leave addresses out where you load a register",
        )
        parser.add_argument(
            "--neighbourhood-from-bbox",
            metavar="NAME",
            default="",
            help="make one neighbourhood around everything, for an extract without boundaries",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        parts = tuple(part.strip() for part in options["parts"].split(",") if part.strip())
        if unknown := set(parts) - set(PARTS):
            raise CommandError(f"--parts: unknown {sorted(unknown)}; known are {', '.join(PARTS)}.")
        self.report(load_osm, options, parts=parts, box_name=options["neighbourhood_from_bbox"])
