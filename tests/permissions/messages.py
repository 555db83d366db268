"""Who may reach what of messages: preferences, the way out of a mail, web push, announcements and the log."""

EVERYBODY = ["volunteer", "coordinator", "admin", "umbrella", "outsider", "stranger"]
COORDINATING = {"visitor": "login", "stranger": 404, "volunteer": 404, "coordinator": 200, "admin": 200}

ROWS = {
    "messages:preferences": {"visitor": "login"} | dict.fromkeys(EVERYBODY, 200),
    # The signed link is the proof; whoever is signed in meanwhile.
    "messages:unsubscribe": {"visitor": 200} | dict.fromkeys(EVERYBODY, 200),
    "messages:push-worker": {"visitor": 200} | dict.fromkeys(EVERYBODY, 200),
    "messages:push-subscribe": {
        "method": "post",
        "content_type": "application/json",
        "data": "{}",
        "visitor": "login",
    }
    | dict.fromkeys(EVERYBODY, 400),
    "messages:push-forget": {
        "method": "post",
        "content_type": "application/json",
        "data": "{}",
        "visitor": "login",
    }
    | dict.fromkeys(EVERYBODY, 200),
    # Whoever coordinates anywhere sees what was sent there, and nothing of elsewhere.
    "messages:log": COORDINATING | {"umbrella": 200, "outsider": 200},
    "messages:previews": COORDINATING | {"umbrella": 200, "outsider": 200},
    "messages:preview": COORDINATING | {"umbrella": 200, "outsider": 200},
    "messages:announcements": COORDINATING | {"umbrella": 200, "outsider": 200},
    "messages:announce": COORDINATING | {"umbrella": 200, "outsider": 200},
    "messages:announcement": COORDINATING | {"umbrella": 200, "outsider": 404},
    "messages:reached": {
        "method": "post",
        "data": {"reached": "1"},
        "visitor": "login",
        "stranger": 404,
        "volunteer": 404,
        "coordinator": 302,
        "admin": 302,
        "umbrella": 302,
        "outsider": 404,
    },
}
