from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.choices import choose_from
from canvass.campaigns.federation.programmes import GoalDetails, ProgrammeDetails
from canvass.campaigns.federation.reserving import MOST_WEEKS, WEEKS_OF_PUBLISHED
from canvass.campaigns.federation.resting import weeks_between
from canvass.campaigns.models import Campaign, Programme, ProgrammeGoal
from canvass.places.models import Neighbourhood
from volunteers.people.models import Organisation

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
MOST_GOALS, LEAST_ROWS = 8, 5


class ProgrammeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Programme
        fields = ("organisation", "name", "first_year", "last_year")
        labels = {"organisation": _("Organisation")}

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["organisation"], organisations)
        if organisations.count() == 1:
            self.initial.setdefault("organisation", organisations.first())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is before the first year."))
        return data

    def details(self, goals: Sequence[GoalDetails]) -> ProgrammeDetails:
        data = self.cleaned_data
        return ProgrammeDetails(data["name"], data["first_year"], data["last_year"], goals)


class GoalForm(forms.Form):
    """Without a name there is no goal, whatever else stands in the row."""

    name = forms.CharField(label=_("Goal"), max_length=120, required=False)
    target = forms.IntegerField(label=_("How many"), min_value=1, max_value=10_000_000, required=False)
    measure = forms.ChoiceField(label=_("Counted in"), choices=ProgrammeGoal.Measure.choices, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("name"):
            self.errors.clear()
            return {}
        if data.get("target") is None and "target" not in self.errors:
            self.add_error("target", _("Say how many."))
        if not data.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _("Say what is counted."))
        return data


class GoalRows(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        names = [goal.name for goal in self.goals()]
        if len(names) != len(set(names)):
            raise forms.ValidationError(_("Two goals have the same name."))

    def goals(self) -> list[GoalDetails]:
        """Rows that were filled in; one that was emptied is a goal that goes."""
        filled = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data.get("name")]
        return [GoalDetails(data["name"], data["measure"], data["target"]) for data in filled]


def goal_rows(data: Any, programme: Programme | None) -> GoalRows:
    """A row per goal there is and some empty ones; emptying a name takes a goal away."""
    goals = list(programme.goals.values("name", "measure", "target")) if programme else []
    extra = max(LEAST_ROWS - len(goals), 1 if len(goals) < MOST_GOALS else 0)
    rows = forms.formset_factory(
        GoalForm, formset=GoalRows, extra=extra, max_num=MOST_GOALS, validate_max=True, absolute_max=MOST_GOALS
    )
    return cast("GoalRows", rows(data, initial=goals, prefix="goals"))


class ReservationForm(forms.Form):
    neighbourhood = forms.ModelChoiceField(queryset=Neighbourhood.objects.none(), label=_("Neighbourhood"))
    first = forms.DateField(label=_("From"), widget=DATE)
    last = forms.DateField(label=_("Until"), widget=DATE)

    def __init__(self, *args: Any, campaign: Campaign, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choose_from(self.fields["neighbourhood"], campaign.neighbourhoods.defer("geometry"))
        first = max(today, campaign.starts_on)
        self.initial["first"] = first
        self.initial["last"] = first + timedelta(weeks=WEEKS_OF_PUBLISHED) - timedelta(days=1)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last:
            if last < max(first, self.today):
                self.add_error("last", _("The last day is before the first day, or past."))
            elif last - first > timedelta(weeks=2 * MOST_WEEKS) or len(weeks_between(first, last)) > MOST_WEEKS:
                self.add_error("last", _("Streets are held for at most eight weeks at a time."))
        return data


class HandoverForm(forms.Form):
    to = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("To which group"))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["to"], organisations)


class AcceptHandoverForm(forms.Form):
    campaign = forms.ModelChoiceField(queryset=Campaign.objects.none(), label=_("For which campaign of yours"))

    def __init__(self, *args: Any, campaigns: QuerySet[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["campaign"], campaigns)
