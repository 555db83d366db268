"""What the planner says: warnings, what an edit did, why it was refused. One place, so that list and map agree."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canvass.turf.drafts import DraftError, EditedMeanwhile, PlanBusy, Superseded
from canvass.turf.editing import TooFewDoors, TurfGone, TurfLocked
from canvass.turf.history import Change, NothingToUndo
from canvass.turf.models import PlanEdit
from canvass.turf.recutting import AllLocked
from canvass.turf.resting import Clash
from canvass.turf.walking import NoWay
from canvass.turf.warnings import TurfWarning, Warn


def warning_tag(warning: TurfWarning) -> str:
    """Two words for the line of a turf."""
    tags = {
        Warn.LONG: _("too long"),
        Warn.BROKEN: _("in pieces"),
        Warn.BUSY: _("busy road"),
        Warn.SHORT: _("room left"),
        Warn.FEW: _("few doors"),
        Warn.ELSEWHERE: _("also elsewhere"),
        Warn.RESERVED: _("reserved"),
        Warn.VISITED: _("already visited"),
        Warn.AGAIN: _("second time"),
    }
    return tags[warning.kind]


def warning_sentence(warning: TurfWarning) -> str:
    """The whole story, for the chosen turf and for the banner above the list."""
    count = warning.count
    sentences = {
        Warn.LONG: ngettext(
            "Takes %(n)d minute more than you asked. Split it, or give it two duos.",
            "Takes %(n)d minutes more than you asked. Split it, or give it two duos.",
            count,
        ),
        Warn.BROKEN: _("Is in pieces, with a long walk in between. Move the far street sides to a neighbour."),
        Warn.BUSY: ngettext(
            "Crosses a busy road %(n)d time. Move one side of that road to a neighbour.",
            "Crosses a busy road %(n)d times. Move one side of that road to a neighbour.",
            count,
        ),
        Warn.SHORT: _("Has room left: join it with a neighbour, or move street sides here."),
        Warn.FEW: ngettext(
            "Has only %(n)d door. Join it with a neighbour.",
            "Has only %(n)d doors. Join it with a neighbour.",
            count,
        ),
        Warn.ELSEWHERE: ngettext(
            "%(n)d door is in published turf of another area or campaign too.",
            "%(n)d doors are in published turf of another area or campaign too.",
            count,
        ),
        Warn.RESERVED: _reserved(count),
        Warn.VISITED: _visited(count),
        Warn.AGAIN: ngettext(
            "%(n)d door is rung for the second time or more.",
            "%(n)d doors are rung for the second time or more.",
            count,
        ),
    }
    sentence = sentences[warning.kind]
    return sentence % {"n": count} if "%(n)d" in sentence else sentence


def clash_sentence(clash: Clash) -> str:
    """For who hands turf out, or publishes it: what another group does there; never which group."""
    sentences = [(_visited(clash.visited), clash.visited), (_reserved(clash.reserved), clash.reserved)]
    return " ".join(sentence % {"n": count} for sentence, count in sentences if count)


def _visited(count: int) -> str:
    return ngettext(
        "%(n)d door lies in a street that was already visited a short while ago.",
        "%(n)d doors lie in streets that were already visited a short while ago.",
        count,
    )


def _reserved(count: int) -> str:
    return ngettext(
        "%(n)d door lies in a street that is reserved.",
        "%(n)d doors lie in streets that are reserved.",
        count,
    )


def said(change: Change) -> str:
    """What happened, for the live region: "Turf 3 is split: 3 and 11." """
    if change.undone:
        return _("Undone. %(done)s") % {"done": _back(change)}
    done = _done(change)
    return _("Done again. %(done)s") % {"done": done} if change.redone else done


def _done(change: Change) -> str:
    words = {"turf": change.before[0], "turfs": _listed(change.before), "now": _listed(change.after)}
    sentences = {
        PlanEdit.Kind.BISECT: _("Turf %(turf)s is split: %(now)s."),
        PlanEdit.Kind.MERGE: _("Turfs %(turfs)s are joined: %(now)s."),
        PlanEdit.Kind.MOVE: _("Street side moved. Turfs %(turfs)s have new walks."),
        PlanEdit.Kind.LOCK: _("Turf %(turf)s is locked."),
        PlanEdit.Kind.UNLOCK: _("Turf %(turf)s is unlocked."),
        PlanEdit.Kind.RENAME: _("Turf %(turf)s has another name."),
        PlanEdit.Kind.RECUT: _("The rest is divided again, into turfs %(now)s."),
    }
    return sentences[PlanEdit.Kind(change.kind)] % words


def _back(change: Change) -> str:
    words = {"turfs": _listed(change.after)}
    if len(change.after) == 1:
        return _("Turf %(turfs)s is as it was.") % words
    return _("Turfs %(turfs)s are as they were.") % words


def _listed(numbers: tuple[int, ...]) -> str:
    """3, 4 and 11; a long row is shortened."""
    shown = [str(number) for number in numbers]
    if len(shown) > 6:
        return _("%(first)s to %(last)s") % {"first": shown[0], "last": shown[-1]}
    if len(shown) < 2:
        return "".join(shown)
    return _("%(some)s and %(last)s") % {"some": ", ".join(shown[:-1]), "last": shown[-1]}


def refused(error: DraftError) -> str:
    """Why nothing changed, and what one may do."""
    reasons = {
        EditedMeanwhile: _("Somebody else changed this plan just now. This is how it is; please do it again."),
        Superseded: _("This plan was divided again meanwhile. This is the new version."),
        PlanBusy: _("The rest is being divided again. Wait until that is done, or stop it."),
        TurfGone: _("That turf or street side is not there any more."),
        TurfLocked: _("That turf is locked. Unlock it first."),
        TooFewDoors: _("A turf needs at least one door. To give all of it away, join the turfs."),
        NothingToUndo: _("There is nothing to undo or to do again."),
        AllLocked: _("Every turf is locked, so there is nothing to divide."),
        NoWay: _("A way was closed since this draft was made. Divide the neighbourhood again."),
    }
    return reasons.get(type(error), _("Published turf never changes. Divide again for a new version."))
