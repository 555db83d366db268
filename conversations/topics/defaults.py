"""What a new topic starts with: the eight default topics, and the words to log a talk with. Dutch, then English.

Texts for residents and volunteers, in both languages at once; so they are data here and not translations.
"""

from __future__ import annotations

from dataclasses import dataclass

Text = tuple[str, str]
# Code, Dutch, English
Coded = tuple[str, str, str]


@dataclass(frozen=True)
class TopicWords:
    code: str
    name: Text
    statement: Text
    concerns: tuple[Coded, ...]
    prejudices: tuple[Coded, ...]


@dataclass(frozen=True)
class StepWords:
    code: str
    kind: str
    logged: bool
    nl: str
    en: str


LOW: Text = ("oneens", "disagree")
HIGH: Text = ("eens", "agree")

VALUES: tuple[Coded, ...] = (
    ("care", "Zorgen voor elkaar", "Caring for each other"),
    ("loyalty", "Trouw", "Loyalty"),
    ("fairness", "Eerlijke kansen voor iedereen", "Fairness and equal opportunity"),
    ("dignity", "Waardigheid en respect", "Dignity and respect"),
    ("nature", "Zorg voor de natuur", "Care for nature"),
    ("safety", "Een veilig gezin en thuis", "Safety of family and home"),
    ("order", "Orde en stabiliteit", "Order and stability"),
    ("freedom", "Vrij om te kiezen", "Freedom to choose"),
    ("tradition", "Traditie en geloof", "Tradition and faith"),
    ("belonging", "Erbij horen", "Belonging"),
    ("work", "Hard werken", "Hard work"),
    ("honesty", "Eerlijkheid", "Honesty"),
)

# The method in order. The four that are logged stand on one row of the phone, behind one tap for all.
STEPS: tuple[StepWords, ...] = (
    StepWords("introduce", "introduction", False,
              "Zeg wie we zijn. We noteren cijfers, geen naam of adres. Weigeren mag altijd.",
              "Say who we are. We note numbers, no name or address. They may refuse."),
    StepWords("opening", "opening", False, "Lees de stelling voor en vraag een cijfer van 0 tot 10. Waarom dat cijfer?",
              "Read the statement and ask for a number from 0 to 10. Why that number?"),
    StepWords("experience", "experience", False,
              "Luister, oordeel niet. Wat maakte de bewoner of een naaste zelf mee?",
              "Listen, do not judge. Ask what they, or somebody they love, lived through."),
    StepWords("resident_story", "experience", True, "Verhaal bewoner", "Resident's story"),
    StepWords("own_story", "own_story", True, "Eigen verhaal", "Own story"),
    StepWords("judged", "perspective", False, "Vraag of de bewoner zelf weleens zo beoordeeld is.",
              "Ask whether they were ever judged like that."),
    StepWords("perspective", "perspective", True, "Ander perspectief", "Another perspective"),
    StepWords("value", "value", False, "Zoek wat jullie delen. Wat vinden jullie allebei belangrijk?",
              "Look for what you share. What matters to both of you?"),
    StepWords("tension", "tension", True, "Cijfer naast waarde gelegd", "Number put beside the value"),
    StepWords("stance", "stance", False, "Zeg eerlijk waar wij staan.", "Say honestly where we stand."),
    StepWords("closing", "closing", False, "Vraag hetzelfde cijfer opnieuw.", "Ask for the same number again."),
    StepWords("thanks", "thanks", False, "Bedank, en geef het kaartje.", "Say thanks and give the card."),
)  # fmt: skip

GENERAL: tuple[Coded, ...] = (
    ("money", "Geld", "Money"),
    ("safety", "Veiligheid", "Safety"),
    ("trust", "Wantrouwen in de overheid", "Distrust of government"),
    ("own", "Eigen ervaring", "Own experience"),
    ("other", "Iets anders", "Something else"),
)
_HOMES: Coded = ("homes", "Te weinig woningen", "Too few homes")
_CULTURE: Coded = ("culture", "Cultuur en gewoonten", "Culture and customs")
_PRESSURE: Coded = ("services", "Drukte op school en zorg", "Pressure on schools and care")
_UNFAIR: Coded = ("unfair", "Het voelt oneerlijk", "It feels unfair")

