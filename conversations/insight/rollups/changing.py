"""Adding conversations to the live rollups, and taking them out again."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from conversations.insight.rollups.gate import take_turn
from conversations.insight.rollups.statements import CANVASSER, CELL, RATING, ROLLUPS, STAGED, Rollup, one_table


def put_in(*, ids: Collection[UUID], campaign_id: int, table: str = STAGED) -> None:
    """Count conversations that were just written to ``table``, in the same transaction (which came by the gate)."""
    if not ids:
        return
    take_turn(campaign_id)
    source, values = one_table(table), [list(ids)]
    with connection.cursor() as cursor:
        for rollup in ROLLUPS:
            cursor.execute(_add(rollup, source), values)
        cursor.execute(_count_canvassers(source), values)


def subtract(*, ids: Collection[UUID], campaign_id: int, table: str) -> None:
    """The reverse, while the rows are still there; cells that nobody is left in go."""
    take_turn(campaign_id)
    source, values = one_table(table), [list(ids)]
    with connection.cursor() as cursor:
        for rollup in reversed(ROLLUPS):
            cursor.execute(_take(rollup, source), values)
        cursor.execute(_count_canvassers(source), values)
        for rollup in ROLLUPS:
            cursor.execute(
                f"DELETE FROM {rollup.live} WHERE campaign_id = %s AND conversations = 0",
                [campaign_id],
            )


def _add(rollup: Rollup, source: str) -> str:
    sums = [f"{name} = kept.{name} + excluded.{name}" for name in rollup.sums]
    lists = [f"{name} = {_list_sum(name, '+', 'excluded')}" for name in rollup.lists]
    return (
        f"INSERT INTO {rollup.live} AS kept ({rollup.columns}) {rollup.of(source)} "
        f"ON CONFLICT ({', '.join(rollup.key)}) DO UPDATE SET {', '.join(sums + lists)}"
    )


def _take(rollup: Rollup, source: str) -> str:
    sums = [f"{name} = kept.{name} - gone.{name}" for name in rollup.sums]
    lists = [f"{name} = {_list_sum(name, '-', 'gone')}" for name in rollup.lists]
    same = " AND ".join(f"kept.{name} = gone.{name}" for name in rollup.key)
    return f"UPDATE {rollup.live} AS kept SET {', '.join(sums + lists)} FROM ({rollup.of(source)}) AS gone WHERE {same}"


def _list_sum(name: str, sign: str, other: str) -> str:
    return (
        f"(SELECT array_agg(a {sign} b ORDER BY place) "
        f"FROM unnest(kept.{name}, {other}.{name}) WITH ORDINALITY AS both_lists (a, b, place))"
    )


def _count_canvassers(source: str) -> str:
    """Anew for the cells touched: distinct people do not add up."""
    cell = ", ".join(CELL)
    same = " AND ".join(f"kept.{name} = found.{name}" for name in CELL)
    return f"""
        UPDATE {RATING.live} AS kept SET canvassers = found.everybody, pair_canvassers = found.with_pairs
        FROM (
            SELECT {cell}, count(*) FILTER (WHERE conversations > 0) AS everybody,
                   count(*) FILTER (WHERE pairs > 0) AS with_pairs
            FROM {CANVASSER.live}
            WHERE ({cell}) IN (SELECT {cell} FROM ({RATING.of(source)}) AS touched)
            GROUP BY {cell}
        ) AS found WHERE {same}"""
