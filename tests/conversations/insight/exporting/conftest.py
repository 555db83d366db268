from __future__ import annotations

import pytest

from canvass.core import jobs
from conversations.insight.exporting import records
from tests.conversations.insight.dashboards.talks import Talks, publish
from tests.factories import make_user


@pytest.fixture(autouse=True)
def by_hand(settings, tmp_path, monkeypatch):
    """Files in a folder of the test's own; jobs run when the test says so, without a thread beside them."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    monkeypatch.setattr(jobs, "_heartbeat", lambda run, stop: None)


@pytest.fixture
def talks(db):
    """Thirty conversations of one campaign, taken in; canvassers enough to be told of."""
    made = Talks(1)
    publish(made.stage(30, statement=made.statements[0]))
    return made


@pytest.fixture
def admin(talks):
    return make_user(role="admin", organisation=talks.campaign.organisation)


@pytest.fixture
def small_chunks(monkeypatch):
    """Thirty rows in about six chunks; which has how many is up to their random ids."""
    monkeypatch.setattr(records, "ROWS_A_CHUNK", 5)
