"""The package must load without Django: import-linter does not see an `__init__`."""

import pkgutil
import subprocess
import sys

import conversations.statistics


def test_no_module_brings_in_django_or_celery() -> None:
    found = pkgutil.walk_packages(conversations.statistics.__path__, "conversations.statistics.")
    names = [module.name for module in found]
    assert "conversations.statistics.suppression.protect" in names
    code = f"import importlib, sys; [importlib.import_module(n) for n in {names!r}]; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "scipy" in loaded
    assert not loaded & {"django", "celery", "statsmodels"}
