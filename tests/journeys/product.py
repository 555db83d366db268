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

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
LONGEST_START = 60


def run_manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def database(name: str) -> Iterator[str]:
    """An empty database made from the template, dropped afterwards."""
    host, user = os.environ["CANVASS_DB_HOST"], os.environ.get("CANVASS_DB_USER", "canvass_owner")
    connection = psycopg2.connect(host=host, user=user, dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template_canvass')
        try:
            yield name
        finally:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.close()


@dataclass
class Product:
    """A running demo: where it answers, and its environment for commands beside it."""

    url: str
    environment: dict[str, str]
    worker_group: int | None = None  # unknown where somebody else started it

    def manage(self, *arguments: str) -> str:
        return run_manage(self.environment, *arguments)

    @contextmanager
    def worker_asleep(self) -> Iterator[None]:
        """Jobs wait, however quick they are: for what a page shows and does while they do."""
        assert self.worker_group, "only a worker that these tests started may be put to sleep"
        os.killpg(self.worker_group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.worker_group, signal.SIGCONT)


@contextmanager
def running(environment: dict[str, str], log: Path) -> Iterator[int]:
    """gunicorn, worker and beat; ended by their own process groups, nothing else is touched.

    Gives the worker's group.
    """
    served = environment | {"CANVASS_DB_USER": "canvass_app", "PGUSER": "canvass_app"}
    programs = [
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "canvass.wsgi:application"],
        [
            sys.executable,
            "-m",
            "celery",
            "--app",
            "canvass.celery",
            "worker",
            "--concurrency",
            "1",
            "--pool",
            "prefork",
        ],
        [sys.executable, "-m", "celery", "--app", "canvass.celery", "beat"],
    ]
    with log.open("wb") as output:
        processes = [
            subprocess.Popen(p, cwd=ROOT, env=served, stdout=output, stderr=output, start_new_session=True)
            for p in programs
        ]
        try:
            wait_until_ready(environment["CANVASS_PUBLIC_URL"], log)
            yield processes[1].pid
        finally:
            for process in processes:
                os.killpg(process.pid, signal.SIGTERM)
            for process in processes:
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


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
def product(name: str, folder: Path, *load: list[str]) -> Iterator[Product]:
    """Serve a fresh database, filled by the given management commands."""
    port = free_port()
    with database(name):
        environment = os.environ | {
            "CANVASS_DB": name,
            "PGDATABASE": name,
            "CANVASS_DEMO": "1",
            "CANVASS_VAR": str(folder),
            "CANVASS_STATIC_ROOT": str(folder / "static"),
            "CANVASS_MEDIA_ROOT": str(folder / "files"),
            "CANVASS_PUBLIC_URL": f"http://127.0.0.1:{port}",
            # A number of its own in the shared Redis, so that no other worker takes our bells.
            "CANVASS_REDIS_URL": os.environ["CANVASS_REDIS_URL"].split("?")[0] + f"?virtual_host={1 + port % 15}",
            "PORT": str(port),
            "CANVASS_WEB_WORKERS": "1",
        }
        for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--no-input", "-v0"], *load):
            run_manage(environment, *command)
        with running(environment, folder / "product.log") as worker_group:
            yield Product(environment["CANVASS_PUBLIC_URL"], environment, worker_group)


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
    )


def sign_in(context: BrowserContext, url: str, email: str) -> Page:
    """Through the demo's short cut, as a person clicks it."""
    page = context.new_page()
    page.goto(f"{url}/")
    page.locator(f'form:has(input[value="{email}"]) button').click()
    page.wait_for_load_state()
    return page
