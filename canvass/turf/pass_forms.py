from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canvass.turf.forms import CutForm
from canvass.turf.models import DoorState
from canvass.turf.passes import NextPass

ANY = "any"


class NextPassForm(forms.Form):
    """When one goes, how long a duo is at the doors, and how many doors open."""

    day_part = forms.ChoiceField(label=_("When do you go?"), initial=ANY, widget=forms.RadioSelect)
    minutes = CutForm.base_fields["minutes"]
    open_percent = CutForm.base_fields["open_percent"]

    def __init__(self, *args: Any, coming: NextPass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [part for part in DoorState.DayPart if coming.day_parts.get(part.value)]
        if not asked:
            del self.fields["day_part"]
            return
        self.fields["day_part"].choices = [  # type: ignore[attr-defined]
            (ANY, _doors(_("Any time"), coming.doors)),
            *((part.value, _doors(part.label.capitalize(), coming.doors_for(part.value))) for part in asked),
        ]

    @property
    def day_part_asked(self) -> str:
        asked = str(self.cleaned_data.get("day_part", ANY))
        return "" if asked == ANY else asked


def _doors(when: Any, count: int) -> str:
    doors = ngettext("%(n)d door", "%(n)d doors", count) % {"n": count}
    return f"{when} ({doors})"
