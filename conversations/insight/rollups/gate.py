"""Who may change conversations when. Both locks last until the end of the transaction.

The intake needs the tables for itself. Whoever adds or erases goes through this gate *before* touching a row of
them: one that held a row and then waited for its campaign's turn would wait for the intake, and the intake for it.
"""

from __future__ import annotations

from django.db import connection

GATE, TURN = "weekly intake", "rollups"


def keep_intake_out() -> None:
    """The intake waits until this transaction is done; others that change conversations do not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext(%s))", [GATE])


def keep_everybody_out() -> None:
    """For the intake: waits for those under way, and those who come wait for it. Readers go on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [GATE])


def take_turn(campaign_id: int) -> None:
    """One change per campaign at a time: sums would add up without, but who is distinct is counted in peace."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [TURN, campaign_id])
