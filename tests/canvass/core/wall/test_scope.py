"""What is said holds for what it is said about, and ends: with the block, the request, the transaction."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from canvass.core.middleware import WallMiddleware
from canvass.core.models import Job
from canvass.core.wall import scope
from canvass.core.wall.scope import acting_for, asking, asking_as, current, on_rounds, proven

ONE, OTHER, ANN = 101, 102, 7


@pytest.fixture
def jobs(db):
    """One of each organisation, and one that somebody owns."""
    wanted = {"one": {"organisation_id": ONE}, "other": {"organisation_id": OTHER}, "ann": {"owner_id": ANN}}
    for key, whose in wanted.items():
        Job.objects.create(kind="test", key=key, not_before=timezone.now(), **whose)


@pytest.fixture
def as_app(jobs):
    """Also where nobody asks."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE canvass_app")
        yield
        cursor.execute("RESET ROLE")


def seen():
    return set(Job.objects.values_list("key", flat=True))


def request():
    made = RequestFactory().get("/")
    made.user = AnonymousUser()
    return made


@pytest.mark.usefixtures("as_app")
def test_nobody_asks_nothing_is_shown():
    assert seen() == set()
    with connection.cursor() as cursor:
        cursor.execute("RESET ALL")
        cursor.execute("SELECT count(*) FROM core_job")
        assert cursor.fetchone() == (0,)


@pytest.mark.usefixtures("as_app")
def test_each_says_more_and_ends():
    with acting_for(ONE):
        assert seen() == {"one"}
        with acting_for(OTHER), asking_as(ANN):
            assert seen() == {"one", "other", "ann"}
        assert seen() == {"one"}
    with pytest.raises(ValueError, match="wrong"), acting_for(ONE):
        raise ValueError("wrong")
    assert seen() == set()


@pytest.mark.usefixtures("as_app")
def test_savepoints_that_roll_back_take_nothing_along_and_leave_nothing():
    with acting_for(ONE):
        with transaction.atomic(), acting_for(OTHER):
            assert seen() == {"one", "other"}
            transaction.set_rollback(True)
        assert seen() == {"one"}
        with transaction.atomic():
            assert seen() == {"one"}
        assert seen() == {"one"}
    assert seen() == set()


@pytest.mark.usefixtures("as_app")
def test_rounds_see_all_and_what_they_do_for_one_sees_one():
    with on_rounds():
        assert seen() == {"one", "other", "ann"}
        with acting_for(ONE):
            assert seen() == {"one"}


def test_no_request_goes_on_rounds(monkeypatch):
    with asking(request()), pytest.raises(scope.RoundsRefused), on_rounds():
        pass
    monkeypatch.setattr(scope, "_serves_requests", threading.Event())
    with on_rounds():
        assert current().rounds
    scope.serve_requests()
    with pytest.raises(scope.RoundsRefused), on_rounds():
        pass


def test_what_a_link_proved_ends_with_its_request():
    asked = []

    def view(request):
        proven(person=ANN)
        proven(organisation=ONE)
        asked.append(current())
        return HttpResponse()

    WallMiddleware(view)(request())
    assert (asked[0].who_asks, asked[0].organisations) == ({ANN}, {ONE})
    assert current() == scope.Scope()
    proven(organisation=ONE)
    assert current() == scope.Scope(), "outside a request there is no rest of it"


def test_another_thread_has_said_nothing():
    found = []
    with acting_for(ONE):
        thread = threading.Thread(target=lambda: found.append(current()))
        thread.start()
        thread.join()
    assert found == [scope.Scope()]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_holds_for_one_statement_and_no_setting_is_left_behind():
    Job.objects.create(kind="test", key="one", not_before=timezone.now(), organisation_id=ONE)
    with acting_for(ONE):
        assert connection.get_autocommit()
        assert seen() == {"one"}
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('canvass.organisations', true)")
            assert cursor.fetchone() == ("",)


def test_it_costs_no_statement_of_its_own(jobs, django_assert_num_queries):
    with acting_for(ONE), django_assert_num_queries(1):
        seen()
