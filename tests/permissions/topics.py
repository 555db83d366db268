"""Topics and guides: coordinators read, admins change; from above one reads, and copies."""

SEE = {
    "visitor": "login",
    "volunteer": 404,
    "stranger": 404,
    "coordinator": 200,
    "admin": 200,
    "umbrella": 200,
    "outsider": 404,
}
EDIT = SEE | {"coordinator": 404}
DO = {
    "method": "post",
    "visitor": "login",
    "volunteer": 404,
    "stranger": 404,
    "coordinator": 404,
    "admin": 302,
    "umbrella": 302,
    "outsider": 404,
}

ROWS = {
    # The outsider has topics too, elsewhere: the lists show only theirs.
    "topics:list": SEE | {"outsider": 200},
    "topics:create": EDIT | {"outsider": 200},
    "topics:detail": SEE,
    "topics:edit": EDIT,
    "topics:archive": DO,
    "topics:statement-new": EDIT,
    "topics:statement": EDIT,
    "topics:statement-spelling": EDIT,
    "topics:words": SEE,
    "topics:word": EDIT,
    "topics:word-move": DO | {"data": {"to": "up"}},
    "topics:word-retire": DO,
    "topics:guides": SEE | {"outsider": 200},
    "topics:guide-new": EDIT | {"outsider": 200},
    "topics:guide": SEE,
    "topics:guide-edit": EDIT,
    "topics:guide-archive": DO,
    "topics:guide-draft": DO,
    "topics:compare": SEE,
    "topics:offer": DO,
    # Offered to the umbrella: only there one answers, only below one takes it back.
    "topics:offer-answer": DO | {"data": {"answer": "accept"}, "admin": 404},
    "topics:offer-withdraw": DO,
    "topics:version": SEE,
    "topics:fork": EDIT,
    "topics:line-spelling": EDIT,
    "topics:draft": EDIT,
    "topics:publish": EDIT,
    "topics:discard": EDIT,
    "topics:step": EDIT,
    "topics:step-move": DO | {"data": {"to": "up"}},
    "topics:step-remove": DO,
}
