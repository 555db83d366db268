"""Small marks of the interface: icons, the plate, display switches, signed numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from canvass.core.cookies import named
from canvass.core.palette import PALETTE

register = template.Library()

SPRITE = "img/icons.svg"
MINUS = "\N{MINUS SIGN}"
# Cookies of the display switches: the server draws the right page at once, scripts only flip them.
DISPLAY_COOKIES = {"theme": ("bright", "light", "dark"), "text": ("large", "largest")}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A glyph from the sprite. Without a label it is decoration; a door status keeps its ``st-`` prefix."""
    symbol = name if name.startswith("st-") else f"i-{name}"
    href = f"{asset(SPRITE)}#{symbol}"
    if label:
        return format_html('<svg class="i" role="img" aria-label="{}"><use href="{}"/></svg>', label, href)
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"/></svg>', href)


@register.simple_tag
def plate(text: object, size: str = "") -> SafeString:
    """The enamel sign, only for places: a house number (``nr``), a turf (``s``), a street."""
    return format_html('<span class="{}">{}</span>', f"plate plate-{size}" if size else "plate", text)


@register.simple_tag
def product_name() -> str:
    """For texts without a request, such as mails."""
    return str(settings.PRODUCT_NAME)


@register.simple_tag
def product_plate() -> SafeString:
    return plate(settings.PRODUCT_NAME)


@register.simple_tag
def asset(path: str) -> str:
    """Like ``static``, but a missing manifest falls back to the plain address: error pages must still show."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"/{settings.STATIC_URL.strip('/')}/{path}"


@register.simple_tag
def tint(name: str) -> str:
    """The light-mode value of a chart colour, as a presentation attribute for print."""
    return PALETTE[name]


@register.simple_tag(takes_context=True)
def display_attributes(context: template.Context) -> SafeString:
    """``data-theme`` and ``data-text`` as the visitor chose them; only known values reach the page."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return SafeString("")
    chosen = [(key, request.COOKIES.get(named(key), "")) for key in DISPLAY_COOKIES]
    known = [(key, value) for key, value in chosen if value in DISPLAY_COOKIES[key]]
    return format_html_join("", ' data-{}="{}"', known)


@register.filter
def signed(value: float | Decimal | None, digits: int = 1) -> str:
    """``+0.3`` in the reader's notation; a rounded zero carries no sign."""
    if value is None:
        return ""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = str(formats.number_format(abs(rounded), digits))
    if rounded == 0:
        return text
    return f"{'+' if rounded > 0 else MINUS}{text}"


@register.filter
def figure(value: object) -> str:
    """A cell of a chart's table: nothing is shown as "too few", a fraction with one decimal."""
    if value is None:
        return gettext("too few conversations")
    if isinstance(value, float):
        # Rounded first: number_format cuts off, and would say 0.4 of 0.48.
        return str(formats.number_format(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP), 1))
    if isinstance(value, int):
        return str(formats.number_format(value, force_grouping=True))
    return str(value)


@register.filter
def first_input(field: BoundField) -> str:
    """Where a link of the error summary leads: the field, or the first choice of a group."""
    return field.subwidgets[0].id_for_label if field.use_fieldset and field.subwidgets else field.auto_id


@register.filter
def field_kind(field: BoundField) -> str:
    """Which shape ``core/_field.html`` draws: one tick, a group of choices, or a plain input."""
    if isinstance(field.field.widget, CheckboxInput):
        return "tick"
    return "group" if field.use_fieldset and hasattr(field.field.widget, "option_template_name") else "plain"


@register.filter
def bare(field: BoundField) -> SafeString:
    """The input without a placeholder, which would stand in for the label; a mailed code gets the big type."""
    given = field.field.widget.attrs
    attrs: dict[str, str | bool] = {}
    if "placeholder" in given:
        attrs["placeholder"] = False
    if given.get("autocomplete") == "one-time-code":
        attrs |= {"class": "code", "autocapitalize": "characters", "spellcheck": "false"}
    return field.as_widget(attrs=attrs)
