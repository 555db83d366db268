"""The boxes of a walk sheet: one letter each, the same on paper and on the keyboard of who keys the sheet in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise


@dataclass(frozen=True)
class SheetColumn:
    """``code`` is the outcome as the phone sends it; no letter stands for two of them in any language."""

    code: str
    letter: Text
    words: Text


DOOR_COLUMNS = (
    SheetColumn("not_home", pgettext_lazy("letter of not home", "N"), _("not home")),
    SheetColumn("conversation", pgettext_lazy("letter of conversation", "C"), _("conversation")),
    SheetColumn("come_back", pgettext_lazy("letter of no time now", "L"), _("later, no time now")),
    SheetColumn("not_interested", pgettext_lazy("letter of not interested", "I"), _("not interested")),
    SheetColumn("no_shared_language", pgettext_lazy("letter of no shared language", "G"), _("no shared language")),
    SheetColumn("do_not_ring", pgettext_lazy("letter of do not ring again", "D"), _("do not ring again")),
    SheetColumn("sticker", pgettext_lazy("letter of sticker", "S"), _("sticker")),
    SheetColumn("no_address", pgettext_lazy("letter of address does not exist", "E"), _("does not exist")),
    SheetColumn("no_access", pgettext_lazy("letter of no access", "A"), _("no access")),
    SheetColumn("unsafe", pgettext_lazy("letter of felt unsafe", "U"), _("unsafe")),
)
ENTRANCE_COLUMNS = (
    SheetColumn("let_in", pgettext_lazy("letter of let in", "I"), _("let in")),
    SheetColumn("silent", pgettext_lazy("letter of a silent intercom", "S"), _("nobody answers")),
    SheetColumn("refused", pgettext_lazy("letter of not let in", "R"), _("not let in")),
    SheetColumn("no_access", pgettext_lazy("letter of no access", "A"), _("no access")),
)
