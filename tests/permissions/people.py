"""Who may reach what of people, shifts, outcomes and the house itself."""

ROWS = {
    "home": {"visitor": 200, "volunteer": 302, "coordinator": 302, "admin": 302, "outsider": 302, "stranger": 200},
    "healthz": dict.fromkeys(["visitor", "volunteer", "coordinator", "admin", "outsider"], 200),
    "readyz": dict.fromkeys(["visitor", "volunteer", "coordinator", "admin", "outsider"], 200),
    "set_language": {"visitor": 302, "volunteer": 302, "admin": 302},
    "people:organisations": {
        "visitor": "login",
        "volunteer": 404,
        "coordinator": 404,
        "admin": 302,
        "umbrella": 200,
        "outsider": 302,
    },
    "people:members": {"visitor": "login", "volunteer": 404, "coordinator": 404, "admin": 200, "outsider": 404},
    "people:role": {"visitor": "login", "volunteer": 404, "coordinator": 404, "admin": 200, "outsider": 404},
    "people:end": {"visitor": "login", "volunteer": 404, "coordinator": 404, "admin": 200, "outsider": 404},
    "people:invitation-revoke": {
        "method": "post",
        "visitor": "login",
        "volunteer": 404,
        "coordinator": 404,
        "outsider": 404,
        "admin": 302,
    },
    "people:invitation": {"visitor": 200, "volunteer": 200},
    "people:profile": {"visitor": "login", "volunteer": 200, "coordinator": 200, "admin": 200, "outsider": 200},
    "people:job": {"visitor": "login", "volunteer": 404, "coordinator": 200, "admin": 200, "outsider": 404},
    "people:job-cancel": {
        "method": "post",
        "visitor": "login",
        "volunteer": 404,
        "coordinator": 302,
        "admin": 302,
        "outsider": 404,
    },
}
