"""Cards and one conversation to guess at, and a million guesses without a network. Run by bench_card in its database.

Prints one line of JSON: a card that has a conversation, one that has none yet, and what the guesses found.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import uuid

import django

django.setup()

from conversations.doorstep.card_text import LETTERS, check_letter, code_hash  # noqa: E402
from conversations.insight.cards.codes import cards_of, new_seed  # noqa: E402
from conversations.insight.cards.lookup import State, look_up  # noqa: E402
from conversations.insight.models import CardCode, Conversation  # noqa: E402
from tests.factories import make_campaign  # noqa: E402

CHUNK = 5_000
ONE_BY_ONE = 1_000


def make_cards(sheets: int) -> tuple[str, str]:
    campaign = make_campaign()
    made = [card for _ in range(sheets) for card in cards_of(new_seed())]
    CardCode.objects.bulk_create((CardCode(campaign=campaign, hash=card.hash) for card in made), batch_size=CHUNK)
    kept, waiting = made[0], made[1]
    Conversation.objects.create(
        campaign=campaign, statement=campaign.statement, guide_version=campaign.guide_version, area="-",
        area_level="municipality", period="2026-M03", canvasser_code=uuid.uuid4(), opening=4, closing=6,
        card_code_hash=kept.hash, intake=1,
    )  # fmt: skip
    return kept.code, waiting.code


def guess(rng: random.Random) -> str:
    """What a good guesser sends: the right letters, and a check letter that fits."""
    letters = "".join(rng.choices(LETTERS, k=16))
    return letters + check_letter(letters)


def guess_many(rng: random.Random, guesses: int) -> int:
    """Hits, looked up by the hash that pages look up by; in chunks, since only the answer matters here."""
    hits = 0
    for start in range(0, guesses, CHUNK):
        hashes = [bytes.fromhex(code_hash(guess(rng)) or "") for _ in range(min(CHUNK, guesses - start))]
        hits += CardCode.objects.filter(hash__in=hashes).count()
        hits += Conversation.objects.filter(card_code_hash__in=hashes).count()
    return hits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=1_000)
    parser.add_argument("--guesses", type=int, default=1_000_000)
    options = parser.parse_args()
    rng = random.Random(20260301)
    kept, waiting = make_cards(options.sheets)
    began = time.monotonic()
    hits = guess_many(rng, options.guesses)
    seconds = time.monotonic() - began
    states = [look_up(guess(rng)).state for _ in range(ONE_BY_ONE)]
    hits += sum(state is not State.UNKNOWN for state in states)
    assert look_up(kept).state is State.KEPT, "the one conversation must be found, or nothing was measured"
    print(json.dumps({"kept": kept, "waiting": waiting, "hits": hits, "seconds": seconds}))


if __name__ == "__main__":
    main()
