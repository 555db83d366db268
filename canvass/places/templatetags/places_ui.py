"""What every page with a map says about it."""

from __future__ import annotations

from django import template

from canvass.places.credits import map_credit

register = template.Library()
register.simple_tag(map_credit)
