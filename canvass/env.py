"""Typed reading of the environment; a wrong value stops the start with its name and the remedy."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class EnvError(RuntimeError):
    """A setting is missing or cannot be read."""


def env_str(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise EnvError(f"{name} is not set: give it in the environment.")
    return value


def env_bool(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise EnvError(f"{name}={value!r} is neither yes nor no: use 1 or 0.")


def env_int(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise EnvError(f"{name}={value!r} is not a whole number.") from None


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_numbers(name: str, *, known: Iterable[str], most: float) -> dict[str, float]:
    """``primary=50,service=3``: a number from 0 to ``most`` for some of the known words."""
    words, found = set(known), {}
    for part in env_list(name):
        word, _, text = (piece.strip() for piece in part.partition("="))
        if word not in words:
            raise EnvError(f"{name}: {word!r} is none of {', '.join(sorted(words))}.")
        try:
            found[word] = float(text)
        except ValueError:
            raise EnvError(f"{name}: {part!r} does not read word=number.") from None
        if not 0 <= found[word] <= most:
            raise EnvError(f"{name}: {part!r} does not lie between 0 and {most:g}.")
    return found


def env_secret(name: str, default: str | None = None) -> str:
    """Read ``NAME``, or the file that ``NAME_FILE`` names (Docker and systemd hand secrets over as files)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise EnvError(f"{name}_FILE={path!r} cannot be read: {error.strerror}.") from None
    value = os.environ.get(name, default)
    if not value:
        raise EnvError(f"{name} is not set: give {name} or {name}_FILE.")
    return value
