from __future__ import annotations

from django import template

from conversations.doorstep.queries import Attention, attention
from volunteers.shifts.models import Shift

register = template.Library()


@register.simple_tag
def entries_to_look_at(shift: Shift) -> Attention:
    """{% entries_to_look_at shift as look %}: for pages of apps that may not import this one."""
    return attention(shift)
