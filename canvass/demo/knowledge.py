"""What the demo's volunteers learn from: a checklist, lessons, a briefing and practice cards. All of it is made up."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from canvass.demo.people import Movement
from conversations.topics.knowledge.marking import mark
from conversations.topics.knowledge.parts import Kind, Part
from conversations.topics.knowledge.writing import Titles, publish_item, start_item
from conversations.topics.models import Item, Topic

MADE_UP = (" (verzonnen voorbeeld)", " (made-up example)")
Text = tuple[str, str]


def _text(words: Text) -> dict[str, str]:
    return {"nl": words[0], "en": words[1]}


def _part(kind: str, code: str, plain: dict[str, str] | None = None, **words: Text) -> Part:
    return {"kind": kind, "code": code, **{name: _text(text) for name, text in words.items()}, **(plain or {})}


CHECKLIST = [
    _part("step", "phone", text=("Laad je telefoon op", "Charge your phone"),
          help=("De route werkt ook zonder bereik.", "The route works without a network too.")),
    _part("step", "clothes", text=("Kijk naar het weer en trek iets warms aan", "Look at the weather, dress warmly")),
    _part("step", "lesson", text=("Doe de les Luisteren voor je praat", "Take the lesson Listen before you talk")),
    _part("step", "story", text=("Denk aan een eigen verhaal bij het thema", "Think of a story of your own"),
          help=("Twee minuten is lang genoeg.", "Two minutes is long enough.")),
    _part("step", "practise", text=("Oefen één keer met een kaart", "Practise once with a card")),
    _part("step", "safety", text=("Zet het veiligheidsnummer in je telefoon", "Put the safety number in your phone")),
]  # fmt: skip
LISTEN = [
    _part("page", "why", heading=("Waarom luisteren?", "Why listen?"),
          text=("Wie zich gehoord voelt, denkt hardop verder. Je hoeft niets te winnen aan de deur.",
                "Who feels heard goes on thinking aloud. There is nothing to win at the door.")),
    _part("page", "how", heading=("Zo doe je dat", "How to do it"),
          text=("Stel een open vraag. Wacht. Herhaal in je eigen woorden wat je hoorde. Vraag: klopt dat?",
                "Ask an open question. Wait. Say in your own words what you heard. Ask: is that right?")),
    _part("quiz", "first", {"right": "b"},
          question=("Iemand zegt: “Ze krijgen alles gratis.” Wat doe je eerst?",
                    "Somebody says: “They get everything for free.” What do you do first?"),
          answer_a=("Uitleggen hoe het echt zit", "Explain how it really is"),
          because_a=("Feiten mogen later, als iemand ernaar vraagt. Nu sluit het gesprek.",
                     "Facts may come later, when somebody asks. Now they close the talk."),
          answer_b=("Vragen wat diegene zelf meemaakte", "Ask what they went through themselves"),
          because_b=("Ja: achter een oordeel zit vaak een ervaring. Daar begint het gesprek.",
                     "Yes: behind a judgement there is often an experience. There the talk begins."),
          answer_c=("Instemmend knikken", "Nod along"),
          because_c=("We oordelen niet, maar we zijn ook niet neutraal. Vraag liever door.",
                     "We do not judge, but we are not neutral either. Better ask on.")),
]  # fmt: skip
GOODBYE = [
    _part("page", "thanks", heading=("Goed afscheid nemen", "Saying goodbye well"),
          text=("Bedank altijd, ook na een nee. Geef het kaartje. Log pas als de deur dicht is.",
                "Always say thanks, also after a no. Give the card. Log only when the door is closed.")),
    _part("quiz", "no", {"right": "a"},
          question=("Iemand wil niet praten. Wat zeg je?", "Somebody does not want to talk. What do you say?"),
          answer_a=("“Dank u wel, fijne avond.”", "“Thank you, have a nice evening.”"),
          because_a=("Kort en vriendelijk. Een nee is een antwoord.", "Short and kind. A no is an answer."),
          answer_b=("“Echt maar twee minuten!”", "“Only two minutes, really!”"),
          because_b=("Aandringen kost vertrouwen, ook bij de buren.", "Pushing costs trust, with the neighbours too.")),
]  # fmt: skip
BRIEFING = [
    _part("fact", "waiting", {"checked": "2026-03-01"},
          text=("In Lindenhaven wacht je gemiddeld acht jaar op een sociale huurwoning.",
                "In Lindenhaven the wait for social housing is eight years on average."),
          source=("Gemeente Lindenhaven, verzonnen cijfer", "Town of Lindenhaven, a made-up figure")),
    _part("fact", "empty", {"checked": "2026-03-01"},
          text=("Van elke honderd winkels in het centrum staan er negen leeg.",
                "Of every hundred shops in the centre nine stand empty."),
          source=("Ondernemers Lindenhaven, verzonnen cijfer", "Lindenhaven shopkeepers, a made-up figure")),
    _part("question", "who", question=("Wie krijgt er voorrang?", "Who goes first?"),
          answer=("Dat verschilt per gemeente. Weet je het niet? Zeg dat, en vraag waarom het belangrijk is.",
                  "That differs by town. You do not know? Say so, and ask why it matters.")),
    _part("question", "build", question=("Waarom wordt er niet gebouwd?", "Why is nothing being built?"),
          answer=("Er zijn meer redenen. Vraag eerst wat diegene ervan merkt.",
                  "There are several reasons. First ask what they notice of it.")),
]  # fmt: skip
CARDS = [
    _part("card", "neighbour", role=("Je bent een buurvrouw van zeventig", "You are a neighbour of seventy"),
          situation=("Je kleinzoon woont nog thuis en vindt niets.", "Your grandson finds nothing."),
          value=("Zorg voor de familie", "Care for the family"),
          worry=("Dat er voor hem nooit plaats komt", "That there will never be room for him"),
          opening=("Mooi praten, maar wie zorgt er voor ons?", "Fine words, but who takes care of us?"),
          tip=("Komt de waarde op tafel, of alleen de zorg?", "Does the value come up, or only the worry?")),
    _part("card", "baker", role=("Je bent een bakker in de straat", "You are a baker in the street"),
          situation=("Je staat om vier uur op en ziet de straat veranderen.", "You see the street change."),
          value=("Hard werken wordt beloond", "Hard work is rewarded"),
          worry=("Dat regels alleen voor sommigen gelden", "That rules are only for some"),
          tip=("Vraagt de ander naar een ervaring?", "Does the other ask for an experience?")),
    _part("card", "student", role=("Je bent een student met haast", "You are a student in a hurry"),
          situation=("Je hebt vijf minuten en een mening.", "You have five minutes and an opinion."),
          value=("Vrijheid om te kiezen", "Freedom to choose"),
          worry=("Dat je straks moet verhuizen", "That you will have to move")),
    _part("card", "nurse", role=("Je bent verpleegkundige en net thuis", "You are a nurse, just home"),
          situation=("Je bent moe, maar je luistert graag.", "You are tired, but you like to listen."),
          value=("Waardigheid van ieder mens", "Dignity of every person"),
          worry=("Dat niemand nog tijd heeft voor een ander", "That nobody has time for others any more")),
]  # fmt: skip
# Kind, title, parts, topic code, place
ITEMS: tuple[tuple[str, Text, list[Part], str, int], ...] = (
    (Kind.CHECKLIST, ("Je eerste avond", "Your first evening"), CHECKLIST, "", 10),
    (Kind.LESSON, ("Luisteren voor je praat", "Listen before you talk"), LISTEN, "", 10),
    (Kind.LESSON, ("Goed afscheid nemen", "Saying goodbye well"), GOODBYE, "", 20),
    (Kind.BRIEFING, ("Wonen in Lindenhaven", "Housing in Lindenhaven"), BRIEFING, "housing", 10),
    (Kind.PRACTICE, ("Vier bewoners", "Four residents"), CARDS, "housing", 10),
)


@transaction.atomic
def make_knowledge(*, movement: Movement) -> int:
    """Items of the umbrella, for everybody below it; 0 when they are there already."""
    if Item.objects.filter(organisation=movement.umbrella).exists():
        return 0
    topics: dict[str, Any] = {row.code: row for row in Topic.objects.filter(organisation=movement.umbrella)}
    for kind, title, parts, code, place in ITEMS:
        titles = Titles(title[0] + MADE_UP[0], title[1] + MADE_UP[1])
        draft = start_item(
            organisation=movement.umbrella, kind=kind, topic=topics.get(code), titles=titles, by=None, parts=parts
        )
        publish_item(version=draft, by=None, now=timezone.now())
        Item.objects.filter(pk=draft.item_id).update(place=place)
        if kind == Kind.PRACTICE:
            mark(
                thing=draft.item, organisation=movement.group, evidence="debrief", by=movement.coordinator,
                note="Nieuwe duo's begonnen na een kwartier oefenen rustiger aan de eerste deur. (verzonnen)",
            )  # fmt: skip
    return len(ITEMS)
