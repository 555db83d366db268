"""Guessing codes, from ever other networks: does anybody come in, and does the real person still?

Run: make bench NAME=guesses, fewer with ARGS="--guesses 500". Against codes for signing in, codes for joining and codes
of residents' cards, each guess from a network of its own, through the pages; the clock goes on by ten seconds a guess.
It makes a database of its own (bench_guesses). Exits with 1 when a guess was accepted or the real person was kept out.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.benchmarks.table import Row, report

LEAST = 10_000
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
A_GUESS = timedelta(seconds=10)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guesses", type=int, default=LEAST)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "canvass.settings",
        "CANVASS_TEST_DB": "bench_guesses",
        "CANVASS_TRUSTED_PROXIES": "1",
    }
    import django
    from django.conf import settings
    from django.test import override_settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    django.setup()
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    try:
        with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, WHITENOISE_AUTOREFRESH=True):
            return besiege(options.guesses, Random(options.seed))
    finally:
        teardown_databases(made, verbosity=0)


def besiege(guesses: int, rng: Random) -> int:
    import time_machine
    from django.core import mail
    from django.test import Client
    from django.urls import reverse

    from tests.factories import make_user
    from tests.volunteers.people.signing_in import is_in, sign_in

    logging.disable(logging.WARNING)
    began = time.monotonic()
    with time_machine.travel(NOON, tick=False) as clock:
        person, known = make_user(email="samira@example.org"), Client()
        sign_in(known, person)
        known.post(reverse("account_logout"))
        clock.shift(timedelta(minutes=5))
        mail.outbox.clear()
        accepted = guess_sign_in(person.email, guesses * 6 // 10, rng, clock)
        mails = sum(person.email in sent.to for sent in mail.outbox)
        accepted += guess_joining(guesses * 2 // 10, rng, clock)
        accepted += guess_cards(guesses - guesses * 6 // 10 - guesses * 2 // 10, rng, clock)
        sign_in(known, person)
        last = guess_sign_in(person.email, 30, rng, clock)
        clock.shift(timedelta(days=1))
        new = Client(**network(rng))
        sign_in(new, person)
        inside = is_in(known), is_in(new)
    rows = [
        Row("guesses", guesses + 30, "", ">=", guesses),
        Row("accepted", accepted + last, "", "==", 0),
        Row("mails to the person", mails),
        Row("the person in a known browser", inside[0], "", "==", 1),
        Row("the person in a new one, next day", inside[1], "", "==", 1),
        Row("milliseconds a guess", 1000 * (time.monotonic() - began) / guesses),
    ]
    return report("guesses", rows)


def network(rng: Random) -> dict[str, Any]:
    return {"HTTP_X_FORWARDED_FOR": ".".join(str(rng.randrange(1, 224)) for _ in range(4))}


def digits(rng: Random) -> str:
    return f"{rng.randrange(10**6):06d}"


def guess_sign_in(email: str, guesses: int, rng: Random, clock: Any) -> int:
    """Three codes in each browser that asked; also where asking was refused. How many came in."""
    from django.test import Client
    from django.urls import reverse

    from tests.volunteers.people.signing_in import give_code, is_in

    inside = 0
    for tries in batches(guesses, 3):
        client = Client(**network(rng))
        client.post(reverse("account_request_login_code"), {"email": email})
        for _ in range(tries):
            clock.shift(A_GUESS)
            give_code(client, digits(rng))
        inside += is_in(client)
    return inside


def guess_joining(guesses: int, rng: Random, clock: Any) -> int:
    """Codes that prove an address, on a group's public page."""
    from django.test import Client
    from django.urls import reverse

    from tests.factories import make_organisation
    from volunteers.people.models import Membership, PublicPage

    organisation = make_organisation()
    PublicPage.objects.create(organisation=organisation, is_open=True)
    before = Membership.objects.count()
    for tries in batches(guesses, 5):
        client = Client(**network(rng))
        client.post(reverse("people:join", args=[organisation.slug]), {"email": "target@example.org", "name": "T"})
        for _ in range(tries):
            clock.shift(A_GUESS)
            client.post(reverse("people:join-code"), {"code": digits(rng)})
    return Membership.objects.count() - before


def guess_cards(guesses: int, rng: Random, clock: Any) -> int:
    """Codes of residents' cards: how many showed a conversation."""
    from tests.conversations.insight.cards.world import CardEvening, Resident

    evening = CardEvening()
    evening.talk()
    evening.open()
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    seen = 0
    for _ in range(guesses):
        clock.shift(A_GUESS)
        code = "".join(rng.choice(letters) for _ in range(16))
        answer = Resident(code, **network(rng)).post("kept")
        seen += any(template.name == "card/kept.html" for template in answer.templates)
    return seen


def batches(total: int, size: int) -> Iterator[int]:
    whole, rest = divmod(total, size)
    return itertools.chain(itertools.repeat(size, whole), [rest] if rest else [])


if __name__ == "__main__":
    sys.exit(main())
