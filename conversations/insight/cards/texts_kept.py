"""Words of the pages for residents: the code, what is kept, and who we are."""

from __future__ import annotations

from django.utils.translation import gettext as _


def kept_texts() -> dict[str, str]:
    return _code_texts() | _row_texts() | _about_us()


def _code_texts() -> dict[str, str]:
    return {
        "skip": _("Skip to the content"),
        "language": _("Language"),
        "unreviewed": _("This translation was not yet read by a native speaker."),
        "start_title": _("What we keep about you"),
        "start_text": _(
            "One of our volunteers gave you a card with a code. With that code you see what we noted. You can"
            " change it or erase it."
        ),
        "code_label": _("The code on your card"),
        "code_hint": _(
            "Four groups of four letters or digits, and one behind them. Capitals and dashes do not matter."
        ),
        "code_go": _("Show what you keep"),
        "code_found": _("We are looking up your card."),
        "unknown_title": _("We do not know this code"),
        "unknown_text": _(
            "Please compare it with your card. A 0 is always the digit zero, a 1 is always the digit one."
        ),
        "limited_title": _("Too many codes were tried"),
        "limited_text": _(
            "For safety this waits a while. A right code always works: please compare yours with your card."
        ),
        "no_code": _("I do not have my card any more"),
        "no_code_title": _("Without the code we cannot find your conversation"),
        "no_code_text": _(
            "We keep no name and no address with a conversation. So without the code nobody can find which "
            "one was yours: not you, not we, and nobody else. We therefore cannot show, change or erase it."
        ),
        "no_code_door": _("You can still ask that nobody rings at your door again."),
        "waiting_title": _("Your conversation is not processed yet"),
        "waiting_text": _(
            "What was noted is still locked on the volunteer's phone or with us, and nobody can read it. That"
            " takes a day at most. Or the volunteer noted no conversation with this card."
        ),
        "waiting_erase": _("You can erase it now already. Then it is thrown away unread as soon as it comes in."),
        "erased_title": _("This conversation is erased"),
        "erased_text": _("Nothing is kept with this code any more."),
    }  # fmt: skip


def _row_texts() -> dict[str, str]:
    return {
        "kept_title": _("What we keep about you"),
        "kept_week": _(
            "You spoke with our volunteers in week {week} of {year}. Your name and your address are not here."
            " Only the code on your card leads to this."
        ),
        "kept_month": _(
            "You spoke with our volunteers in {month}. Your name and your address are not here. Only the code"
            " on your card leads to this."
        ),
        "card": _("card"),
        "topic": _("What it was about"),
        "statement": _("The statement"),
        "opening": _("Your number at the beginning"),
        "closing": _("Your number at the end"),
        "values": _("What you found important"),
        "concern": _("Your concern"),
        "prejudice": _("What came up"),
        "shift": _("Did that change? (as the volunteer saw it)"),
        "minutes": _("How long it took"),
        "minutes_value": _("{minutes} minutes"),
        "steps": _("What was done in the conversation"),
        "area": _("Where"),
        "area_none": _("not kept"),
        "refused": _("prefer not"),
        "not_asked": _("not asked"),
        "none": _("nothing noted"),
        "arm": _("Kind of conversation"),
        "arm_conversation": _("the conversation, by lot"),
        "arm_comparison": _("the neutral conversation, by lot"),
        "volunteer": _("Beside it stands a random number for the volunteer. It says nothing about you."),
        "until": _("We delete this by ourselves. Erasing is possible now too; you need not say why."),
    }  # fmt: skip


def _about_us() -> dict[str, str]:
    return {
        "who_title": _("Who are we?"),
        "who_text": _(
            "Volunteers who talk with people in their neighbourhood about what divides us, to find what we "
            "share. We sell nothing and belong to no party."
        ),
        "who_of": _("This conversation was for {organisation}."),
        "contact": _("Questions or a complaint?"),
        "contact_none": _("Ask the volunteers at your door, or the organisation named on your card."),
        "authority": _("You can also complain to the data protection authority of your country."),
    }  # fmt: skip
