from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb, may

pytestmark = pytest.mark.django_db


def test_the_first_admin_can_invite_the_rest():
    call_command("first_admin", "Fatima@Example.org", "--organisation", "Buurtgesprek Amersfoort")
    user = User.objects.get(email="fatima@example.org")
    assert may(user, Verb.MANAGE_MEMBERS, Organisation.objects.get(slug="buurtgesprek-amersfoort"))


def test_an_organisation_that_exists_is_left_alone():
    call_command("first_admin", "a@example.org", "--organisation", "Buurt")
    with pytest.raises(CommandError):
        call_command("first_admin", "b@example.org", "--organisation", "Buurt")
    assert not User.objects.filter(email="b@example.org").exists()
