"""Newcomers, the list of people, and what is one's own: a group's people are its own, no umbrella looks down."""

NOBODY_ELSE = {"visitor": "login", "volunteer": 404, "outsider": 404, "umbrella": 404, "stranger": 404}
COORDINATING = NOBODY_ELSE | {"coordinator": 200, "admin": 200}
DEED = NOBODY_ELSE | {"method": "post", "coordinator": 302, "admin": 302}
EVERYBODY = {"visitor": 200, "volunteer": 200, "coordinator": 200, "outsider": 200, "umbrella": 200, "stranger": 200}
OWN = EVERYBODY | {"visitor": "login", "admin": 200}
ADMIN = NOBODY_ELSE | {"coordinator": 404, "admin": 200, "umbrella": 200}

ROWS = {
    "people:join": EVERYBODY,
    "people:join-link": EVERYBODY,
    # Without a question asked before in the same browser.
    "people:join-code": dict.fromkeys(EVERYBODY, 404),
    "people:joining": COORDINATING,
    "people:public-page": COORDINATING,
    "people:link": COORDINATING,
    "people:link-close": DEED,
    "people:newcomer-accept": DEED,
    "people:newcomer-decline": DEED,
    # Rights over members reach down the tree, so an umbrella's admin may invite for a group below.
    "people:bulk": ADMIN,
    "people:bulk-confirm": ADMIN | {"method": "post", "admin": 302, "umbrella": 302},
    "people_list:index": NOBODY_ELSE | {"coordinator": 302, "admin": 302, "outsider": 302, "umbrella": 302},
    "people_list:list": COORDINATING,
    "people_list:person": COORDINATING,
    "people_list:addresses": COORDINATING,
    "people_list:segment-save": DEED | {"coordinator": 422, "admin": 422},
    "people_list:segment-delete": DEED,
    "people_list:walking": OWN,
    "people_list:copy": OWN | {"method": "post"},
    "people_list:erase": OWN,
}
