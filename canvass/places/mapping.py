from __future__ import annotations


class MappingError(ValueError):
    """A part of a mapping is not of the form field=column."""


def parse_mapping(text: str | None) -> dict[str, str]:
    """ "street=STRAAT,number=NR" as a dictionary."""
    found: dict[str, str] = {}
    for part in (text or "").split(","):
        if not part.strip():
            continue
        name, _, column = (piece.strip() for piece in part.partition("="))
        if not name or not column:
            raise MappingError(part.strip())
        found[name] = column
    return found
