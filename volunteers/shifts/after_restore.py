"""Accounts that a restore of older data brings back: see people/erasing.py, which this finds."""

from __future__ import annotations

from volunteers.shifts.people.erasing import erase_account_again

__all__ = ["erase_account_again"]
