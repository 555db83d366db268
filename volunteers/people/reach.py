"""How far a session reaches. One that a code at the meeting place opened walks one shift and does nothing else."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

# In such a session: the id of the pass behind it. A full sign-in takes it away.
NARROWED_BY = "narrowed_by"


def widen(session: SessionBase) -> None:
    """Called with every full sign-in: the person has shown all that is asked of them."""
    session.pop(NARROWED_BY, None)
