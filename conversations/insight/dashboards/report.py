"""A campaign's report as a PDF for a municipality or a fund: the same figures and charts as its page.

Of the whole campaign only, so at the level of the municipality; no neighbourhood, week or volunteer is named.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.insight.dashboards.pages import DashboardPage
from conversations.insight.dashboards.queries import dashboard
from conversations.insight.models import Intake

STYLES = ("tokens.css", "report.css")


def report_pdf(campaign: Campaign) -> bytes:
    """In the language that is active."""
    # Half a second and 40 MB: only a process that prints pays for them.
    from weasyprint import CSS, HTML

    sheets = [CSS(string=_style(name), url_fetcher=_fetch_nothing) for name in STYLES]
    return bytes(HTML(string=report_html(campaign), url_fetcher=_fetch_nothing).write_pdf(stylesheets=sheets))


def report_html(campaign: Campaign) -> str:
    board = dashboard(campaign, "", now=timezone.now())
    places = campaign.neighbourhoods.exclude(municipality_name="").order_by("municipality_name")
    context = {
        "campaign": campaign,
        "board": board,
        "page": DashboardPage(board),
        "municipalities": list(places.values_list("municipality_name", flat=True).distinct()),
        "intake": Intake.objects.order_by("-taken_at").first(),
        "made_on": timezone.localdate(),
    }
    return render_to_string("insight/report_pdf.html", context)


def _style(name: str) -> str:
    """On paper there is one mode: rules for dark or contrast would only fill the log."""
    text = (Path(settings.BASE_DIR) / "static" / "css" / name).read_text()
    return text.split("@media screen")[0] if name == "tokens.css" else text


def _fetch_nothing(url: str, *args: object, **kwargs: object) -> NoReturn:
    raise ValueError(f"a report fetches nothing: {url}")
