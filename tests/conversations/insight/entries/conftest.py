from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from conversations.insight.closing import close_shift
from conversations.insight.opening import open_shift
from tests.conversations.doorstep.phone import Phone
from tests.factories import make_assignment, make_user
from volunteers.people.models import User
from volunteers.shifts.models import Shift


@pytest.fixture
def duo(db) -> list[Phone]:
    assignment = make_assignment()
    members = User.objects.filter(pk__in=assignment.duo.members.values("volunteer")).order_by("pk")
    return [Phone(user, assignment) for user in members]


@pytest.fixture
def phone(duo) -> Phone:
    return duo[0]


@pytest.fixture
def shift(phone) -> Shift:
    return phone.assignment.duo.shift


@pytest.fixture
def coordinator(shift) -> User:
    return make_user(role="coordinator", organisation=shift.campaign.organisation)


@pytest.fixture
def desk(coordinator) -> Client:
    client = Client()
    client.force_login(coordinator)
    return client


@pytest.fixture
def close(shift):
    """Everyone is back, debriefed, closed."""

    def do() -> None:
        open_shift(shift=shift, now=timezone.now())
        close_shift(shift=shift, by=None, now=timezone.now())

    return do
