from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import PlanningNumbers
from canvass.turf.models import TurfPlan


class CutForm(forms.Form):
    """How long a duo is at the doors, and how many doors open."""

    minutes = forms.IntegerField(label=_("Time at the doors (min)"), min_value=20, max_value=480)
    open_percent = forms.IntegerField(label=_("Doors that open (%)"), min_value=1, max_value=100)

    @staticmethod
    def starting_from(numbers: PlanningNumbers, plan: TurfPlan | None) -> dict[str, int]:
        """What the last cut was made with, else the campaign's own numbers."""
        if plan is not None:
            return {
                "minutes": plan.budget_minutes,
                "open_percent": int(plan.numbers.get("open_percent", numbers.open_percent)),
            }
        return {"minutes": numbers.shift_minutes, "open_percent": numbers.open_percent}


class TurfNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the turf"), max_length=120)
