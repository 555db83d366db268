from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def own_media_folder(settings, tmp_path):
    """Reports and uploads of a test stay with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def in_english():
    """Messages are compared in the language of their source."""
    with translation.override("en"):
        yield
