"""The private PostgreSQL and Redis, started and stopped for real in a folder of the test's own."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Nothing of the outer `services run` may leak in, or it would use those servers."""
    outer = {name: value for name, value in os.environ.items() if not name.startswith(("CANVASS_", "PG"))}
    inner = outer | {"CANVASS_VAR": str(tmp_path_factory.mktemp("var"))}
    yield inner
    ask = partial(subprocess.run, cwd=ROOT, env=inner, check=True, capture_output=True, text=True)
    ask(["scripts/services", "stop"])
    shutil.rmtree(ask(["scripts/services", "status"]).stdout.split()[-1])  # for root it is outside the test's folder


@pytest.fixture(scope="module")
def services(environment: dict[str, str]) -> Run:
    def run(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
        command = ["scripts/services", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=environment | extra, check=False, capture_output=True, text=True, timeout=120
        )

    return run


def test_run_starts_stops_and_hands_back_the_status(services: Run) -> None:
    script = 'psql -XAtc "SELECT current_user || rolsuper FROM pg_roles WHERE rolname = current_user"; exit 7'
    done = services("run", "--", "bash", "-c", script)
    assert done.stdout.strip() == "canvass_ownerfalse", done.stderr
    assert done.returncode == 7
    assert services("status").stdout.count("stopped") == 2


def test_app_role_owns_nothing_and_reaches_what_the_owner_makes(services: Run) -> None:
    statements = (
        "CREATE TABLE bell (id bigserial PRIMARY KEY)",
        "SET ROLE canvass_app",
        "INSERT INTO bell DEFAULT VALUES RETURNING id",
        "SELECT rolbypassrls OR rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user",
    )
    commands = [part for statement in statements for part in ("-c", statement)]
    done = services("run", "--", "psql", "-XqAt", *commands)
    assert done.stdout.split() == ["1", "f"], done.stderr
    refused = services(
        "run", "--", "psql", "-XqAt", "-c", "CREATE TABLE mine ()", PGUSER="", CANVASS_DB_USER="canvass_app"
    )
    assert "permission denied for schema public" in refused.stderr


def test_owner_makes_databases_with_postgis_from_the_template(services: Run) -> None:
    done = services(
        "run",
        "--",
        "bash",
        "-c",
        "createdb -T template_canvass copy && psql -d copy -XAtc 'SELECT postgis_lib_version()'",
    )
    assert done.stdout.startswith("3."), done.stderr


def test_reset_empties_the_demo_database(services: Run) -> None:
    script = (
        "psql -qc 'CREATE TABLE leftover ()'; scripts/services reset; psql -XAtc \"SELECT to_regclass('leftover')\""
    )
    done = services("run", "--", "bash", "-c", script)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_last_of_two_runs_stops_the_servers(environment: dict[str, str], services: Run) -> None:
    longer = subprocess.Popen(["scripts/services", "run", "--", "sleep", "60"], cwd=ROOT, env=environment)
    try:
        while services("status").stdout.count("running") < 2:
            time.sleep(0.2)
        assert services("run", "--", "true").returncode == 0
        assert services("status").stdout.count("running") == 2
    finally:
        longer.terminate()
    assert longer.wait(timeout=60) == 128 + signal.SIGTERM
    assert services("status").stdout.count("stopped") == 2


def test_keys_are_made_once_and_for_nobody_else(environment: dict[str, str], services: Run) -> None:
    keys = Path(environment["CANVASS_VAR"]) / "keys"
    before = {key.name: key.read_text() for key in keys.iterdir()}
    services("env")
    assert before == {key.name: key.read_text() for key in keys.iterdir()}
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys.iterdir()} == {0o600}


def test_a_long_path_gets_its_sockets_elsewhere(services: Run, tmp_path: Path) -> None:
    done = services("status", CANVASS_VAR=str(tmp_path / ("long" * 20) / ("path" * 10)))
    home = Path(done.stdout.split()[-1])
    try:
        assert home.parent in (Path("/var/lib"), Path("/var/tmp"))
        assert len(str(home / "run" / ".s.PGSQL.5432")) < 107
    finally:
        for folder in (home / "run", home / "log", home):
            folder.rmdir()


def test_locks_name_no_machine() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        lines = (ROOT / name).read_text().splitlines()
        assert not [line for line in lines if "://" in line or line.startswith(("/", "-f", "-i", "--find", "--index"))]
        pinned = [line for line in lines if line and line[0].isalpha()]
        assert all("==" in line and line.endswith("\\") for line in pinned)
