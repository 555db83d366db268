from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Tests render pages without a collected manifest; the manifest has a test of its own."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
