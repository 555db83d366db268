"""Reading and checking what editors write; lengths are those of the phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conversations.topics.access import Ids
from conversations.topics.drafting import StepWords
from conversations.topics.models import Bilingual, GuideStep, Statement, Topic
from conversations.topics.models.guides import LONGEST_BUTTON, LONGEST_PROMPT
from conversations.topics.statements import StatementWords
from volunteers.people.models import Organisation

LONGEST_NAME, LONGEST_WORD, LONGEST_STATEMENT, LONGEST_END = 80, 60, 160, 40


def choose_from(field: forms.Field, rows: Any) -> None:
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


def text(label: Any, longest: int, *, required: bool = True, language: str) -> forms.CharField:
    """One line with a counter; browsers and screen readers learn its language."""
    widget = forms.TextInput(attrs={"data-counter": longest, "autocomplete": "off", "lang": language})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=80)

    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


class InOrganisation(forms.Form):
    """Asks for the organisation only where there is a choice."""

    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("Organisation"))

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["organisation"], organisations)
        only = list(organisations[:2])
        self.only: Organisation | None = only[0] if len(only) == 1 else None
        if self.only:
            del self.fields["organisation"]
        elif only:
            top = organisations.exclude(parent__in=organisations.values("pk")).first()
            self.initial.setdefault("organisation", top and top.pk)

    def where(self) -> Organisation:
        chosen: Organisation = self.only or self.cleaned_data["organisation"]
        return chosen


class NameForm(forms.Form):
    text_nl = text(_("Name (Dutch)"), LONGEST_NAME, language="nl")
    text_en = text(_("Name (English)"), LONGEST_NAME, required=False, language="en")

    field_order = ["text_nl", "text_en"]

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("text_nl", "text_en")}


class NewTopicForm(NameForm, InOrganisation):
    pass


class WordForm(NameForm):
    text_nl = text(_("Word (Dutch)"), LONGEST_WORD, language="nl")
    text_en = text(_("Word (English)"), LONGEST_WORD, required=False, language="en")


class StatementForm(forms.Form):
    text_nl = text(_("Statement (Dutch)"), LONGEST_STATEMENT, language="nl")
    text_en = text(_("Statement (English)"), LONGEST_STATEMENT, required=False, language="en")
    low_nl = text(_("What 0 means (Dutch)"), LONGEST_END, language="nl")
    low_en = text(_("What 0 means (English)"), LONGEST_END, required=False, language="en")
    high_nl = text(_("What 10 means (Dutch)"), LONGEST_END, language="nl")
    high_en = text(_("What 10 means (English)"), LONGEST_END, required=False, language="en")
    hoped_direction = forms.TypedChoiceField(
        label=_("Which way you hope numbers go"),
        choices=Statement.Direction,
        coerce=int,
        initial=Statement.Direction.UP,
        widget=forms.RadioSelect,
        help_text=_("Coordinators see this; residents never do."),
    )

    def words(self) -> StatementWords:
        return StatementWords(**self.cleaned_data)


class CorrectionForm(forms.Form):
    """The whole text in its new spelling, and the editor's word that it asks the same."""

    same_meaning = forms.BooleanField(
        label=_("The meaning is the same"),
        help_text=_("Spelling only. Anything else would mix answers to two different questions."),
        required=False,
    )

    def __init__(self, *args: Any, row: Bilingual, longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text_nl"] = text(_("Text (Dutch)"), longest, language="nl")
        self.fields["text_en"] = text(_("Text (English)"), longest, required=bool(row.text_en), language="en")
        self.initial.update(text_nl=row.text_nl, text_en=row.text_en)
        self.order_fields(["text_nl", "text_en", "same_meaning"])

    def correction(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class StepForm(forms.Form):
    kind = forms.ChoiceField(label=_("Step of the method"), choices=GuideStep.Kind)
    text_nl = text(_("Prompt (Dutch)"), LONGEST_PROMPT, language="nl")
    text_en = text(_("Prompt (English)"), LONGEST_PROMPT, required=False, language="en")
    logged = forms.BooleanField(
        label=_("Can be ticked after the talk"),
        help_text=_("Then it is a button too, of at most 40 characters."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("logged"):
            for name in ("text_nl", "text_en"):
                if len(data.get(name) or "") > LONGEST_BUTTON:
                    self.add_error(name, _("A step that can be ticked has at most 40 characters: it is a button."))
        return data

    def words(self) -> StepWords:
        return StepWords(**self.cleaned_data)


class GuideForm(NameForm, InOrganisation):
    """A new guide, or a fork: whose it is, and about which topic that this organisation sees."""

    topic = forms.ModelChoiceField(queryset=Topic.objects.none(), label=_("Topic"))

    field_order = ["text_nl", "text_en", "topic", "organisation"]

    def __init__(self, *args: Any, topics: Any, above: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["topic"], topics)
        self.above = above

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        topic = data.get("topic")
        organisation: Organisation | None = self.only or data.get("organisation")
        seen: Ids = self.above(frozenset({organisation.pk})) if organisation else frozenset()
        if topic and organisation and topic.organisation_id not in seen:
            self.add_error("topic", _("This topic belongs to another organisation."))
        return data


class StartGuideForm(GuideForm):
    with_steps = forms.BooleanField(
        label=_("Begin with the steps of the method"), required=False, initial=True,
        help_text=_("Twelve prompts to change as you like. Without them the guide begins empty."),
    )  # fmt: skip

    field_order = ["text_nl", "text_en", "topic", "organisation", "with_steps"]


class PublishForm(forms.Form):
    note = forms.CharField(
        label=_("What changed"), max_length=120, required=False,
        help_text=_("One line for who compares versions later."),
    )  # fmt: skip


class OfferForm(forms.Form):
    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("Offer to"))

    def __init__(self, *args: Any, above: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["organisation"], above)
