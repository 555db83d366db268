from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.comparisons import ComparisonPlan
from canvass.campaigns.models import Campaign, Comparison
from conversations.insight.comparison.planning import Question
from conversations.insight.comparison.reading import Columns, Sheet
from conversations.topics.access import guide_versions_to_choose

NONE = _("none")


class ComparisonForm(forms.ModelForm):  # type: ignore[type-arg]
    """The set-up; ``plan`` goes to the verb."""

    class Meta:
        model = Comparison
        fields = ("question_nl", "question_en", "guide_version", "share_percent", "follow_up_weeks", "min_answers")
        labels = {"guide_version": _("Guide for the comparison talk")}
        help_texts = {
            "question_nl": _("About the neighbourhood, as long as the conversation, and not about your topic."),
            "guide_version": _("Without a guide the phone shows five neutral lines around your question."),
            "share_percent": _("The other doors get the neutral talk. Half and half needs the fewest answers."),
            "follow_up_weeks": _("After this time the card's page asks the same three questions again."),
            "min_answers": _("Nothing is computed before both groups have so many. At least 100."),
        }

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.guide_version_id if self.instance.pk else None
        choices = guide_versions_to_choose(frozenset({campaign.organisation_id}), keep=kept)
        field = self.fields["guide_version"]
        if isinstance(field, forms.ModelChoiceField):
            # Another topic's words would not be understood afterwards; the campaign's own guide is the conversation.
            own_topic = choices.filter(guide__topic=campaign.statement.topic_id)
            field.queryset = own_topic.exclude(pk=campaign.guide_version_id)
            field.empty_label = _("five neutral lines")

    def plan(self) -> ComparisonPlan:
        return ComparisonPlan(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class PowerForm(forms.Form):
    """What one expects. Everything has a default, so that the page answers before anything is typed."""

    effect = forms.FloatField(
        label=_("Difference you want to be able to see"),
        help_text=_("In standard deviations. The table says what that means in points."),
        min_value=0.01, max_value=2, initial=0.2, localize=False,
        widget=forms.NumberInput(attrs={"step": "0.01"}),
    )  # fmt: skip
    correlation = forms.FloatField(
        label=_("How well the opening number predicts the later one"),
        help_text=_("0 is not at all, 0.9 is nearly the same number again."),
        min_value=0, max_value=0.95, initial=0.6,
        widget=forms.NumberInput(attrs={"step": "0.05"}),
    )  # fmt: skip
    answering_percent = forms.IntegerField(
        label=_("Of a hundred cards, how many answer"), min_value=1, max_value=100, initial=20
    )
    share_percent = forms.IntegerField(
        label=_("Of a hundred doors, how many get the conversation"), min_value=20, max_value=80, initial=50
    )
    cluster_size = forms.FloatField(
        label=_("Answers per drawn unit"),
        help_text=_("Ours draws single doors: 1. For an experiment that draws households or streets: their size."),
        min_value=1, max_value=100, initial=1,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )  # fmt: skip
    icc = forms.FloatField(
        label=_("How much answers within a unit are alike"),
        help_text=_("0 is not more than strangers, 1 is all the same."),
        min_value=0, max_value=1, initial=0.05,
        widget=forms.NumberInput(attrs={"step": "0.01"}),
    )  # fmt: skip

    def question(self) -> Question:
        return Question(**self.cleaned_data)

    @classmethod
    def filled(cls, data: Any) -> PowerForm:
        """With the defaults for whatever was not asked, so that a bare address answers too."""
        given = {name: data.get(name) for name in cls.base_fields if data.get(name)}
        defaults = {name: field.initial for name, field in cls.base_fields.items()}
        return cls(defaults | given)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        validators=[FileExtensionValidator(["csv", "tsv", "txt"])],
        help_text=_("One row per person, first line with names, at most 5 MB. It is read and forgotten."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )

    def content(self) -> bytes:
        file = self.cleaned_data["file"]
        file.seek(0)
        return bytes(file.read())


class ColumnsForm(forms.Form):
    """Which column is what; the choices come from the file."""

    arm = forms.ChoiceField(label=_("Group drawn by lot"))
    treatment = forms.ChoiceField(label=_("This value is the conversation"))
    control = forms.ChoiceField(label=_("This value is the comparison"))
    outcome = forms.ChoiceField(label=_("Answer afterwards"))
    baseline = forms.ChoiceField(label=_("Answer before"), required=False)
    delivered = forms.ChoiceField(label=_("Did the conversation take place?"), required=False)
    cluster = forms.ChoiceField(
        label=_("Unit that was drawn"),
        required=False,
        help_text=_("A household or a street; none: each row by itself."),
    )
    drawn = forms.BooleanField(label=_("A lot decided, before anybody was spoken to"), required=False)
    skip = forms.BooleanField(label=_("Leave out rows that cannot be read"), required=False)

    def __init__(self, *args: Any, sheet: Sheet, arm: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name) for name in sheet.headers]
        values = [(value, value) for value in (sheet.values(arm) if arm in sheet.headers else [])]
        for name in ("arm", "outcome"):
            self._choose(name, [("", _("choose")), *names])
        for name in ("baseline", "delivered", "cluster"):
            self._choose(name, [("", NONE), *names])
        for name in ("treatment", "control"):
            self._choose(name, values or [("", _("choose the group first"))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        used = [data[name] for name in ("arm", "outcome", "baseline", "delivered", "cluster") if data.get(name)]
        if len(set(used)) < len(used):
            self.add_error(None, _("One column cannot be two things."))
        if data.get("arm") and not (data.get("treatment") and data.get("control")):
            self.add_error("arm", _("This column does not hold two groups."))
        elif data.get("arm") and data["treatment"] == data["control"]:
            self.add_error("control", _("The two groups are the same value."))
        return data

    def columns(self) -> Columns:
        names = ("arm", "treatment", "control", "outcome", "cluster", "delivered", "baseline")
        return Columns(**{name: self.cleaned_data[name] for name in names})

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
