"""Database, made-up town, static files and compiled routing for the demo, in one process: starting Django costs."""

from __future__ import annotations

import os
import runpy
import sys
from importlib.util import find_spec
from pathlib import Path

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo")
    call_command("collectstatic", interactive=False, verbosity=0)
    if find_spec("canvass.routing.warm"):
        runpy.run_module("canvass.routing.warm", run_name="__main__")
    with Path(os.environ["CANVASS_VAR"], "demo-accounts.txt").open("w", encoding="utf-8") as accounts:
        call_command("demo_accounts", stdout=accounts)


if __name__ == "__main__":
    main()
