"""No key without what it opens: the database destroys it together with the row, whatever way the row goes."""

from __future__ import annotations

import pgtrigger


def key_goes_along(kind: str, *, by: str, emptied: str = "FALSE") -> pgtrigger.Trigger:
    """Delete the key ``kind|<by>`` with its row, and when an update leaves the row as the SQL ``emptied`` says."""
    return pgtrigger.Trigger(
        name="key_goes_along",
        when=pgtrigger.After,
        operation=pgtrigger.Delete | pgtrigger.Update,
        # Our own words, none of them a visitor's.
        func=f"""
            IF TG_OP = 'DELETE' THEN
                DELETE FROM core_key WHERE name = '{kind}|' || OLD.{by};
            ELSIF {emptied} THEN
                DELETE FROM core_key WHERE name = '{kind}|' || NEW.{by};
            END IF;
            RETURN NULL;
        """,  # noqa: S608
    )
