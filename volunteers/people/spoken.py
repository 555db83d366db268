"""Languages that a volunteer may speak at a door. Names in the language itself would help nobody who plans."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SPOKEN = (
    ("nl", _("Dutch")),
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("tr", _("Turkish")),
    ("ar", _("Arabic")),
    ("ber", _("Tamazight (Berber)")),
    ("pl", _("Polish")),
    ("uk", _("Ukrainian")),
    ("ru", _("Russian")),
    ("bg", _("Bulgarian")),
    ("ro", _("Romanian")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("pap", _("Papiamento")),
    ("srn", _("Sranan Tongo")),
    ("so", _("Somali")),
    ("ti", _("Tigrinya")),
    ("fa", _("Persian and Dari")),
    ("zh", _("Chinese")),
    ("dse", _("Dutch Sign Language")),
)
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
PARTS = (_("morning"), _("afternoon"), _("evening"))
