"""One size of bench_dashboard in a process and a database of its own; the last line is JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any


def clock(deed: Callable[[], Any], repeat: int) -> float:
    """Median milliseconds."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        deed()
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def measure_page(client: Any, url: str, repeat: int) -> dict[str, float]:
    """A page, warm; and the very statements it sent, bare, in the same minute."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    statements = [query["sql"] for query in asked.captured_queries]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    page, sql = clock(lambda: client.get(url), repeat), clock(bare, repeat)
    return {"queries": len(statements), "ms": page, "bare_ms": sql}


def from_rows(campaign_id: int, repeat: int) -> float:
    """The same sums from the conversations themselves: what a page without rollups would wait for."""
    from django.db import connection

    from conversations.insight.rollups.statements import COLUMNS, KEPT, ROLLUPS

    source = f"SELECT {COLUMNS} FROM {KEPT} WHERE campaign_id = %s"

    def rows() -> None:
        with connection.cursor() as cursor:
            for rollup in ROLLUPS:
                whole = rollup.of(source).replace("CUBE (area, period)", "GROUPING SETS ((), (area), (period))")
                cursor.execute(whole, [campaign_id])
                cursor.fetchall()

    return clock(rows, max(1, repeat // 5))


def fill(talks: int, found: dict[str, Any]) -> Any:
    """Make the town, count it, publish it, check it."""
    from django.db import transaction

    from conversations.insight.models import Intake
    from conversations.insight.rollups.publishing import publish
    from conversations.insight.rollups.verifying import recompute, verify
    from tests.benchmarks.made_talks import make_talks

    began = time.perf_counter()
    with transaction.atomic():
        made = make_talks(talks)
    found |= {"campaigns": made.campaigns, "areas": made.areas, "canvassers": made.canvassers}
    found["making_s"] = time.perf_counter() - began
    found["recompute_s"] = clock(recompute, 1) / 1000
    with transaction.atomic():
        intake = Intake.objects.create(week="2026-W27", rows=talks)
        found["publish_s"] = clock(lambda: publish(intake), 1) / 1000
    began = time.perf_counter()
    checked = verify()
    found["verify_s"] = time.perf_counter() - began
    found["wrong"] = sum(rollup.wrong for rollup in checked.rollups)
    found["cells"] = sum(rollup.cells for rollup in checked.rollups)
    found["published_as_rollups"] = checked.published is True
    return made


def pages_of(made: Any, repeat: int) -> dict[str, dict[str, float]]:
    from django.conf import settings
    from django.test import Client, override_settings
    from django.urls import reverse

    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=settings.STORAGES | plain):
        near, far = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
        near.force_login(made.coordinator)
        far.force_login(made.admin)
        campaign = reverse("insight:campaign", args=[made.campaign.pk])
        pages = {
            "campaign": (near, campaign),
            "neighbourhood": (near, f"{campaign}?part=n:BU000001"),
            "month": (near, f"{campaign}?part=m:2026-03"),
            "together": (far, reverse("insight:together", args=[made.umbrella.slug])),
            "home": (far, reverse("insight:home")),
        }
        return {name: measure_page(*page, repeat) for name, page in pages.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("talks", type=int)
    parser.add_argument("--repeat", type=int, default=15)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "canvass.settings"
    import django

    django.setup()
    found: dict[str, Any] = {"talks": options.talks}
    made = fill(options.talks, found)
    found["pages"] = pages_of(made, options.repeat)
    found["rows_ms"] = from_rows(made.campaign.pk, options.repeat)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
