RUN = {"method": "post", "visitor": "login", "volunteer": 404, "coordinator": 302, "admin": 302, "outsider": 404}
SEE = {"visitor": "login", "volunteer": 404, "coordinator": 200, "admin": 200, "outsider": 404}
OWN = {"visitor": "login", "stranger": 200, "volunteer": 200, "coordinator": 200, "umbrella": 200, "outsider": 200}
# Whoever holds the token, and nobody knows who that is.
HOLDER = {"visitor": 200, "stranger": 200, "volunteer": 200, "outsider": 200}

ROWS = {
    "shifts:calendar": OWN,
    "shifts:places": SEE | {"umbrella": 200, "stranger": 404},
    "shifts:new-place": SEE | {"umbrella": 200, "stranger": 404},
    "shifts:edit-place": SEE | {"umbrella": 200, "stranger": 404},
    "shifts:remove-place": RUN | {"umbrella": 302, "stranger": 404},
    "shifts:feeds": OWN,
    "shifts:make-feed": {"method": "post", "visitor": "login", "volunteer": 302, "outsider": 302},
    # Ending a feed is its owner's alone.
    "shifts:revoke-feed": RUN | {"volunteer": 302, "coordinator": 404, "admin": 404},
    "shifts:feed": HOLDER,
    "shifts:join-link": HOLDER,
    # A token to join does not fit the page to leave.
    "shifts:leave-link": dict.fromkeys(HOLDER, 410),
}
