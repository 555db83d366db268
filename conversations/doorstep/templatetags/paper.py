"""Rows of a sheet that is being keyed in: what is known of each."""

from __future__ import annotations

from django import template

from canvass.turf.sheet_data import SheetDoor, SheetEntrance
from conversations.doorstep.keying import KeyedDoor, KeyingSheet

register = template.Library()
UNKNOWN = KeyedDoor("", "")


@register.simple_tag
def known(sheet: KeyingSheet, door: SheetDoor) -> KeyedDoor:
    return sheet.doors.get(door.stop, UNKNOWN)


@register.simple_tag
def known_entrance(sheet: KeyingSheet, entrance: SheetEntrance) -> str:
    return sheet.entrances.get(entrance.id, "") if entrance.id else ""
