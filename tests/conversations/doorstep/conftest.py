from __future__ import annotations

import pytest

from tests.conversations.doorstep.phone import Phone
from tests.factories import make_assignment
from volunteers.people.models import User


@pytest.fixture
def duo(db) -> list[Phone]:
    """Both phones of one duo, out on a turf of twelve doors."""
    assignment = make_assignment()
    members = User.objects.filter(pk__in=assignment.duo.members.values("volunteer")).order_by("pk")
    return [Phone(user, assignment) for user in members]


@pytest.fixture
def phone(duo) -> Phone:
    return duo[0]
