RUN = {"method": "post", "visitor": "login", "volunteer": 404, "coordinator": 302, "admin": 302, "outsider": 404}
SEE = {"visitor": "login", "volunteer": 404, "coordinator": 200, "admin": 200, "outsider": 404}

ROWS = {
    "shifts:index": {"visitor": "login", "volunteer": 200, "coordinator": 200, "admin": 200, "outsider": 200},
    "shifts:detail": SEE | {"volunteer": 200},
    "shifts:new": SEE,
    "shifts:edit": SEE,
    "shifts:cancel": SEE,
    "shifts:sign-up": RUN | {"volunteer": 302},
    "shifts:cancel-sign-up": RUN | {"volunteer": 302},
    # A deed on the roll call without one leads back to the list.
    "shifts:roll-call": RUN,
    "shifts:show-code": RUN | {"coordinator": 200, "admin": 200},
    "shifts:pass-state": SEE,
    "shifts:phone-lost": SEE,
}
