"""The shifts that a public page shows. People lies below shifts, so the shifts come in through this gap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from volunteers.people.models import Organisation


@dataclass(frozen=True)
class OpenShift:
    """One shift as a stranger may see it: when, and whether there is room. Where one meets is told to volunteers."""

    starts_at: datetime
    ends_at: datetime
    places_left: int


Provider = Callable[[Organisation], list[OpenShift]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Called in the ``ready()`` of the app that knows the shifts."""
    if provider not in _providers:
        _providers.append(provider)


def open_shifts(organisation: Organisation) -> list[OpenShift]:
    return [shift for provider in _providers for shift in provider(organisation)]
