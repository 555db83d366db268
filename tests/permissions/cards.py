DESK = {"visitor": "login", "volunteer": 404, "coordinator": 200, "admin": 200, "umbrella": 200, "outsider": 404}
SENT = {"method": "post", "coordinator": 302, "admin": 302, "umbrella": 302}
# Nobody signs in for these: the code on the card opens one conversation, and no role opens any.
EVERYBODY = ("visitor", "stranger", "volunteer", "coordinator", "admin", "umbrella", "outsider")
OPEN = dict.fromkeys(EVERYBODY, 200)
CODE = OPEN | {"method": "post", "data": {"code": "0" * 17}}

ROWS = {
    "card:start": OPEN,
    "card:no-code": OPEN,
    "card:door": OPEN,
    "card:kept": CODE,
    "card:change": CODE,
    "card:erase": CODE,
    "card:answer": CODE,
    "card:remind": CODE,
    "campaigns:choose-numbers": DESK | SENT,
    "insight:cards": DESK,
    # Without a desk for residents nothing is printed.
    "insight:cards-print": DESK | SENT | {"data": {"sheets": "1"}},
    "insight:cards-contact": DESK | SENT | {"data": {"email": "privacy@example.org", "phone": ""}},
}
