"""The database itself refuses to change turf that volunteers may be carrying: published is for ever.

Retention, which deletes whole campaigns, lifts this with ``pgtrigger.ignore``.
"""

from __future__ import annotations

import pgtrigger

WRITE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

# Of a published plan only one thing may change: a newer version takes its place.
FROZEN_PLAN = pgtrigger.Trigger(
    name="published_plan_never_changes",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__state__in=["published", "replaced"]),
    func="""
        IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'replaced'
            AND to_jsonb(OLD) - 'state' = to_jsonb(NEW) - 'state'
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a published turf plan never changes' USING ERRCODE = 'check_violation';
    """,
)


def _frozen_part(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=WRITE,
        func="""
            IF EXISTS (
                SELECT 1 FROM turf_turfplan
                WHERE id IN (OLD.plan_id, NEW.plan_id) AND state IN ('published', 'replaced')
            ) THEN
                RAISE EXCEPTION 'a published turf plan never changes' USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        """,
    )


FROZEN_TURF = _frozen_part("published_turf_never_changes")
FROZEN_STOP = _frozen_part("published_stop_never_changes")
