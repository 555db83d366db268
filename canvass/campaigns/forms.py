from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.access import organisations_to_campaign_in
from canvass.campaigns.choices import choose_from
from canvass.campaigns.editing import CampaignDetails
from canvass.campaigns.federation.programmes import programmes_above
from canvass.campaigns.models import Campaign, PlanningNumbers
from conversations.topics.access import guide_versions_to_choose, statements_to_choose
from conversations.topics.models import Statement
from volunteers.people.models import Organisation, User

NUMBER_FIELDS = (
    "shift_minutes", "open_percent", "talk_percent", "talk_minutes", "logging_seconds", "wait_seconds",
    "refusal_seconds", "walk_metres_per_second",
)  # fmt: skip
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class PlanningNumbersForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the planner reckons with."""

    class Meta:
        model = PlanningNumbers
        fields = NUMBER_FIELDS

    def numbers(self) -> dict[str, float]:
        return {name: self.cleaned_data[name] for name in NUMBER_FIELDS}


class StatementChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Statement) -> str:
        return f"{obj.topic}: {obj} (v{obj.version})"


class CampaignForm(forms.ModelForm):  # type: ignore[type-arg]
    """Reads and checks only; ``details`` goes to the verbs of ``editing``."""

    statement = StatementChoice(queryset=Statement.objects.none(), label=_("Statement"))

    class Meta:
        model = Campaign
        fields = (
            "organisation", "name", "statement", "guide_version", "starts_on", "ends_on", "quiet_until", "quiet_from",
            "honour_stickers", "keeps_door_states", "max_passes", "rest_days", "goal_conversations",
            "programme",
        )  # fmt: skip
        labels = {
            "organisation": _("Organisation"),
            "guide_version": _("Conversation guide"),
            "programme": _("Counts towards"),
        }
        widgets = {"starts_on": DATE, "ends_on": DATE, "quiet_until": TIME, "quiet_from": TIME}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = organisations_to_campaign_in(user)
        choose_from(self.fields["organisation"], organisations)
        own = frozenset(organisations.values_list("pk", flat=True))
        kept = self.instance if self.instance.pk else None
        choose_from(self.fields["statement"], statements_to_choose(own, keep=kept and kept.statement_id))
        choose_from(self.fields["guide_version"], guide_versions_to_choose(own, keep=kept and kept.guide_version_id))
        link = format_html('<a href="{}">{}</a>', reverse("topics:guides"), _("Read and compare guides"))
        self.fields["guide_version"].help_text = link
        self._offer_programmes(organisations)
        if len(own) == 1:
            self.initial.setdefault("organisation", next(iter(own)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        statement, guide_version = data.get("statement"), data.get("guide_version")
        if statement and guide_version and guide_version.guide.topic_id != statement.topic_id:
            self.add_error("guide_version", _("This guide is about another topic than the statement."))
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day is before the first day."))
        passes = data.get("max_passes")
        if passes is not None and not 1 <= passes <= 3:
            self.add_error("max_passes", _("Try a door once, twice or three times."))
        organisation = data.get("organisation")
        if statement and organisation:
            allowed = organisation.ancestors(include_self=True)
            if not allowed.filter(pk=statement.topic.organisation_id).exists():
                self.add_error("statement", _("This statement belongs to another organisation."))
        if guide_version and organisation and "guide_version" not in self.errors:
            keep = self.instance.guide_version_id if self.instance.pk else None
            seen = guide_versions_to_choose(frozenset({organisation.pk}), keep=keep)
            if not seen.filter(pk=guide_version.pk).exists():
                self.add_error("guide_version", _("This guide belongs to another organisation."))
        self._check_programme(data)
        return data

    def _offer_programmes(self, organisations: QuerySet[Organisation]) -> None:
        """Those of the organisations one campaigns in and of the ones above; no field where there is none."""
        programmes = programmes_above(organisations)
        choice = self.fields["programme"]
        choose_from(choice, programmes)
        if isinstance(choice, forms.ModelChoiceField):
            choice.empty_label = _("No programme")
        if not programmes.exists():
            del self.fields["programme"]

    def _check_programme(self, data: dict[str, Any]) -> None:
        programme, organisation = data.get("programme"), data.get("organisation")
        if programme is None or organisation is None:
            return
        if not organisation.ancestors(include_self=True).filter(pk=programme.organisation_id).exists():
            self.add_error("programme", _("This programme is not of an organisation above this one."))
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and not (starts.year <= programme.last_year and ends.year >= programme.first_year):
            years = {"years": programme.years}
            self.add_error("programme", _("The campaign lies outside the years of this programme: %(years)s.") % years)

    def details(self) -> CampaignDetails:
        # Where there is no programme to choose there is no such field.
        return CampaignDetails(**{name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields})


class NeighbourhoodSearchForm(forms.Form):
    q = forms.CharField(label=_("Search a neighbourhood or town"), required=False, max_length=80)

    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""
