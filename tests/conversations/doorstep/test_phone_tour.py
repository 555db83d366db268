"""Every screen of the phone in turn: for a screen reader, in three dresses, on narrow phones, with big letters."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conversations.doorstep.test_phone_app import have_all_screens, start

pytestmark = pytest.mark.django_db(transaction=True)

FIELD = "input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea"
# Links inside a sentence may be as high as the sentence. The words above a field are no target: the field is
# (WCAG 2.5.8, "Equivalent"); round a radio or a box the label is the target.
TOO_SMALL = f"""() => [...document.querySelectorAll("button, a[href], label, summary, {FIELD}")]
  .filter((one) => one.checkVisibility() && !one.closest("p, .skip") && !one.control?.matches("{FIELD}"))
  .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.9 || box.width < 47.9).map(([html]) => html)"""

# A word on two lines was broken where no reader would: hyphens aside, a thumb has no time for riddles.
BROKEN = """() => {
  const broken = [];
  for (const one of document.querySelectorAll(".btn, .opt span")) {
    if (!one.checkVisibility()) continue;
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""


def choose(page, **cookies):
    page.context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in cookies.items()])
    page.reload()
    page.wait_for_selector("html[data-ready]")


def tour(page, look):
    """Every screen once, from the start to the end; `look` is called with its name."""
    page.wait_for_selector(".checks:not([aria-busy])")
    look("start")
    page.press("[data-go=looks]", "Enter")
    page.wait_for_selector("body[data-screen=looks]")
    look("looks")
    page.click("#top .btn >> nth=0")
    to(page, "card", "[data-go=card]")
    look("card")
    page.click("[data-go=done]")
    start(page)
    look("doors")
    around_the_doors(page, look)
    page.press("[data-go=entrance]", "Enter")
    page.wait_for_selector("body[data-screen=entrance]")
    look("street door")
    page.click("[data-street-door=let_in]")
    page.press("[data-floor='1']", "Enter")
    page.wait_for_selector("[data-outcome=not_home]")
    look("floor")
    page.click("[data-outcome=not_home]")
    page.click("#top .btn >> nth=0")
    page.click("[data-go=other]")
    page.press("[data-note=dog]", "Enter")
    page.wait_for_selector("body[data-screen=doors]")
    page.click("[data-go=open]")
    look("open")
    page.click("[data-outcome=come_back]")
    page.wait_for_selector("[data-later]")
    look("no time now")
    page.click("[data-go=other]")
    page.wait_for_selector("body[data-screen=other]")
    look("other")
    page.click("#top .btn >> nth=0")
    page.click("[data-go=open]")
    page.click("[data-go=wish]")
    page.wait_for_selector("body[data-screen=wish]")
    look("wish")
    page.click("#top .btn >> nth=0")
    page.click("[data-go=talk]")
    page.wait_for_selector("body[data-screen=talk]")
    look("talk")
    page.click("#top .btn >> nth=0")
    page.click("#top .btn >> nth=0")
    page.press("summary.tap", "Enter")
    page.press("li.past button >> nth=0", "Enter")
    page.wait_for_selector("body[data-screen=correct]")
    look("correct")
    page.click(".safe")
    look("safety")
    page.press("[data-about=street]", "Enter")
    page.wait_for_selector(".banner.ok")
    look("safety told")
    page.click("#top .btn >> nth=0")
    page.click("#top .btn >> nth=0")
    page.click("#tabs a >> nth=1")
    page.wait_for_selector("body[data-screen=guide]")
    look("guide")
    page.click("#tabs a >> nth=2")
    page.wait_for_selector("body[data-screen=end]")
    look("end")
    page.click("[data-go=back]")
    page.wait_for_selector("[data-go=home]")
    look("thanks")


def to(page, screen, button):
    page.press(button, "Enter")
    page.wait_for_selector(f"body[data-screen={screen}]")


def around_the_doors(page, look):
    """What is one tap away from the doors: the map, what still fits, what waits."""
    page.click("label:has(input[name=view][value=map])")
    page.wait_for_selector(".leaflet-marker-icon svg")
    look("map")
    page.click("label:has(input[name=view][value=doors])")
    to(page, "rest", "[data-go=rest]")
    look("rest")
    page.click("#top .btn >> nth=0")
    have_all_screens(page)
    page.context.set_offline(True)
    page.click("[data-outcome=sticker]")
    page.wait_for_selector("button#sync")
    # In one go: it is drawn anew when the network is known to be gone.
    page.evaluate("document.querySelector('button#sync').click()")
    page.wait_for_selector("body[data-screen=waiting]")
    look("waiting")
    page.click("#top .btn >> nth=0")
    page.context.set_offline(False)
    page.click(".toast .btn")
    page.wait_for_selector(".toast", state="detached")


@pytest.mark.parametrize("colours", ["light", "dark", "bright"])
def test_every_screen_is_without_accessibility_faults(phone_page, flat, colours):
    page, faults = phone_page, {}
    if colours == "bright":
        choose(page, theme="bright")
    else:
        page.emulate_media(color_scheme=colours)

    def check(name):
        found = Axe().run(page).response["violations"]
        faults.update({f"{name}: {fault['id']}": fault["nodes"][0]["html"] for fault in found})

    tour(page, check)
    assert faults == {}


@pytest.mark.parametrize(("width", "text", "language"), [(360, "largest", "de"), (390, "", "nl"), (320, "", "nl")])
def test_no_screen_scrolls_sideways_every_target_is_big_and_words_are_whole(phone_page, flat, width, text, language):
    page, wide, small, broken = phone_page, {}, {}, {}
    page.set_viewport_size({"width": width, "height": 740})
    choose(page, text=text, field_language=language)
    page.wait_for_selector(f"html[lang={language}][data-ready]")

    def check(name):
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[name] = over
        found = page.evaluate(TOO_SMALL)
        if found:
            small[name] = found
        found = [] if text else page.evaluate(BROKEN)
        if found:
            broken[name] = found

    tour(page, check)
    assert wide == {}
    assert small == {}
    assert broken == {}


def test_letters_twice_as_big_still_fit(phone_page, flat):
    page, wide = phone_page, {}
    page.set_viewport_size({"width": 390, "height": 844})

    def check(name):
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[name] = over

    tour(page, check)
    assert wide == {}
