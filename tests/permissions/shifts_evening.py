from tests.permissions.shifts import RUN, SEE

ANYBODY = {"visitor": 410, "volunteer": 410, "coordinator": 410, "admin": 410, "outsider": 410}

ROWS = {
    "shifts:make-duos": RUN,
    "shifts:undo": RUN,
    "shifts:rematch": SEE,
    "shifts:turfs": SEE,
    "shifts:hand-out-all": RUN,
    "shifts:hand-out": RUN,
    "shifts:take-back": RUN,
    "shifts:show-up": SEE,
    "shifts:person": SEE,
    "shifts:move": RUN,
    "shifts:wish": RUN,
    "shifts:walk-in-code": SEE,
    # Without a name there is nobody to add.
    "shifts:add-guest": RUN | {"coordinator": 422, "admin": 422},
    # Whoever holds a code or a ticket comes in, whoever they are; this one nobody gave.
    "shifts:walk-in": ANYBODY,
    "shifts:guest": dict.fromkeys(ANYBODY, 404),
    "shifts:my-wishes": {"visitor": "login", "volunteer": 200, "coordinator": 200, "admin": 200, "outsider": 200},
}
