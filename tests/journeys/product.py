"""The product's own process group for tests: gunicorn, worker and beat, on a database of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg2
from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from redis import Redis

from tests.journeys.manage_all import ROOT, manage_all

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
EMPTY = "template_canvass"
LONGEST_START = 60
LONGEST_RUN = 3600


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def database(name: str, *, template: str = "") -> Iterator[str]:
    """A fresh database, with the migrations in it where the test run made such a template; dropped afterwards."""
    host, user = os.environ["CANVASS_DB_HOST"], os.environ.get("CANVASS_DB_USER", "canvass_owner")
    template = template or os.environ.get("CANVASS_DB_TEMPLATE") or EMPTY
    connection = psycopg2.connect(host=host, user=user, dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield name
        finally:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.close()


@dataclass
class Program:
    """One program of the product, in a process group of its own: nothing else is ever signalled."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def group(self) -> int:
        assert self.process, "not started"
        return self.process.pid

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )

    def signal(self, number: signal.Signals) -> None:
        os.killpg(self.group, number)

    def stop(self) -> None:
        self.signal(signal.SIGTERM)
        self.await_end()

    def await_end(self) -> None:
        assert self.process, "not started"
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self.process.wait()


@dataclass
class Product:
    """A running demo: where it answers, and its environment for commands beside it."""

    url: str
    environment: dict[str, str]
    # Unknown where somebody else started it.
    web: Program | None = None
    worker: Program | None = None

    def manage(self, *arguments: str) -> str:
        return manage_all(self.environment, [*arguments])

    @contextmanager
    def worker_asleep(self) -> Iterator[None]:
        """Jobs wait, however quick they are: for what a page shows and does while they do."""
        assert self.worker, "only a worker that these tests started may be put to sleep"
        self.worker.signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.worker.signal(signal.SIGCONT)

    @contextmanager
    def web_down(self, how: signal.Signals = signal.SIGTERM) -> Iterator[None]:
        """No server answers meanwhile; SIGKILL takes it away in the middle of whatever it does."""
        assert self.web, "only a server that these tests started may be stopped"
        self.web.signal(how)
        self.web.await_end()
        try:
            yield
        finally:
            self.web.start()
            wait_until_ready(self.url, self.web.log)


@contextmanager
def running(environment: dict[str, str], log: Path) -> Iterator[Product]:
    """gunicorn, worker and beat."""
    served = environment | {"CANVASS_DB_USER": "canvass_app", "PGUSER": "canvass_app"}
    celery = [sys.executable, "-m", "celery", "--app", "canvass.celery"]
    commands = [
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "canvass.wsgi:application"],
        [*celery, "worker", "--concurrency", "1", "--pool", "prefork"],
        [*celery, "beat"],
    ]
    programs = [Program(command, served, log) for command in commands]
    for program in programs:
        program.start()
    try:
        wait_until_ready(environment["CANVASS_PUBLIC_URL"], log)
        web, worker, _beat = programs
        yield Product(environment["CANVASS_PUBLIC_URL"], environment, web, worker)
    finally:
        for program in programs:
            program.signal(signal.SIGTERM)
        for program in programs:
            program.await_end()


def wait_until_ready(url: str, log: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < LONGEST_START:
        try:
            with urlopen(f"{url}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"the product did not answer:\n{log.read_text(errors='replace')[-3000:]}")


@contextmanager
def bells(name: str) -> Iterator[str]:
    """A numbered database of the tests' Redis for one product alone: another's worker would take its bells."""
    server = os.environ["CANVASS_REDIS_URL"].split("?")[0]
    with Redis.from_url(server) as register:
        number = next(n for n in range(1, 16) if register.set(f"product {n}", name, nx=True, ex=LONGEST_RUN))
        with Redis.from_url(server, db=number) as emptied:
            emptied.flushdb()
        try:
            yield f"{server}?virtual_host={number}"
        finally:
            register.delete(f"product {number}")


@contextmanager
def product(name: str, folder: Path, *load: list[str]) -> Iterator[Product]:
    """Serve a fresh database, filled by the given management commands."""
    port = free_port()
    with database(name), bells(name) as redis_url:
        environment = os.environ | {
            "CANVASS_DB": name,
            "PGDATABASE": name,
            "CANVASS_DEMO": "1",
            "CANVASS_VAR": str(folder),
            "CANVASS_STATIC_ROOT": str(folder / "static"),
            "CANVASS_MEDIA_ROOT": str(folder / "files"),
            "CANVASS_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "CANVASS_REDIS_URL": redis_url,
            "PORT": str(port),
            "CANVASS_WEB_WORKERS": "1",
        }
        first = (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--no-input", "-v0"])
        manage_all(environment, *first, *load)
        with running(environment, folder / "product.log") as served:
            yield served


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
    )


def sign_in(context: BrowserContext, url: str, email: str) -> Page:
    """Through the demo's short cut, as a person clicks it."""
    page = context.new_page()
    page.goto(f"{url}/")
    with page.expect_navigation():
        page.locator(f'form:has(input[value="{email}"]) button').click()
    return page
