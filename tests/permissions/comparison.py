"""The set-up belongs to whoever sets up the campaign; what came of it reaches umbrellas, never a local group."""

SEE = {"visitor": "login", "volunteer": 404, "coordinator": 200, "admin": 200, "umbrella": 200, "outsider": 404}
DO = {"method": "post", "visitor": "login", "volunteer": 404, "umbrella": 302, "outsider": 404}
# Tools and lists: the outsider sets up campaigns elsewhere.
TOOL = SEE | {"outsider": 200, "stranger": 404}
UMBRELLA_ONLY = SEE | {"coordinator": 404, "admin": 404}

ROWS = {
    "insight:comparison:index": TOOL,
    "insight:comparison:power": TOOL,
    "insight:comparison:check": TOOL,
    "insight:comparison:columns": TOOL | {"method": "post"},
    "insight:comparison:campaign": SEE,
    "insight:comparison:start": DO | {"coordinator": 302, "admin": 302},
    "insight:comparison:end": DO | {"coordinator": 302, "admin": 302},
    "insight:comparison:results": UMBRELLA_ONLY,
}
