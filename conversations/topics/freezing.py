# ruff: noqa: S608  (put together from constants of this file; no value of a user comes in)
"""What people were asked stays what they were asked: the database refuses to change it.

A statement is locked from the first day of a campaign that uses it, and so are the words of its topic; a guide version
from its publication. One change passes: a text whose old and new spelling stand in ``topics_correction``. The
triggers read the campaigns' table by its name, because code of this app may not import what lies above it.
Retention, which deletes whole topics, lifts this with ``pgtrigger.ignore``.
"""

from __future__ import annotations

import pgtrigger

WRITE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
# A campaign's first day begins at midnight where the doors are.
TODAY = "(now() AT TIME ZONE 'Europe/Amsterdam')::date"
STATEMENT_IN_USE = f"""(s.locked_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM campaigns_campaign c WHERE c.statement_id = s.id AND c.starts_on <= {TODAY}))"""


def _corrected(subject: str) -> str:
    return f"""EXISTS (
        SELECT 1 FROM topics_correction k
        WHERE k.subject = '{subject}' AND k.subject_id = OLD.id
            AND k.before_nl = OLD.text_nl AND k.before_en = OLD.text_en
            AND k.after_nl = NEW.text_nl AND k.after_en = NEW.text_en)"""


def _refuse(words: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation';"


LOCKED_STATEMENT = pgtrigger.Trigger(
    name="used_statement_never_changes",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF EXISTS (SELECT 1 FROM topics_statement s WHERE s.id = OLD.id AND {STATEMENT_IN_USE}) THEN
            IF TG_OP = 'DELETE'
                OR to_jsonb(OLD) - '{{text_nl,text_en,locked_at}}'::text[]
                    <> to_jsonb(NEW) - '{{text_nl,text_en,locked_at}}'::text[]
                OR (OLD.locked_at IS NOT NULL AND NEW.locked_at IS DISTINCT FROM OLD.locked_at)
                OR ((OLD.text_nl, OLD.text_en) <> (NEW.text_nl, NEW.text_en) AND NOT {_corrected("statement")})
            THEN
                {_refuse("a statement that a started campaign uses never changes")}
            END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)


def _locked_words(subject: str, name: str, owner: str) -> pgtrigger.Trigger:
    """Words keep their code, owner and meaning while in use; order, and being offered at all, may change."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM topics_statement s JOIN topics_topic t ON t.id = s.topic_id
                WHERE {owner} AND {STATEMENT_IN_USE}
            ) THEN
                IF TG_OP = 'DELETE'
                    OR to_jsonb(OLD) - '{{text_nl,text_en,position,retired_at}}'::text[]
                        <> to_jsonb(NEW) - '{{text_nl,text_en,position,retired_at}}'::text[]
                    OR ((OLD.text_nl, OLD.text_en) <> (NEW.text_nl, NEW.text_en) AND NOT {_corrected(subject)})
                THEN
                    {_refuse("a word of a topic in use never changes")}
                END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        """,
    )


LOCKED_CONCERN = _locked_words("concern", "used_concern_never_changes", "t.id = OLD.topic_id")
LOCKED_PREJUDICE = _locked_words("prejudice", "used_prejudice_never_changes", "t.id = OLD.topic_id")
LOCKED_VALUE = _locked_words("value", "used_value_never_changes", "t.organisation_id = OLD.organisation_id")

# Of a published version only one thing may change: a newer one takes its place.
PUBLISHED_VERSION = pgtrigger.Trigger(
    name="published_version_never_changes",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__published_at__isnull=False),
    func=f"""
        IF TG_OP = 'UPDATE' AND OLD.replaced_at IS NULL
            AND to_jsonb(OLD) - 'replaced_at' = to_jsonb(NEW) - 'replaced_at'
        THEN
            RETURN NEW;
        END IF;
        {_refuse("a published guide never changes")}
    """,
)

PUBLISHED_STEP = pgtrigger.Trigger(
    name="published_step_never_changes",
    when=pgtrigger.Before,
    operation=WRITE,
    func=f"""
        IF EXISTS (
            SELECT 1 FROM topics_guideversion v
            WHERE v.id IN (OLD.version_id, NEW.version_id) AND v.published_at IS NOT NULL
        ) THEN
            IF TG_OP <> 'UPDATE'
                OR to_jsonb(OLD) - '{{text_nl,text_en}}'::text[] <> to_jsonb(NEW) - '{{text_nl,text_en}}'::text[]
                OR NOT {_corrected("step")}
            THEN
                {_refuse("a published guide never changes")}
            END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)

# The words that are searched are made by the database after this trigger has looked: they change with the texts only.
PUBLISHED_ITEM = pgtrigger.Trigger(
    name="published_item_never_changes",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__published_at__isnull=False),
    func=f"""
        IF TG_OP = 'UPDATE' AND OLD.replaced_at IS NULL
            AND to_jsonb(OLD) - '{{replaced_at,search}}'::text[] = to_jsonb(NEW) - '{{replaced_at,search}}'::text[]
        THEN
            RETURN NEW;
        END IF;
        {_refuse("a published item never changes")}
    """,
)
