"""Campaigns are set up by coordinators and admins, of the own organisation or of one above it."""

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

ROWS = {
    # The outsider sets up campaigns too, elsewhere: the list shows only theirs.
    "campaigns:list": SEE | {"outsider": 200, "stranger": 404},
    "campaigns:create": SEE | {"outsider": 200, "stranger": 404},
    "campaigns:detail": SEE,
    "campaigns:edit": SEE,
    "campaigns:neighbourhoods": SEE,
    "campaigns:add-neighbourhood": DO,
    "campaigns:remove-neighbourhood": DO,
    "campaigns:add-town": DO | {"data": {"municipality": "Lindenhaven"}},
}
