from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.federation.resting import Face
from canvass.campaigns.models import PlanningNumbers
from canvass.places.models import Neighbourhood
from canvass.routing.profiles import PROFILES
from canvass.turf.faces import read_face
from canvass.turf.meeting import Place, coordinates, name_of, place_at
from canvass.turf.models import TurfPlan
from canvass.turf.numbers import TYPICAL_DUOS


def read_number(text: str | None) -> int | None:
    """The number of a turf or a page in an address; None for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


class CutForm(forms.Form):
    """How long a duo is at the doors, and how many doors open."""

    minutes = forms.IntegerField(label=_("Time at the doors (min)"), min_value=20, max_value=480)
    open_percent = forms.IntegerField(label=_("Doors that open (%)"), min_value=1, max_value=100)

    @staticmethod
    def starting_from(numbers: PlanningNumbers, plan: TurfPlan | None) -> dict[str, Any]:
        """What the last cut was made with, else the campaign's own numbers."""
        opened = round(numbers.planned("open_percent"))
        if plan is not None:
            return {"minutes": plan.budget_minutes, "open_percent": int(plan.numbers.get("open_percent", opened))}
        return {"minutes": numbers.shift_minutes, "open_percent": opened}


class PlanForm(CutForm):
    """All that a plan is made with: also how many duos go, how they move, and where they begin."""

    duos = forms.IntegerField(label=_("Duos on one evening"), min_value=1, max_value=200, required=False)
    profile = forms.ChoiceField(label=_("How they go"), choices=TurfPlan.Profile.choices, required=False)
    start = forms.CharField(
        label=_("Where walks begin"),
        required=False,
        max_length=200,
        help_text=_("Street and number, or press the map. Empty: each walk begins where it is shortest."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "start-places"}),
    )

    field_order = ["minutes", "open_percent", "duos", "profile", "start"]

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.neighbourhood = neighbourhood
        self.place: Place | None = None
        offered = [(value, label) for value, label in TurfPlan.Profile.choices if value in PROFILES]
        self.fields["profile"].choices = offered  # type: ignore[attr-defined]

    def clean_start(self) -> str:
        words = str(self.cleaned_data["start"]).strip()
        if words:
            self.place = place_at(words, near=self.neighbourhood)
            if self.place is None:
                raise ValidationError(_("No such address near here. Write a street and a number, or press the map."))
        return words

    def clean_duos(self) -> int:
        return self.cleaned_data["duos"] or TYPICAL_DUOS

    def clean_profile(self) -> str:
        return self.cleaned_data["profile"] or TurfPlan.Profile.FOOT

    @property
    def start_point(self) -> Point | None:
        return self.place.point if self.place else None

    @staticmethod
    def starting_from(numbers: PlanningNumbers, plan: TurfPlan | None) -> dict[str, Any]:
        kept: dict[str, Any] = {"duos": TYPICAL_DUOS, "profile": TurfPlan.Profile.FOOT, "start": ""}
        if plan is not None:
            kept = {
                "duos": int(plan.numbers.get("duos", TYPICAL_DUOS)),
                "profile": plan.profile,
                "start": (name_of(plan.start, exactly=True) or coordinates(plan.start)) if plan.start else "",
            }
        return CutForm.starting_from(numbers, plan) | kept


class TurfNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the turf"), max_length=120)


class EditForm(forms.Form):
    """The draft as it was when somebody pressed the button."""

    at = forms.CharField(max_length=60, required=False)

    def seen(self) -> str | None:
        return self.cleaned_data["at"] or None


class JoinForm(EditForm):
    other = forms.IntegerField()


class LockForm(EditForm):
    locked = forms.BooleanField(required=False)


class RenameForm(EditForm, TurfNameForm):
    pass


class MoveForm(EditForm):
    """Which street sides, and to which turf."""

    to = forms.IntegerField()
    face = forms.CharField()

    def faces(self) -> list[Face]:
        keys = self.data.getlist("face") if hasattr(self.data, "getlist") else [self.cleaned_data["face"]]
        return [face for key in keys if (face := read_face(str(key))) is not None]
