"""What residents fill in. Labels and errors are in the words of their page, which may be no language of Django's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from conversations.insight.cards.correcting import Correction, values_to_choose
from conversations.insight.cards.lookup import Talk
from conversations.insight.comparison.answers import QUESTIONS
from conversations.insight.models import ResidentDesk

NO_NUMBER = "none"
NUMBERS = [str(n) for n in range(11)]
MOST_VALUES = 3
MOST_SHEETS = 50


class CorrectionForm(forms.Form):
    opening = forms.ChoiceField()
    closing = forms.ChoiceField()
    values = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any, *, talk: Talk, texts: Mapping[str, str]) -> None:
        super().__init__(data)
        for name in ("opening", "closing"):
            field = self.fields[name]
            field.choices = [(n, n) for n in [*NUMBERS, NO_NUMBER]]  # type: ignore[attr-defined]
            field.error_messages = dict.fromkeys(("required", "invalid_choice"), texts["choose_number"])
            field.label = texts[name]
        values = self.fields["values"]
        values.choices = [(row.code, str(row)) for row in values_to_choose(talk)]  # type: ignore[attr-defined]
        values.label = texts["values"]
        self.at_most_three = texts["at_most_three"]

    def clean_values(self) -> list[str]:
        chosen = list(self.cleaned_data["values"])
        if len(chosen) > MOST_VALUES:
            raise ValidationError(self.at_most_three)
        return chosen

    def correction(self) -> Correction:
        data = self.cleaned_data
        opening, closing = (_as_number(data[name]) for name in ("opening", "closing"))
        return Correction(opening, closing, tuple(data["values"]))

    @staticmethod
    def as_it_is(talk: Talk) -> dict[str, Any]:
        numbers = {"opening": talk.opening, "closing": talk.closing}
        return {name: NO_NUMBER if n is None else str(n) for name, n in numbers.items()} | {
            "values": talk.shared_values
        }


class AnswersForm(forms.Form):
    """The three questions; each may be skipped, and a number that is none is skipped too."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for name in QUESTIONS:
            self.fields[name] = forms.TypedChoiceField(
                choices=[(n, n) for n in NUMBERS], coerce=int, empty_value=None, required=False
            )

    def answers(self) -> dict[str, int | None]:
        return {name: self.cleaned_data.get(name) for name in QUESTIONS}


class ReminderForm(forms.Form):
    email = forms.CharField(max_length=254, required=False)
    consent = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, texts: Mapping[str, str]) -> None:
        super().__init__(data)
        self.texts = texts

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip()
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(self.texts["bad_email"]) from None
        return email

    def clean_consent(self) -> bool:
        if not self.cleaned_data["consent"]:
            raise ValidationError(self.texts["bad_consent"])
        return True


class DoorForm(forms.Form):
    postcode = forms.CharField(max_length=12)
    number = forms.CharField(max_length=30)
    street = forms.CharField(max_length=160, required=False)

    def asked(self) -> dict[str, str]:
        return {name: str(self.cleaned_data[name]) for name in self.fields}


class SheetsForm(forms.Form):
    sheets = forms.IntegerField(
        label=_("How many sheets of ten cards"), min_value=1, max_value=MOST_SHEETS, initial=5,
        help_text=_("One or two sheets for each duo is enough for an evening."),
    )  # fmt: skip


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ResidentDesk
        fields = ("email", "phone")
        help_texts = {"email": _("Printed on every card, and shown to every resident who looks up a card.")}


def _as_number(text: str) -> int | None:
    return None if text == NO_NUMBER else int(text)
