"""One picture: of which page, and who looks at it."""

from __future__ import annotations

from dataclasses import dataclass, field

VISITOR = ""
VOLUNTEER, COORDINATOR, ADMIN, UMBRELLA = (
    f"{box}@demo.example" for box in ("vrijwilliger", "coordinator", "admin", "koepel")
)
# Made by stage.py: people in an organisation where nothing is yet, and one in none.
NEW_ADMIN, NEW_VOLUNTEER, NOWHERE = (f"{box}@demo.example" for box in ("leeg.admin", "leeg.vrijwilliger", "nergens"))


@dataclass(frozen=True)
class Shot:
    """A picture of the page of ``url``; the values of ``args`` are names of what stage.py found or made."""

    name: str
    url: str
    who: str = VISITOR
    args: dict[str, str] = field(default_factory=dict)
    query: str = ""
    status: int = 200
    # What is pressed before the picture is taken, and whether the page then answers anew.
    press: str = ""
    sends: bool = False
    # Also in dark and in English.
    key: bool = False


def of(what: str) -> dict[str, str]:
    return {f"{what.split('_')[0]}_id": what}