TOPICS: tuple[TopicWords, ...] = (
    TopicWords(
        "asylum", ("Opvang van vluchtelingen", "Asylum shelter"),
        ("In onze gemeente is plaats voor een opvang voor vluchtelingen.",
         "There is room in our municipality for a shelter for refugees."),
        (_HOMES, _CULTURE, _PRESSURE, *GENERAL),
        (("free", "Zij krijgen alles gratis", "They get everything for free"),
         ("fortune", "Het zijn gelukszoekers", "They only come for the money"),
         ("crime", "Het wordt hier onveilig", "It will not be safe here"),
         ("back", "Ze gaan nooit meer terug", "They will never go back")),
    ),
    TopicWords(
        "migration", ("Migratie", "Migration"),
        ("Mensen die hier komen werken, horen erbij in onze buurt.",
         "People who come here to work belong in our neighbourhood."),
        (_HOMES, _CULTURE, _PRESSURE, *GENERAL),
        (("jobs", "Ze pikken onze banen in", "They take our jobs"),
         ("language", "Ze willen de taal niet leren", "They do not want to learn the language"),
         ("themselves", "Ze blijven onder elkaar", "They keep to themselves")),
    ),
    TopicWords(
        "housing", ("Wonen", "Housing"),
        ("Iedereen die hier woont, verdient een eerlijke kans op een betaalbare woning.",
         "Everybody who lives here deserves a fair chance of an affordable home."),
        (_HOMES, _UNFAIR, ("views", "Bouwen in mijn straat", "Building in my street"), *GENERAL),
        (("queue", "Statushouders krijgen voorrang op alles", "Refugees jump every queue"),
         ("own_fault", "Wie geen huis heeft, deed zijn best niet", "Who has no home did not try"),
         ("nuisance", "Sociale huur geeft overlast", "Social housing brings trouble")),
    ),
    TopicWords(
        "livelihood", ("Bestaanszekerheid", "Livelihood and inequality"),
        ("Wie het meeste heeft, mag meer bijdragen zodat iedereen rond kan komen.",
         "Those who have most may pay more, so that everybody can make ends meet."),
        (_UNFAIR, ("taxes", "Hoge belastingen", "High taxes"), *GENERAL),
        (("lazy", "Wie wil werken, vindt werk", "Who wants work finds work"),
         ("fraud", "Uitkeringen lokken fraude uit", "Benefits invite fraud"),
         ("rich", "Rijken hebben alles aan zichzelf te danken", "The rich owe it all to themselves")),
    ),
    TopicWords(
        "climate", ("Klimaat", "Climate"),
        ("Onze gemeente moet nu kiezen voor schone energie, ook als dat iets kost.",
         "Our municipality must choose clean energy now, even if that costs something."),
        (_UNFAIR, ("views", "Windmolens in het uitzicht", "Wind turbines in view"), *GENERAL),
        (("elite", "Klimaat is iets voor rijke mensen", "Climate is for rich people"),
         ("pointless", "Wat wij doen maakt niets uit", "What we do makes no difference"),
         ("fanatics", "Het zijn allemaal drammers", "They are all fanatics")),
    ),
    TopicWords(
        "farming", ("Boeren en stikstof", "Farming and nitrogen"),
        ("Boeren en natuur kunnen allebei een toekomst hebben als we het samen regelen.",
         "Farmers and nature can both have a future if we arrange it together."),
        (_UNFAIR, ("future", "Toekomst van het bedrijf", "The farm's future"), *GENERAL),
        (("polluters", "Boeren geven niets om natuur", "Farmers do not care for nature"),
         ("city", "De stad snapt niets van het platteland", "The city knows nothing of the country"),
         ("rich_farmers", "Boeren zijn toch miljonair", "Farmers are millionaires anyway")),
    ),
    TopicWords(
        "gender", ("Gender en lhbti+", "Gender and LGBTQ+"),
        ("Iedereen moet hier zichzelf kunnen zijn, ook wie van gender verandert.",
         "Everybody should be able to be themselves here, also who changes gender."),
        (_CULTURE, ("children", "Zorgen om kinderen", "Worries about children"),
         ("faith", "Geloof", "Faith"), *GENERAL),
        (("fashion", "Het is een modegril", "It is a fad"),
         ("attention", "Ze willen alleen aandacht", "They only want attention"),
         ("forced", "Het wordt ons opgedrongen", "It is forced on us")),
    ),
    TopicWords(
        "racism", ("Racisme en tradities", "Racism and traditions"),
        ("Een traditie mag veranderen als buren zich erdoor gekwetst voelen.",
         "A tradition may change when neighbours feel hurt by it."),
        (_CULTURE, ("loss", "Er gaat iets verloren", "Something is being lost"), *GENERAL),
        (("touchy", "Ze zijn overgevoelig", "They are too touchy"),
         ("past", "Racisme bestaat hier niet", "There is no racism here"),
         ("ours", "Ze moeten van onze tradities afblijven", "They should leave our traditions alone")),
    ),
)  # fmt: skip
