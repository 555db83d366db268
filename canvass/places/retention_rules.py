from __future__ import annotations

from canvass.core.retention.rules import Data, Rule, register

register(
    [
        Rule(
            (
                "places.Address",
                "places.BackdropShape",
                "places.Entrance",
                "places.Neighbourhood",
                "places.StreetSegment",
            ),
            Data.PUBLIC,
            "a newer file of the same source no longer has it",
            cares="loading that file",
        ),
        Rule(("places.PlaceLoad",), Data.PUBLIC, "not deleted: what was loaded when, and counts", cares="nobody"),
    ]
)
