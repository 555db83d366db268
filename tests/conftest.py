from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings as examples
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

from tests.behind_the_wall import as_the_app
from tests.quick_flush import quick_flush

# Machines are shared: how long an example took says nothing of the code.
examples.register_profile("product", deadline=None)
examples.load_profile("product")

# Each has a world that takes a minute to build: built once, in one test process, and first, so that no process
# is left alone with it at the end.
WORLDS = ("tests/journeys/", "tests/faults/", "tests/realdata/test_main_job")


def world_of(nodeid: str) -> str:
    return next((world for world in WORLDS if nodeid.startswith(world)), "")


class ByWorld(LoadScopeScheduling):
    """A world, else a file, goes to one test process as a whole."""

    def _split_scope(self, nodeid: str) -> str:
        return world_of(nodeid) or nodeid.split("::", 1)[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByWorld:
    config.option.loadscopereorder = False
    return ByWorld(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not world_of(item.nodeid))


@pytest.fixture(scope="session", autouse=True)
def flushed_quickly() -> Iterator[None]:
    with quick_flush():
        yield


@pytest.fixture(autouse=True)
def behind_the_wall(request: pytest.FixtureRequest) -> Iterator[None]:
    if not request.node.get_closest_marker("django_db"):
        yield
        return
    with as_the_app():
        yield


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Tests render pages without a collected manifest; the manifest has a test of its own."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # Else WhiteNoise reads the whole folder of collected files for each test client: the most of a request's time.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def nobodys_language():
    """A page that a test asked for in English leaves its thread in English; the next test begins anew."""
    translation.deactivate()


@pytest.fixture
def in_english(settings):
    """Words are asserted in the language they are written in, whatever the visitor's own would be."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
