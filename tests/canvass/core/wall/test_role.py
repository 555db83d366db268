"""A process that answers requests or does jobs is behind the wall, or it does not work."""

from __future__ import annotations

import threading
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from canvass.core.wall import role
from canvass.core.wall.table import GUARDED

pytestmark = pytest.mark.django_db
TABLES = sorted(guard.table for guard in GUARDED)


@pytest.fixture
def as_app():
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE canvass_app")
        yield
        cursor.execute("RESET ROLE")


@pytest.fixture
def insisting(monkeypatch):
    monkeypatch.setattr(role, "_insists", threading.Event())
    monkeypatch.setattr(role, "_seen_behind_it", threading.Event())
    role.insist()


def test_the_owner_is_shown_everything_and_the_app_nothing(as_app):
    assert role.unguarded(connection) == []
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert role.unguarded(connection) == TABLES


def test_the_role_of_the_site_has_no_power_of_its_own():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'canvass_app'")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = 'canvass_app'::regrole")
        assert cursor.fetchone() == (0,)
        # Whoever has an owner's powers passes its walls as well.
        cursor.execute("SELECT pg_has_role('canvass_app', 'canvass_owner', 'MEMBER')")
        assert cursor.fetchone() == (False,)


def test_the_check_for_deployment_says_so():
    arguments = ("check", "--deploy", "--database", "default", "--tag", "database")
    with pytest.raises(SystemCheckError, match=r"core\.E001"):
        call_command(*arguments, stderr=StringIO())


@pytest.mark.usefixtures("as_app")
def test_the_check_is_content_with_the_app():
    call_command("check", "--deploy", "--database", "default", "--tag", "database", stdout=StringIO())


@pytest.mark.usefixtures("insisting")
def test_a_process_that_insists_takes_no_connection_of_an_owner(monkeypatch):
    closed = []
    monkeypatch.setattr(connection, "close", lambda: closed.append(True))
    with pytest.raises(ImproperlyConfigured, match="CANVASS_DB_USER"):
        role.require_wall(connection)
    assert closed == [True]


@pytest.mark.usefixtures("insisting", "as_app")
def test_a_process_that_insists_works_as_the_app():
    role.require_wall(connection)
    assert role._seen_behind_it.is_set()


@pytest.mark.usefixtures("insisting")
def test_a_table_whose_policies_were_never_made_counts_as_unguarded(as_app):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE insight_export DISABLE ROW LEVEL SECURITY")
        cursor.execute("SET ROLE canvass_app")
    assert role.unguarded(connection) == ["insight_export"]
