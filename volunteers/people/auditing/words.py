"""Every deed of the audit log: what it is about, and how the page says it. A deed that is not here cannot be noted."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class About(TextChoices):
    DATA = "data", _("data seen or taken out")
    RIGHTS = "rights", _("people and rights")
    RESIDENTS = "residents", _("residents")
    SHIFTS = "shifts", _("shifts")
    KNOWLEDGE = "knowledge", _("topics, guides and programmes")


DATA: dict[str, Promise] = {
    "viewed contact details": _("looked at somebody's contact details"),
    "copied addresses": _("copied mail addresses"),
    "asked export": _("asked for an export"),
    "downloaded export": _("downloaded an export"),
    "made api token": _("gave a system access"),
    "revoked api token": _("ended a system's access"),
    "api token took export": _("a system took an export"),
    "asked walk sheets": _("printed walk sheets"),
    "announced": _("wrote to people"),
    "saved segment": _("saved a search for people"),
    "deleted segment": _("deleted a saved search"),
}
RIGHTS: dict[str, Promise] = {
    "made first admin": _("made the first admin"),
    "invited": _("invited somebody"),
    "invited a list": _("invited a list of people"),
    "revoked invitation": _("withdrew an invitation"),
    "joined": _("became a member"),
    "changed role": _("changed somebody's role"),
    "ended membership": _("ended a membership"),
    "set last day": _("set somebody's last day"),
    "set training": _("noted a training"),
    "accepted newcomer": _("accepted a newcomer"),
    "declined newcomer": _("declined a newcomer"),
    "made a join link": _("made a link for newcomers"),
    "closed a join link": _("closed a link for newcomers"),
    "opened the public page": _("opened the public page"),
    "closed the public page": _("closed the public page"),
    "account deleted by its owner": _("somebody deleted their account"),
    "added organisation": _("added an organisation"),
    "renamed organisation": _("renamed the organisation"),
    "moved organisation": _("moved the organisation in the tree"),
    "merged organisation": _("merged another organisation into this one"),
}
RESIDENTS: dict[str, Promise] = {
    "resident corrected by card": _("a resident changed what we noted"),
    "resident erased by card": _("a resident had a conversation deleted"),
    "forgot who and which": _("forgot which canvasser and evening each conversation was"),
    "printed card sheets": _("printed cards"),
    "called back": _("called back about an unsafe door"),
    "called back, door entered": _("called back about an unsafe door, which is not rung again"),
}
SHIFTS: dict[str, Promise] = {
    "cancelled shift": _("cancelled a shift"),
    "closed shift": _("closed a shift"),
    "showed a sign-in code": _("showed a sign-in code"),
    "joined by a sign-in code": _("signed in with a code for one evening"),
    "signed out a lost phone": _("signed out a lost phone"),
    "handed in a phone's file": _("handed in the file of a phone"),
    "keyed in a walk sheet": _("keyed in a walk sheet"),
    "keyed in conversation slips": _("keyed in conversation slips"),
    "accepted held entries": _("accepted late entries"),
    "dropped held entries": _("dropped late entries"),
    "allowed short texts": _("allowed short texts"),
    "ended short texts": _("ended short texts"),
}
KNOWLEDGE: dict[str, Promise] = {
    "made programme": _("made a programme"),
    "changed programme": _("changed a programme"),
    "ended programme": _("ended a programme"),
    "asked handover": _("asked to hand over a neighbourhood"),
    "accepted handover": _("took over a neighbourhood"),
    "declined handover": _("declined to take over a neighbourhood"),
    "withdrawn handover": _("took back a hand-over"),
    "started topic": _("started a topic"),
    "archived topic": _("archived a topic"),
    "brought back topic": _("brought back a topic"),
    "added statement": _("wrote a statement"),
    "corrected spelling": _("corrected a spelling"),
    "added word": _("added a word"),
    "retired word": _("retired a word"),
    "brought back word": _("brought back a word"),
    "started guide": _("started a guide"),
    "forked guide": _("adapted a guide"),
    "published guide": _("published a guide"),
    "archived guide": _("archived a guide"),
    "brought back guide": _("brought back a guide"),
    "offered guide": _("offered a guide"),
    "accepted guide": _("accepted a guide"),
    "declined guide": _("declined a guide"),
    "withdrew guide": _("took back an offered guide"),
    "started item": _("started a lesson or card"),
    "forked item": _("adapted a lesson or card"),
    "published item": _("published a lesson or card"),
    "archived item": _("archived a lesson or card"),
    "brought back item": _("brought back a lesson or card"),
    "offered item": _("offered a lesson or card"),
    "accepted item": _("accepted a lesson or card"),
    "declined item": _("declined a lesson or card"),
    "withdrew item": _("took back an offered lesson or card"),
    "discarded draft": _("threw a draft away"),
    "imported knowledge": _("took in a file of lessons and guides"),
    "marked as worked": _("said what worked"),
    "took mark back": _("took back what they said had worked"),
}
DEEDS: dict[About, dict[str, Promise]] = {
    About.DATA: DATA,
    About.RIGHTS: RIGHTS,
    About.RESIDENTS: RESIDENTS,
    About.SHIFTS: SHIFTS,
    About.KNOWLEDGE: KNOWLEDGE,
}
WORDS: dict[str, Promise] = {verb: words for deeds in DEEDS.values() for verb, words in deeds.items()}
