RUN = {"method": "post", "visitor": "login", "volunteer": 404, "coordinator": 302, "admin": 302, "outsider": 404}
SEE = {"visitor": "login", "volunteer": 404, "coordinator": 200, "admin": 200, "outsider": 404}

ROWS = {
    "insight:home": {"visitor": "login", "volunteer": 200, "coordinator": 200, "admin": 200, "outsider": 200},
    # One's own rounds and learning, and nobody else's.
    "insight:so-far": {
        "visitor": "login",
        "volunteer": 200,
        "coordinator": 200,
        "umbrella": 200,
        "outsider": 200,
    },
    "insight:index": {"visitor": "login", "volunteer": 404, "coordinator": 302, "admin": 302, "outsider": 200},
    # Outcomes flow up as suppressed totals only: the umbrella's own admin does not look down.
    "insight:campaign": SEE | {"umbrella": 404},
    # A file of a chart that there is not: who may not see the page cannot tell.
    "insight:chart-file": {
        "visitor": "login",
        **dict.fromkeys(("volunteer", "coordinator", "admin", "umbrella"), 404),
        "outsider": 404,
    },
    # The group's own totals are not the umbrella's: it has its own, of everybody together.
    "insight:together": SEE | {"umbrella": 404},
    "insight:together-file": {
        "visitor": "login",
        "volunteer": 404,
        "coordinator": 404,
        "umbrella": 404,
        "outsider": 404,
    },
    "insight:data-protection": SEE | {"coordinator": 404, "umbrella": 200},
    # A volunteer who was not in a duo of that shift has nothing to look back on.
    "insight:looking-back": {
        "visitor": "login",
        "volunteer": 404,
        "coordinator": 404,
        "umbrella": 404,
        "outsider": 404,
    },
    "insight:short-texts": RUN | {"umbrella": 404},
    "insight:exports": SEE | {"umbrella": 404},
    # One's own export only: the coordinator made it.
    **dict.fromkeys(
        ("insight:download", "insight:codebook", "insight:export-stop"), SEE | {"admin": 404, "umbrella": 404}
    ),
    # Without the page around it, it leads there.
    "insight:export-progress": SEE | {"coordinator": 302, "admin": 404, "umbrella": 404},
    "insight:debrief": SEE | {"umbrella": 404},
    "insight:open": RUN | {"umbrella": 404},
    "insight:close": SEE | {"umbrella": 404},
    "insight:entries": SEE | {"umbrella": 404},
    "insight:decide-entries": RUN | {"umbrella": 404},
    "insight:hand-in": SEE | {"umbrella": 404},
}
