from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.faults.clerk import Clerk, Route, clerk
from tests.faults.handset import Handset
from tests.journeys.product import PHONE, Product, launch, product

Phones = Callable[..., Handset]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Product]:
    """The product on an empty database, shared by the fault tests of one test process."""
    folder = tmp_path_factory.mktemp("faults")
    with pytest.MonkeyPatch.context() as patch:
        # Every request in the log: what is said there is looked for too.
        patch.setenv("GUNICORN_CMD_ARGS", "--access-logfile -")
        with product(f"faults_{worker_id}", folder) as running_product:
            yield running_product


@pytest.fixture(scope="session")
def office(served: Product) -> Iterator[Clerk]:
    with clerk(served) as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = launch(playwright)
    yield chromium
    chromium.close()


@pytest.fixture
def route(office: Clerk) -> Route:
    [made] = office.evening()
    return made


@pytest.fixture
def new_phone(browser: Browser, served: Product, office: Clerk) -> Iterator[Phones]:
    """Phones with a signed-in volunteer at the first door; each has cookies and a database of its own."""
    with ExitStack() as stack:
        handsets: list[Handset] = []

        def make(route: Route, member: int = 0, script: str = "") -> Handset:
            context: BrowserContext = browser.new_context(viewport=PHONE, locale="en-GB")
            stack.callback(context.close)
            if script:
                context.add_init_script(script)
            context.add_cookies([office.cookie(route.members[member], served.url)])
            handset = Handset.new(context, served.url).open().start()
            handsets.append(handset)
            return handset

        yield make
        errors = [error for handset in handsets for error in handset.errors]
    assert errors == []


@pytest.fixture
def phone(new_phone: Phones, route: Route) -> Handset:
    return new_phone(route)
