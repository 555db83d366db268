"""The Python layer switched off: every door of every ``access.py`` stands open, whoever knocks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from volunteers.people import policy
from volunteers.people.models import Organisation, User

OURS = ("canvass.", "conversations.", "volunteers.")


def _everywhere(user: User, verb: Any) -> Any:
    return Organisation.objects.all()


def _anybody(user: User, verb: Any, organisation: Any) -> bool:
    return True


@contextmanager
def open_house() -> Iterator[None]:
    """All rights come from two functions of the policy; they are taken by name, so each module has its own."""
    instead = {policy.organisations_where: _everywhere, policy.may: _anybody}
    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith(OURS):
                for attribute, value in list(vars(module).items()):
                    if callable(value) and getattr(value, "__module__", "") == policy.__name__ and value in instead:
                        stack.enter_context(mock.patch.object(module, attribute, instead[value]))
        yield
