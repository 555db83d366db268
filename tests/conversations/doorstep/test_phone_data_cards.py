"""Sheets of cards on the phone: the same codes as on paper, each given once, and given back when it is undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.doorstep.keys import unseal
from conversations.doorstep.models import SealedConversation
from conversations.insight.cards.codes import cards_of, new_seed, spell
from tests.conversations.doorstep.modules import run
from tests.conversations.doorstep.test_phone_app import start, tell_all, until

CARDS = "const { Cards, codeOf, hashOf, checkLetter, seedOf, normalise } = await import('/js/doorstep/cards.js');"
SAVE = """
const give = async (cards) => {
  const card = cards.giver();
  let given = null;
  await outbox.save(1, async () => {
    given = await card.take();
    return { meta: given ? [given.row] : [] };
  });
  if (given) await given.keep();
  return { card, hash: given && given.hash };
};
"""
CODES = """const seed = seedOf(x);
const codes = await Promise.all(Array.from({ length: 10 }, (_one, index) => codeOf(seed, index)));
return Promise.all(codes.map(async (code) => [code + checkLetter(code), await hashOf(code)]));"""


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.binary(min_size=16, max_size=16))
def test_the_phone_finds_the_ten_codes_that_are_printed(modules, seed):
    codes = run(modules, f"{CARDS} {CODES}", spell(seed))
    assert codes == [[card.code, card.hash.hex()] for card in cards_of(seed)]


@pytest.mark.parametrize(
    "text",
    ["", "hello", "A" * 25, "A" * 27, "U" * 26, "Z" * 26, "https://example.org/card#ABC"],
)
def test_what_is_no_sheet_is_told_apart(modules, text):
    assert run(modules, f"{CARDS} return seedOf(x);", text) is None


def test_a_sheet_is_read_as_it_is_typed_or_scanned(modules):
    code = spell(bytes(range(16)))
    ways = [code, code.lower(), " ".join(code), code.replace("0", "o").replace("1", "l")]
    ways.append(f"https://example.org/field/#sheet={code}")
    for way in ways:
        assert run(modules, f"{CARDS} return [...seedOf(x)];", way) == list(range(16))


def test_each_card_is_given_once_also_by_two_tabs_and_after_a_reload(modules):
    code = spell(new_seed())
    two = f"""{CARDS} {SAVE} const one = await Cards.open(1, 7); await one.addSheet(x);
    const other = await Cards.open(1, 7);
    const hashes = []; for (const cards of [one, other, one]) hashes.push((await give(cards)).hash);
    return [hashes, one.left, one.next.number];"""
    first, left, number = run(modules, two, code)
    modules.reload()
    rest = f"""{CARDS} {SAVE} const cards = await Cards.open(1, 7); const hashes = [];
    for (let n = 0; n < 8; n += 1) hashes.push((await give(cards)).hash); return [hashes, cards.next];"""
    more, end = run(modules, rest)
    assert (left, number, end, more[-1]) == (7, 4, None, None), "the sheet is used up: a card without a code"
    seed = bytes(run(modules, f"{CARDS} return [...seedOf(x)];", code))
    assert [*first, *more[:-1]] == [card.hash.hex() for card in cards_of(seed)]


def test_a_card_comes_back_when_its_conversation_is_undone(modules):
    back = f"""{CARDS} {SAVE} const cards = await Cards.open(1, 7); await cards.addSheet(x);
    await give(cards); const {{ card, hash }} = await give(cards); const change = await card.giveBack();
    await outbox.save(1, async () => ({{ meta: [change.row] }})); await change.keep();
    return [hash === (await give(cards)).hash, cards.next.number, await cards.addSheet(x)];"""
    assert run(modules, back, spell(new_seed())) == [True, 3, False]


def test_the_sheets_code_is_locked_and_nobody_elses(modules):
    seen = f"""{CARDS} const cards = await Cards.open(1, 7); await cards.addSheet(x);
    const row = await db.get("meta", "cards|1|7"); const theirs = await Cards.open(2, 7);
    return [Object.keys(row).sort().join(), theirs.next, (await Cards.open(1, 8)).next];"""
    assert run(modules, seen, spell(new_seed())) == ["key,locked,rev", None, None]


@pytest.mark.django_db(transaction=True)
def test_card_given_puts_the_hash_of_the_next_code_into_the_sealed_conversation(phone_page):
    page, seed = phone_page, new_seed()
    cards = cards_of(seed)
    start(page)
    # As the phone's camera app opens the address on the sheet.
    page.evaluate("code => { location.hash = `sheet=${code}`; }", spell(seed))
    assert page.inner_text("[data-tail]").endswith(f"{cards[0].code[12:16]}-{cards[0].code[16]}")
    assert page.evaluate("location.hash") == ""
    page.click("[data-go=sheet-yes]")
    page.wait_for_selector("[data-left='10']")
    # The first one fell into the rain.
    page.click("[data-go=skip-card]")
    page.wait_for_selector("[data-left='9']")
    page.click("[data-go=done]")
    assert tell_all(page) <= 14
    assert "card 2" in page.inner_text(".toast")
    page.click(".toast .btn")
    page.wait_for_selector("#card:has-text('card 2')")
    page.click("[data-save=no-card]")
    page.wait_for_selector(".toast")
    page.reload()
    page.wait_for_selector(".plate-nr:text-is('2')")
    tell_all(page)
    page.click("[data-outcome=not_home]")
    until(lambda: SealedConversation.objects.count() == 2)
    hashes = {unseal(row)["card_code_hash"] for row in SealedConversation.objects.all()}
    assert hashes == {None, cards[1].hash.hex()}
