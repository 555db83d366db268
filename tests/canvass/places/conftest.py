from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_media_folder(settings, tmp_path):
    """Reports and uploads of a test stay with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
