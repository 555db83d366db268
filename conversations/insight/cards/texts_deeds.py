"""Words of the pages for residents: changing, erasing, answering, and the wish that nobody rings."""

from __future__ import annotations

from django.utils.translation import gettext as _


def deed_texts() -> dict[str, str]:
    return _change_texts() | _question_texts() | _reminder_texts() | _door_texts()


def _change_texts() -> dict[str, str]:
    return {
        "back": _("Back"),
        "errors": _("Something is not right yet"),
        "change": _("This is not right"),
        "change_title": _("What should it be?"),
        "change_save": _("Save changes"),
        "changed": _("Changed. Published figures follow within a week."),
        "no_number": _("prefer not"),
        "at_most_three": _("Choose at most three."),
        "choose_number": _("Choose a number, or: rather not."),
        "erase": _("Erase everything"),
        "erase_title": _("Erase everything about this conversation?"),
        "erase_text": _(
            "It happens at once and cannot be undone. Totals that were already published change with the next"
            " count, within a week."
        ),
        "erase_yes": _("Yes, erase everything"),
        "erase_no": _("No, keep it"),
        "erased_now": _("Erased. It is gone from our data and our counts. Published totals follow within a week."),
        "erased_ahead": _("Noted. If a conversation with this card comes in, it is thrown away unread."),
    }  # fmt: skip


def _question_texts() -> dict[str, str]:
    return {
        "ask_title": _("Three questions"),
        "ask_text": _(
            "They help to learn whether such conversations do something. Skip what you like. Your answers are"
            " kept with the code of your card, without name or address."
        ),
        "ask_later": _("From {day} this page asks the same three questions again."),
        "ask_thanks": _("Thank you. Your answers are kept."),
        "ask_save": _("Send my answers"),
        "ask_number": _("Which number do you give now?"),
        "ask_sure": _("How sure are you of that number?"),
        "ask_sure_low": _("not at all"),
        "ask_sure_high": _("very"),
        "ask_heard": _("Did you feel heard in the conversation?"),
        "ask_skip": _("skip"),
    }  # fmt: skip


def _reminder_texts() -> dict[str, str]:
    return {
        "remind_title": _("Shall we remind you?"),
        "remind_text": _(
            "We then send one e-mail on {day}. Your address is kept encrypted and apart from the "
            "conversation, and deleted after that e-mail or after 90 days."
        ),
        "remind_email": _("Your e-mail address"),
        "remind_consent": _("I agree that you keep my e-mail address for this one reminder"),
        "remind_save": _("Remind me"),
        "remind_done": _("We will send you one e-mail."),
        "remind_kept": _("You asked for a reminder."),
        "remind_stop": _("Do not remind me"),
        "remind_stopped": _("Your e-mail address is deleted."),
        "bad_email": _("Please fill in an e-mail address, like name@example.org."),
        "bad_consent": _("Please tick that you agree. Without that we may not keep your address."),
        "mail_subject": _("{name}: three questions about the conversation at your door"),
        "mail_text": _(
            "Some weeks ago you spoke with our volunteers and agreed to this one reminder. With the code on "
            "your card you find the three questions at {url}. Your e-mail address is deleted from our data "
            "now. Thank you. {name}"
        ),
    }  # fmt: skip


def _door_texts() -> dict[str, str]:
    return {
        "door": _("Never ring at my door again"),
        "door_title": _("Should nobody ring at your door again?"),
        "door_text": _(
            "Fill in your address. It counts for all our campaigns and all our groups. We keep no name, and "
            "of the address only a locked mark."
        ),
        "door_postcode": _("Postcode"),
        "door_street": _("Street"),
        "door_street_hint": _("Only needed where a postcode covers several streets, as in Belgium."),
        "door_number": _("House number, with letter or box"),
        "door_number_hint": _("For example 12, 12 A or 12 bus 3"),
        "door_find": _("Next"),
        "door_missing": _("We do not find this address. Please check the postcode and the number."),
        "door_several": _("More than one address fits. Please add the street, letter or box."),
        "door_check": _("Is this your door?"),
        "door_stop": _("Yes, nobody rings here again"),
        "door_lift": _("People may ring here again"),
        "door_lift_text": _("Did you ask this before, or do you live here only now? You can lift it."),
        "door_stopped": _(
            "Noted. Nobody of us rings there again. After three years we look whether it still holds, because"
            " people move."
        ),
        "door_lifted": _("Noted. If there was a wish for this door, it is lifted."),
        "door_limited": _(
            "Too many addresses were filled in from here. Please try again in an hour, or write to us."
        ),
    }  # fmt: skip
