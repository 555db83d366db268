from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Refused(Exception):
    """One item of a batch cannot be stored, now or later; the code is for the phone, the text for its user."""

    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"
