"""Empties the test database after a test that committed: only tables that hold something, and in a tenth of the time.

Django truncates every table and then makes content types and permissions anew, which costs more than most of our tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TransactionTestCase

# Made when the database was: no test changes them.
KEPT = ("django_content_type", "auth_permission", "django_migrations", "django_site", "spatial_ref_sys", "core_key")
# Above it, checking the references of each deleted row takes longer than truncating.
MOST_BYTES = 1_000_000
TRIES = 3
FILLED = """
SELECT relname, pg_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL(%s) AND pg_relation_size(oid) > 0
ORDER BY relname
"""


def empty_what_was_filled() -> None:
    # The rules of the ledgers, that nothing is ever deleted, are for the product.
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(FILLED, [list(KEPT)])
        sizes: dict[str, int] = dict(cursor.fetchall())
        if not sizes:
            return
        tables = ", ".join(connection.ops.quote_name(name) for name in sizes)
        # A request that is still being answered comes before, or it waits.
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
        if max(sizes.values()) > MOST_BYTES:
            cursor.execute(f"TRUNCATE {tables} CASCADE")
            return
        # References are checked at the end, when all rows are gone: no order is needed.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in sizes:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def empty() -> None:
    """Again, where an answer that was under way filled a table that held nothing when we looked."""
    for _ in range(TRIES - 1):
        try:
            return empty_what_was_filled()
        except IntegrityError:
            continue
    return empty_what_was_filled()


@contextmanager
def quick_flush() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty())
        yield
