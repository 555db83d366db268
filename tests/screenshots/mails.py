"""Pictures of every mail, as text and as HTML, in Dutch and English: ``python -m tests.screenshots.mails``.

No database and no server: the samples of the preview page are drawn as a mail program would.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")
django.setup()

from django.conf import settings  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.journeys.product import launch  # noqa: E402
from volunteers.people.messages.kinds import ALL  # noqa: E402
from volunteers.people.messages.previews import sample  # noqa: E402
from volunteers.people.models import User  # noqa: E402

FOLDER = Path(settings.BASE_DIR) / "docs" / "screenshots" / "mails"
# Always the same day, so that a picture changes only with its words.
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
WIDTH, HEIGHT = 600, 200


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for kind in ALL:
            for language in ("nl", "en"):
                reader = User(pk=1, email="anouk@demo.example", name="Anouk Visser", language=language)
                words = sample(kind, recipient=reader, now=NOW)
                plain = f"<title>text</title><pre>{escape(words.subject)}\n\n{escape(words.text)}</pre>"
                for form, html in (("html", words.html), ("text", plain)):
                    page.set_content(html)
                    if form == "text":
                        page.add_style_tag(
                            content="pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 14px }"
                        )
                    page.screenshot(path=FOLDER / f"{kind.code}-{language}-{form}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
