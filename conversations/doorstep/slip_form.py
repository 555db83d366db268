"""The slip as a form: the same questions and the same limits as on the phone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conversations.doorstep.card_text import code_hash
from conversations.doorstep.payload import BUCKETS
from conversations.doorstep.slips import SlipWords

RATINGS = [(str(n), str(n)) for n in range(11)]
MISSING = [("refused", _("rather not")), ("not_asked", _("not asked"))]
SHIFTS = [("no", _("no")), ("little", _("a little")), ("clear", _("clearly")), ("unknown", _("don't know"))]
MOST_VALUES = 3


def _radios(label: Any, choices: Iterable[tuple[str, Any]], *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=required)


class SlipForm(forms.Form):
    opening = _radios(_("Opening number"), [*RATINGS, *MISSING], required=True)
    closing = _radios(_("Closing number"), [*RATINGS, *MISSING], required=True)
    values = forms.MultipleChoiceField(
        label=_("Shared values, at most three"), widget=forms.CheckboxSelectMultiple, required=False
    )
    concern = _radios(_("Concern, at most one"), [])
    prejudice = _radios(_("Prejudice that came up, at most one"), [])
    observed_shift = _radios(_("Did it shift?"), SHIFTS)
    steps = forms.MultipleChoiceField(label=_("What happened"), widget=forms.CheckboxSelectMultiple, required=False)
    minutes_bucket = _radios(_("Minutes"), [(code, code) for code in BUCKETS if code])
    card = forms.CharField(label=_("Code of the card, if one was given"), max_length=40, required=False)

    def __init__(self, *args: Any, words: SlipWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("values", words.values), ("concern", words.concerns), ("prejudice", words.prejudices)):
            self._offer(name, [(row.code, str(row)) for row in rows])
        self._offer("steps", [(step.code, str(step)) for step in words.steps])
        for name in ("concern", "prejudice"):
            self._offer(name, [("", _("none")), *self.fields[name].choices])  # type: ignore[attr-defined]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_values(self) -> list[str]:
        chosen = list(self.cleaned_data["values"])
        if len(chosen) > MOST_VALUES:
            raise forms.ValidationError(_("Choose at most three values."))
        return chosen

    def clean_card(self) -> str | None:
        """Only its hash goes on."""
        typed = self.cleaned_data["card"].strip()
        if not typed:
            return None
        found = code_hash(typed)
        if found is None:
            raise forms.ValidationError(_("This is no card code: four groups of four letters or digits, and one more."))
        return found

    def answers(self) -> dict[str, Any]:
        """In the words of a sealed conversation."""
        data = self.cleaned_data
        return {
            **_rating("opening", data["opening"]),
            **_rating("closing", data["closing"]),
            "values": data["values"],
            "concern": data["concern"] or None,
            "prejudice": data["prejudice"] or None,
            "observed_shift": (data["observed_shift"] or "unknown") if data["prejudice"] else None,
            "steps": data["steps"],
            "minutes_bucket": data["minutes_bucket"],
            "card_code_hash": data["card"],
        }


def _rating(name: str, value: str) -> dict[str, Any]:
    number = int(value) if value.isdecimal() else None
    return {name: number, f"{name}_missing": "" if number is not None else value}
