"""The two servers that scripts/services starts: how each is made, started, asked and stopped."""

import contextlib
import os
import pwd
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

IS_ROOT = os.geteuid() == 0
USER = pwd.getpwuid(os.geteuid()).pw_name
SERVER_USER = "postgres" if IS_ROOT else USER  # initdb refuses root

# For a laptop or small server with 2 cores. Data stays safe: fsync is on.
SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0777
max_connections = 200
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 2GB
checkpoint_timeout = 15min
timezone = 'UTC'
log_timezone = 'UTC'
"""
# The owner migrates and makes test databases; the app's role owns nothing, so that row-level
# security holds for it. Both sign in as the operating system's user: no password in any file.
ROLES = """\
CREATE ROLE canvass_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS;
CREATE ROLE canvass_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS;
GRANT canvass_app TO canvass_owner;
"""
TEMPLATE = """\
CREATE EXTENSION postgis;
CREATE EXTENSION btree_gist;
ALTER DEFAULT PRIVILEGES FOR ROLE canvass_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO canvass_app;
ALTER DEFAULT PRIVILEGES FOR ROLE canvass_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO canvass_app;
"""


def fail(message: str) -> NoReturn:
    sys.exit(f"services: {message}")


def server_group() -> int:
    try:
        return pwd.getpwnam(SERVER_USER).pw_gid
    except KeyError:
        fail("as root, PostgreSQL runs as the user postgres, which its package makes: run scripts/system-packages")


def run_as_server(*command: str | Path, check: bool = True) -> int:
    """Run a server tool as the user that owns the server's files, from a folder it may enter."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/", "LC_ALL": "C.UTF-8"}
    arguments = [str(part) for part in command]
    done = subprocess.run(
        arguments,
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        user=SERVER_USER if IS_ROOT else None,
        group=server_group() if IS_ROOT else None,
        extra_groups=os.getgrouplist(SERVER_USER, server_group()) if IS_ROOT else None,
    )
    if check and done.returncode:
        fail(f"{shlex.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.returncode


def wait_until(condition: Callable[[], bool], what: str) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    fail(f"waited 10 s for {what}")


def server_directory(path: Path) -> Path:
    path.mkdir(mode=0o700, exist_ok=True)
    owner = path.stat().st_uid
    if owner not in (os.geteuid(), pwd.getpwnam(SERVER_USER).pw_uid):
        fail(f"{path} belongs to another user: go on as that user, or set CANVASS_VAR to a folder of your own")
    if IS_ROOT:
        shutil.chown(path, SERVER_USER, server_group())
    return path


def postgres_bin(data: Path) -> Path:
    """The newest installed PostgreSQL >= 15 with PostGIS, or the one that made `data`."""
    made_by = (data / "PG_VERSION").read_text().strip() if (data / "PG_VERSION").exists() else ""
    installed = {p.parent.parent.name: p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")}
    shares = {version: Path(f"/usr/share/postgresql/{version}") for version in installed}
    if config := shutil.which("pg_config"):
        command = [config, "--version", "--bindir", "--sharedir"]
        version, programs, share = subprocess.check_output(command, text=True).splitlines()
        version = re.findall(r"\d+", version)[0]
        installed.setdefault(version, Path(programs))
        shares.setdefault(version, Path(share))
    usable = [
        version
        for version in sorted(installed, key=int, reverse=True)
        if int(version) >= 15 and (shares[version] / "extension/postgis.control").exists()
    ]
    if made_by and made_by not in usable:
        fail(f"{data} was made by PostgreSQL {made_by}, which is not installed (with PostGIS)")
    if not usable:
        fail("no PostgreSQL 15 or newer with PostGIS found: run scripts/system-packages")
    return installed[made_by or usable[0]]


class Postgres:
    name = "postgres"

    def __init__(self, home: Path) -> None:
        self.data, self.sockets, self.log = home / "postgres", home / "run", home / "log"

    def sql(self, statement: str, database: str = "postgres") -> str:
        command = [str(postgres_bin(self.data) / "psql"), "-XqAtv", "ON_ERROR_STOP=1"]
        command += ["-h", str(self.sockets), "-U", USER, "-d", database]
        quiet = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}
        done = subprocess.run(command, input=statement, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            fail(f"psql: {done.stderr}")
        return done.stdout.strip()

    def running(self) -> bool:
        if not (self.data / "PG_VERSION").exists():
            return False
        return run_as_server(postgres_bin(self.data) / "pg_ctl", "-D", self.data, "status", check=False) == 0

    def make(self) -> None:
        """initdb in a folder beside it, so that a half-made cluster is never used."""
        new = self.data.with_name("postgres.new")
        shutil.rmtree(new, ignore_errors=True)
        server_directory(new)
        run_as_server(
            postgres_bin(self.data) / "initdb", "-D", new, "-U", USER, "--auth=peer",
            "--encoding=UTF8", "--locale=C.UTF-8",
        )  # fmt: skip
        with (new / "postgresql.conf").open("a") as config:
            config.write("\ninclude 'canvass.conf'\n")
        (new / "pg_hba.conf").write_text("local all all peer map=canvass\n")
        roles = (USER, "canvass_owner", "canvass_app")
        (new / "pg_ident.conf").write_text("".join(f'canvass "{USER}" "{role}"\n' for role in roles))
        new.rename(self.data)

    def prepare(self) -> None:
        """Roles, template and the demo's database; does nothing when they are there."""
        if not self.sql("SELECT 1 FROM pg_roles WHERE rolname = 'canvass_app'"):
            self.sql(f"BEGIN; {ROLES} COMMIT;")
        if not self.sql("SELECT 1 FROM pg_database WHERE datname = 'template_canvass' AND datistemplate"):
            self.sql("DROP DATABASE IF EXISTS template_canvass")
            self.sql("CREATE DATABASE template_canvass TEMPLATE template0")
            self.sql(TEMPLATE, "template_canvass")
            self.sql("ALTER DATABASE template_canvass IS_TEMPLATE true ALLOW_CONNECTIONS false")
        if not self.sql("SELECT 1 FROM pg_database WHERE datname = 'canvass'"):
            self.sql("CREATE DATABASE canvass OWNER canvass_owner TEMPLATE template_canvass")

    def start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self.make()
        settings = self.data / "canvass.conf"
        settings.write_text(SETTINGS.format(sockets=str(self.sockets).replace("'", "''")))
        settings.chmod(0o644)
        log = self.log / "postgres.log"
        run_as_server(postgres_bin(self.data) / "pg_ctl", "-D", self.data, "-l", log, "-w", "-t", "60", "-s", "start")
        self.prepare()

    def stop(self) -> None:
        pg_ctl = postgres_bin(self.data) / "pg_ctl"
        run_as_server(pg_ctl, "-D", self.data, "-m", "fast", "-w", "-s", "stop")

    def reset(self, database: str) -> None:
        name = '"' + database.replace('"', '""') + '"'
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.sql(f"CREATE DATABASE {name} OWNER canvass_owner TEMPLATE template_canvass")


class Redis:
    name = "redis"

    def __init__(self, home: Path) -> None:
        self.folder, self.socket, self.log = home / "redis", home / "run" / "redis.sock", home / "log"

    def ask(self, command: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as connection, contextlib.suppress(OSError):
            connection.connect(str(self.socket))
            connection.sendall(command + b"\r\n")
            return connection.recv(64)
        return b""

    def running(self) -> bool:
        return self.ask(b"PING").startswith(b"+PONG")

    def start(self) -> None:
        """Only rings bells: nothing in it outlives it, the truth is in PostgreSQL."""
        if not (program := shutil.which("redis-server")):
            fail("redis-server is not installed: run scripts/system-packages")
        run_as_server(
            program, "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700",
            "--dir", server_directory(self.folder), "--save", "", "--appendonly", "no",
            "--maxmemory", "128mb", "--daemonize", "yes", "--logfile", self.log / "redis.log",
        )  # fmt: skip
        wait_until(self.running, "Redis to answer")

    def stop(self) -> None:
        self.ask(b"SHUTDOWN NOSAVE")
        wait_until(lambda: not self.running(), "Redis to stop")
