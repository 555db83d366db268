"""Start the demo as a newcomer does, sign in with each of its accounts, and stop it with Ctrl-C.

demo_smoke.py               the whole round, on a free port
demo_smoke.py ready PORT    does a demo answer there?
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START = 600  # seconds; the first start loads a town


def ready(port: int) -> bool:
    try:
        with build_opener().open(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def ready_within(seconds: int, port: int) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready(port):
            return True
        time.sleep(0.25)
    return False


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def accounts() -> list[dict[str, str]]:
    command = ["scripts/services", "run", "--", ".venv/bin/python", "manage.py", "demo_accounts", "--json"]
    environment = {**os.environ, "CANVASS_DEMO": "1"}
    found: list[dict[str, str]] = json.loads(subprocess.check_output(command, cwd=ROOT, env=environment))
    return found


def token(opener: OpenerDirector, jar: CookieJar, address: str) -> str:
    opener.open(f"{address}/accounts/login/", timeout=30).read()
    return next(cookie.value or "" for cookie in jar if "csrf" in cookie.name)


def signs_in(address: str, email: str) -> bool:
    """Signed in is who may see the page of one's own sessions."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    form = {"email": email, "csrfmiddlewaretoken": token(opener, jar, address)}
    home = opener.open(f"{address}/demo/sign-in/", urlencode(form).encode(), timeout=60)
    sessions = opener.open(f"{address}/accounts/sessions/", timeout=30)
    return home.status == 200 and sessions.status == 200 and "/login" not in sessions.url


def wait_for_start(demo: subprocess.Popen[bytes], port: int) -> float:
    began = time.monotonic()
    while not ready(port):
        if demo.poll() is not None:
            sys.exit(f"demo-smoke: the demo ended with status {demo.returncode} before it answered")
        if time.monotonic() - began > LONGEST_START:
            sys.exit(f"demo-smoke: no answer within {LONGEST_START} s")
        time.sleep(0.5)
    return time.monotonic() - began


def sign_in_everybody(port: int) -> int:
    everybody = accounts()
    failures = 0
    for account in everybody:
        try:
            done = signs_in(f"http://127.0.0.1:{port}", account["email"])
        except (URLError, OSError) as error:
            done, account["error"] = False, str(error)
        failures += not done
        print(f"{'signed in' if done else 'FAILED   '} {' '.join(str(value) for value in account.values())}")
    if not everybody:
        sys.exit("demo-smoke: the demo has no accounts")
    return failures


def stop(demo: subprocess.Popen[bytes]) -> None:
    """As a terminal does on Ctrl-C: to the whole foreground group."""
    if demo.poll() is None:
        os.killpg(demo.pid, signal.SIGINT)
    try:
        demo.wait(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(demo.pid, signal.SIGKILL)
        sys.exit("demo-smoke: the demo did not stop within 60 s")


def main() -> int:
    match sys.argv[1:]:
        case ["ready", port_number]:
            return 0 if ready(int(port_number)) else 1
        case ["ready", port_number, limit]:
            return 0 if ready_within(int(limit), int(port_number)) else 1
    port = free_port()
    environment = {**os.environ, "PORT": str(port)}
    demo = subprocess.Popen(["make", "demo"], cwd=ROOT, env=environment, start_new_session=True)
    try:
        seconds = wait_for_start(demo, port)
        print(f"demo-smoke: answered on port {port} after {seconds:.0f} s", flush=True)
        failures = sign_in_everybody(port)
    finally:
        stop(demo)
    if ready(port):
        sys.exit("demo-smoke: something still answers after the stop")
    print("demo-smoke: stopped cleanly" if not failures else f"demo-smoke: {failures} could not sign in")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
