"""Turf is planned by coordinators and admins, of the own organisation or of one above it."""

SEE = {"visitor": "login", "volunteer": 404, "coordinator": 200, "admin": 200, "umbrella": 200, "outsider": 404}
DO = {
    "method": "post",
    "visitor": "login",
    "volunteer": 404,
    "coordinator": 302,
    "admin": 302,
    "umbrella": 302,
    "outsider": 404,
}
EVERYBODY = dict.fromkeys(["stranger", "volunteer", "coordinator", "admin", "umbrella", "outsider"], 200)

ROWS = {
    # Streets and houses are public reference data.
    "turf:backdrop": EVERYBODY | {"visitor": "login"},
    "turf:overview": SEE,
    "turf:coverage": SEE,
    "turf:plan": SEE,
    "turf:start": DO | {"data": {"minutes": 60, "open_percent": 30}},
    "turf:estimate": SEE,
    "turf:progress": SEE,
    "turf:cancel": DO,
    # The turf of the table's world is published already: asking to publish it leads back to the planner.
    "turf:publish": SEE | {"coordinator": 302, "admin": 302, "umbrella": 302},
    "turf:discard": DO,
    "turf:shapes": SEE,
    "turf:rename": SEE,
    "turf:sheet": SEE,
    "turf:walk": SEE,
}
