PHONE = {"visitor": "login", "volunteer": 200, "coordinator": 200, "admin": 200, "outsider": 200}
# Only the duo that walks it; the volunteer of this world is in no duo.
ROUTE = {"visitor": "login", "volunteer": 404, "coordinator": 404, "admin": 404, "outsider": 404}
ASKED = {"method": "post", "content_type": "application/json", "data": {}}
# A batch without a body is refused, but only to who is signed in.
BATCH = {"method": "post", "visitor": "login", "volunteer": 400, "coordinator": 400, "admin": 400, "outsider": 400}

ROWS = {
    "doorstep:app": PHONE,
    "doorstep:worker": PHONE | {"visitor": 200},
    "doorstep:field:api-root": PHONE,
    "doorstep:field:session": PHONE | {"visitor": 200},
    "doorstep:field:assignments": PHONE,
    "doorstep:field:bundle": ROUTE,
    "doorstep:field:changes": ROUTE,
    "doorstep:field:nearby": ROUTE | ASKED,
    "doorstep:field:take": ROUTE | ASKED | {"data": {"turf": 1}},
    "doorstep:field:sync": BATCH,
    "doorstep:field:conversations": BATCH,
}
