"""Places are shared by all organisations: an admin of any of them loads and looks."""

ADMINS = {"visitor": "login", "stranger": 404, "volunteer": 404, "coordinator": 404}

ROWS = {
    "places:index": ADMINS | {"admin": 200, "umbrella": 200, "outsider": 200},
    "places:upload": ADMINS | {"method": "post", "admin": 422, "umbrella": 422, "outsider": 422},
    "places:report": ADMINS | {"admin": 200, "umbrella": 200, "outsider": 200},
    "places:list": ADMINS | {"data": {"kind": "address_double"}, "admin": 200, "umbrella": 200, "outsider": 200},
}
