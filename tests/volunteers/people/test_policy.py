from __future__ import annotations

import pytest

from tests.factories import make_organisation, make_user
from volunteers.people.policy import FROM_UMBRELLAS, OWN_ONLY, POLICY, Verb, organisations_where

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    umbrella = make_organisation(kind="umbrella")
    member = make_organisation(kind="member", parent=umbrella)
    local = make_organisation(kind="local", parent=member)
    sibling = make_organisation(kind="member", parent=umbrella)
    return umbrella, member, local, sibling


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("role", ["volunteer", "coordinator", "admin"])
def test_a_role_holds_here_and_below_and_nowhere_else(tree, verb, role):
    _umbrella, member, local, _sibling = tree
    user = make_user(role=role, organisation=member)
    allowed = set(organisations_where(user, verb))
    if role not in POLICY[verb] or verb in FROM_UMBRELLAS:
        assert allowed == set()
    elif verb in OWN_ONLY:
        assert allowed == {member}
    else:
        assert allowed == {member, local}


@pytest.mark.parametrize("verb", sorted(FROM_UMBRELLAS))
def test_what_only_umbrellas_see_reaches_them_for_all_below(tree, verb):
    user = make_user(role="coordinator", organisation=tree[0])
    assert set(organisations_where(user, verb)) == set(tree)


def test_an_inactive_user_may_do_nothing(tree):
    user = make_user(role="admin", organisation=tree[1], is_active=False)
    assert not any(organisations_where(user, verb).exists() for verb in Verb)
