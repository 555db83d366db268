"""The files that a server is made from: who gets which key, what may reach what, and what stays out of the image."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
CADDY = re.sub(r"^\s*#.*$", "", (ROOT / "deploy/Caddyfile").read_text(), flags=re.M)
DOCKER = (ROOT / "Dockerfile").read_text()
IGNORED = (ROOT / ".dockerignore").read_text().split()


def service(name: str) -> str:
    found = re.search(rf"^  {name}:\n(.*?)(?=^  \w|^\w|\Z)", COMPOSE, re.S | re.M)
    assert found, name
    return found[1]


def test_the_image_holds_no_history_no_keys_and_no_tests():
    assert {".git", "var", "tests", ".venv"} <= set(IGNORED)
    assert "USER canvass" in DOCKER
    assert "build-only" in DOCKER.split("FROM python")[1], "made-up keys in the stage that is thrown away"
    assert "SECRET_KEY" not in DOCKER.split("FROM python")[2]


def test_a_certificate_everybody_trusts_and_no_weaker_tls_than_caddys_own():
    """Unless told: certificates of a public authority, TLS 1.2 and 1.3 only, and http leads to https."""
    assert re.search(r"^\{\$CANVASS_HOST\} \{", CADDY, re.M)
    for weaker in ("tls", "protocols", "ciphers", "auto_https", "http://", "local_certs", "insecure", "internal"):
        assert weaker not in CADDY, weaker


def test_the_web_server_reaches_one_address_only():
    assert re.findall(r"reverse_proxy (.+) \{", CADDY) == ["web:8000"]
    assert not [word for word in ("file_server", "php", "root ", "import", "forward_auth") if word in CADDY]


def test_only_the_web_server_listens_to_the_world():
    open_ports = {
        name for name in ("web", "worker", "beat", "migrate", "db", "redis", "caddy") if "ports:" in service(name)
    }
    assert open_ports == {"caddy"}
    assert "debug" not in COMPOSE.lower()
    assert "demo" not in COMPOSE.lower().replace("demo_smoke", "")


def test_each_gets_the_secrets_that_it_needs_and_no_other():
    site = COMPOSE.split("x-site:")[1].split("services:")[0]
    assert re.search(r"secrets: \[(.*)\]", site)[1] == "secret_key, key, push_key, app_password, email_password"
    assert re.search(r"secrets: \[(.*)\]", service("migrate"))[1] == "secret_key, key, push_key, owner_password"
    assert re.search(r"secrets: \[(.*)\]", service("db"))[1] == "superuser_password, owner_password, app_password"
    for name in ("web", "worker", "beat", "redis", "caddy"):
        assert "secrets:" not in service(name), name
    for rule in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "CANVASS_DB_USER: canvass_app"):
        assert rule in site


def test_no_secret_stands_in_a_file_and_none_is_a_default():
    assigned = re.findall(r"^\s+(\w*(?:PASSWORD|SECRET|KEY)\w*): *(.*)$", COMPOSE, re.M)
    assert len(assigned) > 6
    assert all(
        name.endswith("_FILE") and (value.startswith("/run/secrets/") or value == '""') for name, value in assigned
    )
    made = (ROOT / "scripts/deploy-secrets").read_text()
    makers = dict(re.findall(r'"(\w+)": lambda: (.+?),(?:\s*#.*)?$', made, re.M))
    empty = {name for name, maker in makers.items() if "secrets.token" not in maker}
    assert empty == {"email_password"}
    sql = (ROOT / "deploy/postgres-init.sh").read_text()
    assert re.findall(r"PASSWORD (\S+?);", sql) == [":'owner'", ":'app'"]


def test_secrets_are_made_once_each_at_random_in_a_folder_for_their_owner(tmp_path):
    script = tmp_path / "scripts/deploy-secrets"
    script.parent.mkdir()
    script.write_text((ROOT / "scripts/deploy-secrets").read_text())
    folder = tmp_path / "var/secrets"
    for _ in range(2):
        subprocess.run(["python3", str(script)], check=True, capture_output=True)
        found = {path.name: path.read_text() for path in folder.iterdir()}
    assert folder.stat().st_mode & 0o777 == 0o700
    long = {name for name, value in found.items() if len(value) >= 43}
    assert long == set(found) - {"email_password"}
    assert len(set(found.values())) == len(found)


def test_no_file_in_git_holds_a_key():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    assert not [name for name in names if re.search(r"(^|/)(\.env|id_rsa|.*\.(pem|key|p12|pfx))$", name)]
    assert not [name for name in names if name.startswith("var/")]


def test_every_package_is_pinned_with_its_hash_and_comes_from_one_place():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        packages = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
        assert len(packages) > 50
        assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []
        assert not re.search(r"^(--index|--extra-index|--find-links|git\+|https?:)", text, re.M)
    assert "--require-hashes" in DOCKER
    assert "--require-hashes" in (ROOT / "scripts/setup").read_text()


@pytest.mark.parametrize("package", ["django", "django-allauth", "cryptography", "gunicorn", "psycopg2-binary"])
def test_what_guards_the_house_is_among_them(package):
    assert re.search(rf"^{package}(\[.*\])?==", (ROOT / "requirements.txt").read_text(), re.M)
