"""Does a short text name somebody? Phone numbers, e-mail, bank accounts, citizen numbers, postcodes with a number."""

from __future__ import annotations

import re
from enum import StrEnum

EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(\.[\w-]+)+", re.UNICODE)
# Nine digits or more, however they are spaced: every Dutch and Belgian number with its area, or from abroad.
PHONE = re.compile(r"(?<![\w])(?:\+|00)?\d(?:[\s./()-]{0,2}\d){8,13}(?!\w)")
IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]){10,30}\b", re.IGNORECASE)
# In capitals, or small without a space: "2019 and" is a year.
POSTCODE = re.compile(r"\b[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})\b")
# "Kerkstraat 12", "Lange Nieuwstraat 4b".
DOOR = re.compile(
    r"\b\w*(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|pad|plantsoen|steeg|dreef|baan|lei)\s+\d{1,5}\s?[a-z]?\b",
    re.IGNORECASE,
)
NINE = re.compile(r"(?<!\d)\d(?:[\s.]?\d){7,8}(?!\d)")


class Identifier(StrEnum):
    EMAIL = "email"
    IBAN = "iban"
    CITIZEN = "citizen"
    PHONE = "phone"
    ADDRESS = "address"


def find_identifiers(text: str) -> set[Identifier]:
    found = set()
    if EMAIL.search(text):
        found.add(Identifier.EMAIL)
    if any(_is_iban(match.group()) for match in IBAN.finditer(text)):
        found.add(Identifier.IBAN)
    if any(_is_citizen_number(match.group()) for match in NINE.finditer(text)):
        found.add(Identifier.CITIZEN)
    if PHONE.search(text):
        found.add(Identifier.PHONE)
    if POSTCODE.search(text) or DOOR.search(text):
        found.add(Identifier.ADDRESS)
    return found


def _is_citizen_number(text: str) -> bool:
    """The eleven-test of a burgerservicenummer; eight digits are nine with a zero in front."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    digits = [0] * (9 - len(digits)) + digits
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return any(digits) and sum(a * b for a, b in zip(digits, weights, strict=True)) % 11 == 0


def _is_iban(text: str) -> bool:
    """ISO 7064: the account with its country at the end, letters as 10 to 35, is 1 modulo 97."""
    plain = re.sub(r"\s", "", text).upper()
    if not plain.isascii() or not plain.isalnum():
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1
