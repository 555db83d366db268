"""A started campaign that lets go of its statement leaves it locked: people answered it. See topics/freezing.py."""

from __future__ import annotations

import pgtrigger

LOCKS_WHAT_IT_ASKED = pgtrigger.Trigger(
    name="campaign_locks_what_it_asked",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF OLD.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date AND (
            TG_OP = 'DELETE'
            OR NEW.statement_id <> OLD.statement_id
            OR NEW.starts_on > OLD.starts_on
        ) THEN
            UPDATE topics_statement SET locked_at = now() WHERE id = OLD.statement_id AND locked_at IS NULL;
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)
