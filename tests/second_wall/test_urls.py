"""Every URL with the Python layer switched off: the database still shows no row of another organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import Error, transaction
from django.test import Client, override_settings
from django.urls import reverse

from tests.permissions.world import World, build_world
from tests.second_wall.open_house import open_house
from tests.second_wall.rows import GUARDED_MODELS, keys_of, one_of_each
from tests.second_wall.uncovered import listed
from tests.second_wall.watching import Watch, watching
from tests.test_permissions import ROUTES, table
from volunteers.people.models import Organisation

WHO = ("visitor", "stranger", "outsider")
# A key in the address, or an open door, shows for what it is: to whoever holds it, with or without the Python layer.
OPENED_BY_KEY = {"shifts:join-link", "shifts:feed", "people:join", "people:join-link"}


@dataclass
class Walled:
    world: World
    # By visitor and table: keys of rows of organisations in which that visitor has no role.
    foreign: dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def walled(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walled]:
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        world = build_world()
        for organisation in Organisation.objects.all():
            one_of_each(organisation)
        yield Walled(world, {who: foreign_to(world, who) for who in WHO})
        transaction.set_rollback(True)


def foreign_to(world: World, who: str) -> dict[str, list[str]]:
    others = Organisation.objects.all()
    if who in world.people:
        others = others.exclude(memberships__user=world.people[who])
    keys = set(others.values_list("pk", flat=True))
    return {model._meta.db_table: [str(key) for key in keys_of(model, keys)] for model in GUARDED_MODELS}


def ask(walled: Walled, who: str, name: str) -> tuple[int | str, Watch]:
    world, row = walled.world, table()[name]
    url = reverse(name, kwargs={argument: world.kwargs[argument] for argument in ROUTES[name]})
    client = Client()
    typed = {"content_type": row["content_type"]} if "content_type" in row else {}
    with transaction.atomic():
        if who != "visitor":
            client.force_login(world.people[who])
        with open_house(), watching(walled.foreign[who]) as watch:
            try:
                response = getattr(client, row.get("method", "get"))(url, row.get("data", {}), **typed)
                answer: int | str = int(response.status_code)
            except (Error, ObjectDoesNotExist) as refused:
                # Behind a door that stands open nobody made up a page for what is not there. No row came out.
                answer = type(refused).__name__
        transaction.set_rollback(True)
    return answer, watch


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(table()))
def test_no_url_shows_a_row_of_another_organisation(walled, name):
    found = {who: ask(walled, who, name) for who in WHO}
    shown = {who: watch.shown for who, (_answer, watch) in found.items() if watch.shown}
    assert bool(shown) == (name in OPENED_BY_KEY), shown
    # Where the first wall alone stands between the outsider and the page, the document says so.
    answer, _watch = found["outsider"]
    answered = isinstance(answer, int) and (answer < 404 or answer == 422)
    assert (answered and table()[name].get("outsider") in (403, 404)) == (name in listed()), answer


def test_the_document_lists_no_url_that_is_not_there():
    assert listed() <= set(table())
