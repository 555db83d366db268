PHONE = {"visitor": "login", "volunteer": 200, "coordinator": 200, "admin": 200, "outsider": 200}
# Only the duo that walks it; the volunteer of this world is in no duo.
ROUTE = {"visitor": "login", "volunteer": 404, "coordinator": 404, "admin": 404, "outsider": 404}
ASKED = {"method": "post", "content_type": "application/json", "data": {}}
# A batch without a body is refused, but only to who is signed in.
BATCH = {"method": "post", "visitor": "login", "volunteer": 400, "coordinator": 400, "admin": 400, "outsider": 400}
# Paper is keyed in by who runs the shift, of the organisation or of one above it.
DESK = {"visitor": "login", "stranger": 404, "volunteer": 404, "coordinator": 200, "admin": 200, "umbrella": 200}
DESK |= {"outsider": 404}
DESK_LEADS = DESK | dict.fromkeys(["coordinator", "admin", "umbrella"], 302)
# Rows without a body are refused, but only to who may key them in.
DESK_BATCH = DESK | dict.fromkeys(["coordinator", "admin", "umbrella"], 400) | {"method": "post"}

ROWS = {
    "doorstep:app": PHONE,
    # The token of the table's world belongs to an invitation: a code that nobody gave.
    "doorstep:join": dict.fromkeys(["visitor", "volunteer", "coordinator", "admin", "outsider"], 410),
    "doorstep:worker": PHONE | {"visitor": 200},
    "doorstep:manifest": PHONE | {"visitor": 200},
    "doorstep:field:api-root": PHONE,
    "doorstep:field:session": PHONE | {"visitor": 200},
    "doorstep:field:assignments": PHONE,
    "doorstep:field:bundle": ROUTE,
    "doorstep:field:changes": ROUTE,
    "doorstep:field:nearby": ROUTE | ASKED,
    "doorstep:field:take": ROUTE | ASKED | {"data": {"turf": 1}},
    "doorstep:field:sync": BATCH,
    "doorstep:field:conversations": BATCH,
    "doorstep:reports": DESK,
    "doorstep:report": DESK,
    "doorstep:paper": DESK_LEADS,
    # Who does not run a shift with this turf is led to the turf itself, which says the rest.
    "doorstep:paper-turf": DESK_LEADS | dict.fromkeys(["stranger", "volunteer", "outsider"], 302),
    "doorstep:key-in": DESK,
    "doorstep:key-rows": DESK_BATCH,
    "doorstep:key-slip": DESK,
    "doorstep:sheets": DESK,
    # No file was made in the table's world.
    "doorstep:sheets-pdf": dict.fromkeys(DESK, 404) | {"visitor": "login"},
}
