"""The read-only API asks for a token of its own: signing in opens nothing of it."""

NOBODY = dict.fromkeys(("visitor", "volunteer", "coordinator", "admin", "umbrella", "outsider"), "login")
# Whoever makes a token reads outcomes with it: that is for the organisation's own admins, not for those above.
OWN_ADMIN = {"visitor": "login", "volunteer": 404, "coordinator": 404, "umbrella": 404, "outsider": 404}

ROWS = {
    "api:api-root": dict.fromkeys(NOBODY, 404),
    "api:campaigns": NOBODY,
    "api:shifts": NOBODY,
    "api:shift": NOBODY,
    "api:totals": NOBODY,
    "api:together": NOBODY,
    "api:exports": NOBODY,
    "api:export": NOBODY,
    "api:export-file": NOBODY,
    "insight:api-tokens": OWN_ADMIN | {"admin": 200},
    "insight:api-token-revoke": OWN_ADMIN | {"method": "post", "admin": 302},
}
