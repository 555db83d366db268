"""Library and training: everybody of an organisation learns, coordinators write, admins offer and answer."""

LEARN = {
    "visitor": "login",
    "volunteer": 200,
    "stranger": 404,
    "coordinator": 200,
    "admin": 200,
    "umbrella": 200,
    "outsider": 404,
}
WRITE = LEARN | {"volunteer": 404}
DO = {
    "method": "post",
    "visitor": "login",
    "volunteer": 404,
    "stranger": 404,
    "coordinator": 302,
    "admin": 302,
    "umbrella": 302,
    "outsider": 404,
}
SHARE = DO | {"coordinator": 404}
TICK = DO | {"volunteer": 302}

ROWS = {
    # The outsider is admin of another organisation: the lists are theirs, and empty.
    "topics:training": LEARN | {"outsider": 200},
    "topics:library": LEARN | {"outsider": 200},
    "topics:export": WRITE | {"outsider": 200},
    "topics:import": WRITE | {"outsider": 200},
    # A file waits for the one person who sent it.
    "topics:import-look": dict.fromkeys(LEARN, 404) | {"visitor": "login", "admin": 200},
    "topics:import-drop": DO | {"outsider": 302},
    "topics:item-new": WRITE | {"outsider": 200},
    "topics:item": WRITE,
    "topics:read": LEARN,
    "topics:tick": TICK | {"data": {"code": "page", "done": "1"}},
    "topics:lesson-done": TICK,
    "topics:item-print": LEARN,
    "topics:item-compare": WRITE,
    "topics:item-archive": DO,
    "topics:item-version-new": DO,
    "topics:item-offer": SHARE,
    "topics:item-mark": WRITE,
    "topics:item-version": WRITE,
    "topics:item-fork": WRITE,
    "topics:item-draft": WRITE,
    "topics:item-titles": WRITE,
    "topics:item-publish": WRITE,
    "topics:item-discard": WRITE,
    "topics:part-add": WRITE,
    "topics:part": WRITE,
    "topics:part-move": DO | {"data": {"to": "up"}},
    "topics:part-remove": DO,
    # Offered to the umbrella: only there one answers, only admins below take it back.
    "topics:item-offer-answer": SHARE | {"data": {"answer": "accept"}, "admin": 404},
    "topics:item-offer-withdraw": SHARE,
    # The mark is the group's own word; the umbrella's role holds below it too.
    "topics:mark-take-back": DO,
    "topics:guide-read": LEARN,
    "topics:guide-mark": WRITE,
}
