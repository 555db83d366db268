"""Every word the phone shows, by the key its scripts use. Braces are filled in on the phone."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conversations.doorstep.texts_keeping import KEEPING
from conversations.doorstep.texts_start import CHECKS, LOOKS, START
from conversations.doorstep.texts_walk import DOORS, ENTRANCE, REST

FRAME: dict[str, str | Promise] = {
    "title": _("At the door"),
    "loading": _("Loading your route."),
    "skip": _("Skip to the content"),
    "actions": _("Actions"),
    "main_menu": _("Main menu"),
    "needs_script": _(
        "This page needs JavaScript. Ask your coordinator for a paper list, or use your partner's phone."
    ),
    "too_old": _("This phone's browser is too old for the app"),
    "too_old_why": _("It would not keep what you log safely without a connection."),
    "too_old_paper": _("Ask your coordinator for the paper list of your route, or log on your partner's phone."),
    "too_old_update": _("With an update it may work: Chrome 100 or newer (Android 8), or Safari 15.4 (iPhone 6s)."),
    "tab_doors": _("Doors"),
    "tab_guide": _("Guide"),
    "tab_shift": _("Shift"),
    "unsafe": _("Unsafe"),
    "back": _("Back"),
    "undo": _("Undo"),
    "all_sent": _("All sent"),
    "waiting_one": _("1 waiting"),
    "waiting_many": _("{n} waiting"),
    "rejected_one": _("1 refused"),
    "rejected_many": _("{n} refused"),
    "sign_in_again": _("Sign in again, your notes are safe"),
    "not_saved": _("This was not saved. Keep this page open and write it down on paper."),
    "not_here_yet": _("This page is not on your phone yet. Try again where you have a connection."),
}
TALK: dict[str, str | Promise] = {
    "door_is_open": _("The door is open"),
    "still_shut": _("Shut after all"),
    "open_how": _("Say who you are. Listen first. You do not have to convince anybody."),
    "talk_begins": _("The conversation begins"),
    "no_time": _("No time now"),
    "not_interested": _("Not interested"),
    "no_shared_language": _("Other language"),
    "do_not_ring": _("Do not ring again"),
    "wish": _("Never ring here again?"),
    "wish_holds": _("This holds for every campaign and every organisation, for three years."),
    "wish_back": _("You can take it back until the shift is closed. For a sticker on the door, choose Sticker."),
    "wish_yes": _("Yes, do not ring again"),
    "wish_no": _("No, back"),
    "arm_conversation": _("This door gets the full conversation."),
    "arm_comparison": _("This door gets the comparison: the neutral question, and no story of your own."),
    "talking": _("In conversation"),
    "talking_for_one": _("1 minute in conversation"),
    "talking_for_many": _("{n} minutes in conversation"),
    "read_aloud": _("Read aloud"),
    "stop_reading": _("Stop reading"),
    "put_phone_away": _("Feel free to put your phone away"),
    "talk_done": _("Conversation done"),
    "ends": _("0 = {low}, 10 = {high}"),
    "how_was_it": _("How did the conversation go?"),
    "no_names": _("No names. This is kept apart from the address."),
    "q_opening": _("1. Number at the start"),
    "q_closing": _("2. Number at the end"),
    "q_values": _("3. What did you share?"),
    "q_concern": _("4. What played a part?"),
    "q_prejudice": _("5. Did a prejudice come up?"),
    "q_shift": _("Did you see it shift?"),
    "q_steps": _("6. What worked out?"),
    "at_most_1": _("At most 1"),
    "at_most_3": _("At most 3"),
    "at_most_3_values": _("Choose at most three."),
    "your_impression": _("Your impression"),
    "none": _("None"),
    "no_number_given": _("none"),
    "rather_not": _("Would rather not say"),
    "not_asked": _("Not asked"),
    "all_steps": _("All of them"),
    "no_steps": _("None of them"),
    "shift_no": _("No"),
    "shift_little": _("A little"),
    "shift_clear": _("Clearly"),
    "shift_unknown": _("Don't know"),
    "choose_number": _("Choose a number, or none."),
    "say_why_none": _("Say why there is no number."),
    "choose_values": _("Choose a value, or none."),
    "not_complete": _("Something is still missing"),
    "card_question": _("The last question: did you give the card?"),
    "save_card": _("Save, card given"),
    "save_no_card": _("Save, no card"),
}
END: dict[str, str | Promise] = {
    "thanks": _("Thank you, {name}"),
    "count_doors_one": _("door"),
    "count_doors_many": _("doors"),
    "count_open_one": _("open"),
    "count_open_many": _("open"),
    "count_talks_one": _("conversation"),
    "count_talks_many": _("conversations"),
    "look_back": _("Look back on the shift"),
    "debrief_waits": _("The debrief waits on your home page."),
    "waiting_here_one": _("1 entry is only on your phone."),
    "waiting_here_many": _("{n} entries are only on your phone."),
    "only_on_phone": _("Find a connection and send them. Nothing is lost if it takes longer."),
    "sign_in_again_why": _("Sign in again to send them. Nothing is lost."),
    "rejected_why_one": _("1 entry was refused by the server. Show it to your coordinator."),
    "rejected_why_many": _("{n} entries were refused by the server. Show them to your coordinator."),
    "send_now": _("Send now"),
    "see_waiting": _("See what waits"),
    "not_all_sent": _("Not everything is sent yet. Try again where you have a connection."),
    "not_done_yet": _("Are you done at the doors? Tell your coordinator that you are back."),
    "i_am_back": _("I am back"),
    "wipe_note": _("After sending we wipe the route from your phone."),
    "all_safe": _("Everything is sent."),
    "all_safe_why": _("The route is wiped from this phone."),
    "first_away": _("First get away"),
    "first_away_how": _("Go to a place with people. Call as soon as you can. The route does not matter now."),
    "call_112": _("Call 112"),
    "call_coordinator": _("Call the coordinator, {phone}"),
    "what_was_it": _("What was it?"),
    "what_was_it_why": _("Your coordinator sees this at once and calls you back."),
    "about_door": _("The door"),
    "about_street": _("The street"),
    "about_duo": _("My duo partner"),
    "report_noted": _("Noted. It is sent as soon as there is a connection. Your coordinator calls you back."),
}


PARTS = (FRAME, START, CHECKS, LOOKS, DOORS, ENTRANCE, REST, TALK, END, KEEPING)


def phone_texts() -> dict[str, str]:
    """In the language of the request."""
    return {key: str(text) for part in PARTS for key, text in part.items()}
