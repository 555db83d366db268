from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Tests render pages without a collected manifest; the manifest has a test of its own."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def in_english(settings):
    """Words are asserted in the language they are written in, whatever the visitor's own would be."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
