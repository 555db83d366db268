RUN = {"method": "post", "visitor": "login", "volunteer": 404, "coordinator": 302, "admin": 302, "outsider": 404}
SEE = {"visitor": "login", "volunteer": 404, "coordinator": 200, "admin": 200, "outsider": 404}

ROWS = {
    "insight:home": {"visitor": "login", "volunteer": 200, "coordinator": 200, "admin": 200, "outsider": 200},
    "insight:index": {"visitor": "login", "volunteer": 404, "coordinator": 302, "admin": 302, "outsider": 200},
    # Outcomes flow up as suppressed totals only: the umbrella's own admin does not look down.
    "insight:campaign": SEE | {"umbrella": 404},
    "insight:exports": SEE | {"umbrella": 404},
    # One's own export only: the coordinator made it.
    "insight:download": SEE | {"admin": 404, "umbrella": 404},
    "insight:debrief": SEE | {"umbrella": 404},
    "insight:open": RUN | {"umbrella": 404},
    "insight:close": SEE | {"umbrella": 404},
    "insight:call-back": RUN | {"umbrella": 404},
}
