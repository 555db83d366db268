"""What organisations share: the tree, programmes, streets held, and neighbourhoods that change hands.

In the table's world the organisation asked the outsider's to take a neighbourhood over.
"""

from tests.permissions.campaigns import DO, SEE

NOBODY = {"visitor": "login", **dict.fromkeys(["volunteer", "coordinator", "admin", "umbrella", "outsider"], 404)}
ADMIN = SEE | {"coordinator": 404}
FROM_ABOVE = NOBODY | {"umbrella": 200}

ROWS = {
    # A local group has nothing below it.
    "people:organisation-add": NOBODY,
    "people:organisation-rename": ADMIN,
    # A group does not move or merge itself: an admin above it does.
    "people:organisation-move": FROM_ABOVE,
    "people:organisation-merge": FROM_ABOVE,
    "people:organisation-merge-into": FROM_ABOVE,
    "campaigns:programme-new": FROM_ABOVE,
    "campaigns:programme-edit": FROM_ABOVE,
    "campaigns:programme-end": FROM_ABOVE,
    # The goals of an umbrella are no secret to those that count towards them.
    "insight:programmes": SEE | {"outsider": 200, "stranger": 404},
    "insight:programme": SEE,
    "campaigns:reservations": SEE,
    "campaigns:reservation-end": DO,
    "campaigns:handovers": SEE | {"outsider": 200, "stranger": 404},
    "campaigns:handover-ask": SEE,
    "campaigns:handover-answer": NOBODY | {"outsider": 200},
    "campaigns:handover-withdraw": DO,
}
