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
                "places.PlaceLoad",
                "places.StreetSegment",
            ),
            Data.PUBLIC,
            "a newer file of the same source no longer has it",
        )
    ]
)
