"""The table in the code, the policies in the database, and nothing between them."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection

from canvass.core.wall.statements import ABOUT_GUARDED
from canvass.core.wall.table import GUARDED, LEANING

pytestmark = pytest.mark.django_db
TABLES = {guard.table for guard in GUARDED}
POLICIES = "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
WALLED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
FUNCTIONS = """
    SELECT proname, prosecdef, proconfig, prosrc FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
"""
TRIGGERS = """
    SELECT relname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
"""


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_the_database_has_the_policies_of_the_table_and_no_other():
    """Made anew from the table they are the same, to the letter: a change of the table needs a migration."""
    made = rows(POLICIES)
    with connection.cursor() as cursor:
        for guard in GUARDED:
            for statement in guard.statements:
                cursor.execute(statement)
    assert rows(POLICIES) == made
    assert {table for table, *_ in made} == TABLES
    assert {table for (table,) in rows(WALLED)} == TABLES


def test_no_guarded_table_has_geometry():
    """PostGIS's operators are not leakproof: behind a policy they get no index."""
    models = [model for model in apps.get_models() if model._meta.db_table in TABLES]
    assert len(models) == len(TABLES)
    assert [f for model in models for f in model._meta.get_fields() if hasattr(f, "geom_type")] == []


def test_what_reads_past_the_wall_is_fixed_to_its_own_schema_and_listed():
    past = {name: config for name, definer, config, _source in rows(FUNCTIONS) if definer}
    assert set(past) == {
        "canvass_own",
        "canvass_reach",
        "canvass_campaigns",
        "canvass_own_shifts",
        "canvass_organisation_of_shift",
        "canvass_programme_walked",
    }
    assert {tuple(config) for config in past.values()} == {("search_path=public, pg_temp",)}


def test_triggers_that_read_a_guarded_table_hang_on_tables_whose_statements_say_for_whom_they_ask():
    reading = {table for table, source in rows(TRIGGERS) if ABOUT_GUARDED.search(source)}
    assert reading <= TABLES | set(LEANING)
    assert reading & set(LEANING), "a table that leans on nothing"


def test_no_other_table_is_taken_for_a_guarded_one():
    others = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - TABLES - set(LEANING)
    assert [name for name in others if ABOUT_GUARDED.search(f'"{name}"')] == []
    assert all(ABOUT_GUARDED.search(f"FROM {name} WHERE") for name in TABLES)
    assert re.search(ABOUT_GUARDED, 'SELECT "shifts_shift"."id"')
