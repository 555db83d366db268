"""Words with places to fill in, on pages whose language is not always one of Django's."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conversations.doorstep.card_text import normalise
from conversations.insight.cards.codes import grouped

register = template.Library()


@register.simple_tag
def fill(text: str, **values: object) -> SafeString:
    """``text`` with its braces filled; what comes in is escaped."""
    return format_html(text, **values) if values else format_html("{}", text)


@register.filter
def in_groups(code: str) -> str:
    return "-".join(grouped(normalise(code)))
