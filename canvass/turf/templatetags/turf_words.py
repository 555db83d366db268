"""The planner's warnings in words, for its templates."""

from __future__ import annotations

from django import template

from canvass.turf.words import clash_sentence, warning_sentence, warning_tag

register = template.Library()
register.filter("warning_tag", warning_tag)
register.filter("warning_sentence", warning_sentence)
register.filter("clash_sentence", clash_sentence)
