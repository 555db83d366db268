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
    "turf:next-pass": SEE,
    "turf:progress": SEE,
    "turf:cancel": DO,
    # The turf of the table's world is published already: asking to publish it leads back to the planner.
    "turf:publish": SEE | {"coordinator": 302, "admin": 302, "umbrella": 302},
    "turf:discard": DO,
    "turf:shapes": SEE,
    "turf:list": SEE,
    "turf:shape": SEE,
    "turf:meeting-places": SEE,
    # Published turf is not changed: asking leads back to the planner, which says so.
    **dict.fromkeys(["turf:split", "turf:join", "turf:move", "turf:lock", "turf:rename"], DO),
    **dict.fromkeys(["turf:undo", "turf:redo", "turf:recut"], DO),
    # A sheet's square code: to the sheet, or to the route on one's own phone, whoever scans it.
    "turf:at": dict.fromkeys(["stranger", "volunteer", "coordinator", "admin", "umbrella", "outsider"], 302)
    | {"visitor": "login"},
    "turf:sheet": SEE,
    "turf:sheet-pdf": SEE,
    "turf:walk": SEE,
    # A way without its ends is refused at the form.
    "turf:city-progress": SEE,
    "turf:plan-all": SEE,
    "turf:cancel-all": DO,
    "turf:publish-all": SEE,
    "turf:area-new": SEE,
    "turf:area-count": DO | dict.fromkeys(["coordinator", "admin", "umbrella"], 200),
    "turf:area-around": SEE,
    "turf:area-edit": SEE,
    "turf:area-delete": SEE,
    "turf:links": SEE,
    "turf:link-piece": SEE,
    "turf:link-streets": SEE,
    "turf:link-close": DO,
    "turf:link-add": DO | dict.fromkeys(["coordinator", "admin", "umbrella"], 422),
    "turf:link-lift": DO,
}
