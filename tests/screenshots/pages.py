"""Which pages have a picture, who looks at them, and which addresses have none, with the reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.screenshots.pages_movement import MOVEMENT
from tests.screenshots.shot import (
    ADMIN,
    COORDINATOR,
    NEW_ADMIN,
    NEW_VOLUNTEER,
    NOWHERE,
    UMBRELLA,
    VOLUNTEER,
    Shot,
    of,
)

# The newest month that is whole: the demo has eight weeks behind it.
LAST_MONTH = datetime.now(UTC).replace(day=1) - timedelta(days=1)
MAIN_FORM = "main form[novalidate] .btn-main"
SHEET = {"assignment_id": "sheet", "walker_id": "sheet_walker"}

PUBLIC = (
    Shot("welcome", "home", key=True),
    Shot("sign-in", "account_login"),
    Shot("sign-up-closed", "account_signup"),
    Shot("account-ended", "account_inactive"),
    Shot("invitation", "people:invitation", args={"token": "invitation"}),
    Shot("invitation-error", "people:invitation", args={"token": "invitation"}, press=MAIN_FORM, sends=True),
    Shot("invitation-gone", "people:invitation", args={"token": "used_invitation"}, status=404),
    Shot("demo-mailbox", "demo-mailbox"),
)
ACCOUNT = (
    Shot("no-organisation", "home", NOWHERE),
    Shot("profile", "people:profile", VOLUNTEER),
    Shot("profile-menu", "people:profile", COORDINATOR, press="details.menu summary"),
    Shot("profile-email", "account_email", VOLUNTEER),
    Shot("profile-devices", "usersessions_list", VOLUNTEER),
    Shot("sign-out", "account_logout", VOLUNTEER),
)
PEOPLE = (
    Shot("organisations", "people:organisations", UMBRELLA),
    Shot("members", "people:members", ADMIN, {"slug": "group"}),
    Shot("members-error", "people:members", ADMIN, {"slug": "group"}, press=MAIN_FORM, sends=True),
    Shot("members-none-found", "people:members", ADMIN, {"slug": "group"}, query="?q=zzz"),
    Shot("log", "people:audit", ADMIN, {"slug": "group"}),
    Shot("member-role", "people:role", ADMIN, {"membership_id": "membership"}),
    Shot("member-end", "people:end", ADMIN, {"membership_id": "membership"}),
    Shot("job-waiting", "people:job", COORDINATOR, {"job_id": "job_waiting"}),
    Shot("job-running", "people:job", COORDINATOR, {"job_id": "job_running"}),
    Shot("job-failed", "people:job", COORDINATOR, {"job_id": "job_failed"}),
    Shot("job-failed-for-an-admin", "people:job", ADMIN, {"job_id": "job_failed"}),
)
PLACES = (
    Shot("places", "places:index", ADMIN),
    Shot("places-upload-error", "places:upload", ADMIN, press=MAIN_FORM, sends=True),
    Shot("places-report", "places:report", ADMIN, {"load_id": "load"}),
    Shot("places-report-problems", "places:report", ADMIN, {"load_id": "load_problems"}),
)
CAMPAIGNS = (
    Shot("campaigns", "campaigns:list", COORDINATOR),
    Shot("campaigns-empty", "campaigns:list", NEW_ADMIN),
    Shot("campaigns-umbrella", "campaigns:list", UMBRELLA),
    Shot("campaign", "campaigns:detail", COORDINATOR, of("campaign")),
    Shot("campaign-below-the-umbrella", "campaigns:detail", UMBRELLA, of("campaign")),
    Shot("campaign-bare", "campaigns:detail", COORDINATOR, of("campaign_bare")),
    Shot("campaign-new", "campaigns:create", COORDINATOR),
    Shot("campaign-new-error", "campaigns:create", COORDINATOR, press="main form .btn-main", sends=True),
    Shot("campaign-change", "campaigns:edit", COORDINATOR, of("campaign")),
    Shot("campaign-neighbourhoods", "campaigns:neighbourhoods", COORDINATOR, of("campaign")),
    Shot("campaign-neighbourhoods-none-found", "campaigns:neighbourhoods", COORDINATOR, of("campaign"), "?q=zzz"),
)
PLACE = {"campaign_id": "campaign", "neighbourhood_id": "neighbourhood"}
CUTTING = {"campaign_id": "campaign_fresh", "neighbourhood_id": "neighbourhood_cutting"}
TURF = (
    Shot("turf-overview", "turf:overview", COORDINATOR, of("campaign")),
    Shot("turf-overview-bare", "turf:overview", COORDINATOR, of("campaign_bare")),
    Shot("turf-planner", "turf:plan", COORDINATOR, PLACE, key=True),
    Shot("turf-planner-draft", "turf:plan", COORDINATOR, PLACE | {"neighbourhood_id": "neighbourhood_draft"}),
    Shot("turf-planner-cutting", "turf:plan", COORDINATOR, CUTTING),
    Shot("turf-planner-empty", "turf:plan", COORDINATOR, PLACE | {"campaign_id": "campaign_start"}),
    Shot("turf-publish", "turf:publish", COORDINATOR, {"plan_id": "plan_draft"}),
    Shot("turf-plan-all", "turf:plan-all", COORDINATOR, of("campaign")),
    Shot("turf-publish-all", "turf:publish-all", COORDINATOR, of("campaign")),
    Shot("turf-next-pass", "turf:next-pass", COORDINATOR, PLACE),
    Shot("turf-links", "turf:links", COORDINATOR, PLACE),
    Shot("turf-area-new", "turf:area-new", COORDINATOR, of("campaign")),
    Shot("turf-area-around", "turf:area-around", COORDINATOR, of("campaign"), "?q=Kerkstraat"),
    Shot("turf-area-change", "turf:area-edit", COORDINATOR, of("campaign") | {"area_id": "area"}),
    Shot("turf-area-delete", "turf:area-delete", COORDINATOR, of("campaign") | {"area_id": "area"}),
    Shot("turf-sheet", "turf:sheet", COORDINATOR, of("turf")),
    Shot("turf-sheet-entrances", "turf:sheet", COORDINATOR, of("turf_entrances")),
)  # fmt: skip
WORD = {"topic_id": "topic", "kind": "word_kind"}
TOPICS = (
    Shot("topics", "topics:list", COORDINATOR),
    Shot("topics-umbrella", "topics:list", UMBRELLA),
    Shot("topic", "topics:detail", UMBRELLA, of("topic")),
    Shot("topic-new", "topics:create", UMBRELLA),
    Shot("topic-change", "topics:edit", UMBRELLA, of("topic")),
    Shot("topic-words", "topics:words", UMBRELLA, WORD),
    Shot("topic-word", "topics:word", UMBRELLA, WORD | {"word_id": "word"}),
    Shot("statement-new", "topics:statement-new", UMBRELLA, of("topic")),
    Shot("statement", "topics:statement", UMBRELLA, of("statement")),
    Shot("statement-spelling", "topics:statement-spelling", UMBRELLA, of("statement")),
    Shot("guides", "topics:guides", UMBRELLA),
    Shot("guide", "topics:guide", UMBRELLA, of("guide")),
    Shot("guide-new", "topics:guide-new", UMBRELLA),
    Shot("guide-change", "topics:guide-edit", UMBRELLA, of("guide")),
    Shot("guide-version", "topics:version", COORDINATOR, of("version")),
    Shot("guide-fork", "topics:fork", ADMIN, of("version")),
    Shot("guide-compare", "topics:compare", UMBRELLA, of("guide")),
    Shot("guide-line-spelling", "topics:line-spelling", UMBRELLA, of("line")),
    Shot("guide-draft", "topics:draft", UMBRELLA, of("draft")),
    Shot("guide-step", "topics:step", UMBRELLA, of("step")),
    Shot("guide-publish", "topics:publish", UMBRELLA, of("draft")),
    Shot("guide-discard", "topics:discard", UMBRELLA, of("draft")),
)
SHIFTS = (
    Shot("shifts", "shifts:index", COORDINATOR, key=True),
    Shot("shifts-past", "shifts:index", COORDINATOR, query="?past=1"),
    Shot("shifts-of-a-volunteer", "shifts:index", VOLUNTEER),
    Shot("shifts-empty", "shifts:index", NEW_ADMIN),
    Shot("shifts-empty-for-a-volunteer", "shifts:index", NEW_VOLUNTEER),
    Shot("shift", "shifts:detail", COORDINATOR, of("shift")),
    Shot("shift-without-people", "shifts:detail", COORDINATOR, of("shift_empty")),
    Shot("shift-closed", "shifts:detail", COORDINATOR, of("shift_closed")),
    Shot("shift-of-a-volunteer", "shifts:detail", VOLUNTEER, of("shift"), key=True),
    Shot("shift-to-join", "shifts:detail", VOLUNTEER, of("shift_coming")),
    Shot("shift-new", "shifts:new", COORDINATOR, of("campaign")),
    Shot("shift-new-error", "shifts:new", COORDINATOR, of("campaign"), press=MAIN_FORM, sends=True),
    Shot("shift-change", "shifts:edit", COORDINATOR, of("shift_coming")),
    Shot("shift-cancel", "shifts:cancel", COORDINATOR, of("shift_coming")),
    Shot("roll-call", "shifts:detail", COORDINATOR, of("shift_out"), key=True),
    Shot(
        "roll-call-code",
        "shifts:person",
        COORDINATOR,
        of("shift_out") | {"key": "shift_person"},
        press="form[action$='/code/'] button",
        sends=True,
    ),
    Shot("roll-call-phone-lost", "shifts:phone-lost", COORDINATOR, of("shift_out") | {"user_id": "sheet_walker"}),
    Shot("code-refused", "doorstep:join", args={"token": "used_invitation"}, status=410),
    Shot("reports", "doorstep:reports", COORDINATOR, of("shift_out")),
    Shot("report", "doorstep:report", COORDINATOR, of("shift_out") | {"report_id": "report"}),
    Shot("paper", "doorstep:sheets", COORDINATOR, of("shift_out")),
    Shot("paper-sheet", "doorstep:key-in", COORDINATOR, SHEET, key=True),
    Shot("paper-slip", "doorstep:key-slip", COORDINATOR, SHEET),
    Shot("paper-slip-error", "doorstep:key-slip", COORDINATOR, SHEET, press=MAIN_FORM, sends=True),
)
INSIGHT = (
    Shot("home", "insight:home", COORDINATOR, key=True),
    Shot("home-of-a-volunteer", "insight:home", VOLUNTEER, key=True),
    Shot("home-umbrella", "insight:home", UMBRELLA),
    Shot("home-empty", "insight:home", NEW_ADMIN),
    Shot("home-empty-of-a-volunteer", "insight:home", NEW_VOLUNTEER),
    Shot("outcomes-choice", "insight:index", COORDINATOR),
    Shot("outcomes-umbrella", "insight:index", UMBRELLA),
    Shot("outcomes", "insight:campaign", COORDINATOR, of("campaign"), key=True),
    Shot("outcomes-empty", "insight:campaign", COORDINATOR, of("campaign_fresh")),
    Shot("outcomes-month", "insight:campaign", COORDINATOR, of("campaign"), query=f"?part=m:{LAST_MONTH:%Y-%m}"),
    Shot("outcomes-together", "insight:together", UMBRELLA, {"slug": "umbrella"}),
    Shot("outcomes-of-a-group", "insight:together", COORDINATOR, {"slug": "group"}),
    Shot("outcomes-together-empty", "insight:together", NEW_ADMIN, {"slug": "empty_group"}),
    Shot("data-protection", "insight:data-protection", ADMIN, {"slug": "group"}),
    Shot("looking-back", "insight:looking-back", VOLUNTEER, of("shift_opened")),
    Shot("exports", "insight:exports", COORDINATOR, of("campaign")),
    Shot("exports-empty", "insight:exports", COORDINATOR, of("campaign_fresh")),
    Shot("exports-error", "insight:exports", COORDINATOR, of("campaign_fresh"), press=MAIN_FORM, sends=True),
    Shot("exports-stop", "insight:export-stop", COORDINATOR, of("export_running")),
    Shot("debrief-under-way", "insight:debrief", COORDINATOR, of("shift_out"), key=True),
    Shot("debrief-opened", "insight:debrief", COORDINATOR, of("shift_opened")),
    Shot("debrief-closed", "insight:debrief", COORDINATOR, of("shift_closed")),
    Shot("debrief-close", "insight:close", COORDINATOR, of("shift_opened")),
    Shot("late-entries", "insight:entries", COORDINATOR, of("shift_opened")),
    Shot("hand-in", "insight:hand-in", COORDINATOR, of("shift_opened")),
)
COMPARISON = (
    Shot("comparison", "insight:comparison:index", COORDINATOR, key=True),
    Shot("comparison-umbrella", "insight:comparison:index", UMBRELLA),
    Shot("comparison-empty", "insight:comparison:index", NEW_ADMIN),
    Shot("comparison-power", "insight:comparison:power", COORDINATOR, key=True),
    Shot("comparison-power-error", "insight:comparison:power", COORDINATOR, query="?effect=9", status=422),
    Shot("comparison-file", "insight:comparison:check", COORDINATOR),
    Shot("comparison-set-up", "insight:comparison:campaign", COORDINATOR, of("campaign_fresh")),
    Shot("comparison-start", "insight:comparison:start", COORDINATOR, of("campaign_fresh")),
    Shot("comparison-on", "insight:comparison:campaign", COORDINATOR, of("campaign_bare")),
    Shot("comparison-end", "insight:comparison:end", COORDINATOR, of("campaign_bare")),
    Shot("comparison-results", "insight:comparison:results", UMBRELLA, of("campaign_bare"), key=True),
    Shot("comparison-not-yet", "insight:comparison:results", UMBRELLA, of("campaign_start")),
)
# Behind a code everything is a POST: those pages are looked at by the card's journey.
CARDS = (
    Shot("card", "card:start", key=True),
    Shot("card-lost", "card:no-code"),
    Shot("card-door", "card:door"),
    Shot("cards-to-print", "insight:cards", COORDINATOR, of("campaign")),
)
SHOTS = (
    *PUBLIC,
    *ACCOUNT,
    *PEOPLE,
    *PLACES,
    *CAMPAIGNS,
    *TOPICS,
    *TURF,
    *SHIFTS,
    *INSIGHT,
    *COMPARISON,
    *CARDS,
    *MOVEMENT,
)

# Pages that only a row of deeds leads to; scenes.py and doorstep.py take them.
IN_SCENES = (
    "account_request_login_code",
    "account_confirm_login_code",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "doorstep:app",
)

NO_PASSWORDS = "sign-in is by a mailed code; no page leads here"
INVITED = "addresses are confirmed by the invitation"
# Whole pages without a picture. Deeds, data and parts of pages need no row: they are not pages, and a test sees to it.
WITHOUT: dict[str, str] = {
    "account_reauthenticate": "leads on to the second step, which has its picture",
    "account_email_verification_sent": INVITED,
    "account_confirm_email": INVITED,
    "account_change_password": NO_PASSWORDS,
    "account_set_password": NO_PASSWORDS,
    "account_reset_password": NO_PASSWORDS,
    "account_reset_password_done": NO_PASSWORDS,
    "account_reset_password_from_key": NO_PASSWORDS,
    "account_reset_password_from_key_done": NO_PASSWORDS,
    "mfa_download_recovery_codes": "a file",
    "topics:import-look": "what a file holds, before it is taken in: as the library shows it afterwards",
    "doorstep:field:api-root": "the address of the phone app itself",
}
# Drawn by no address of their own.
ERROR_PAGES = ("400", "403", "403_csrf", "404", "429", "500")
