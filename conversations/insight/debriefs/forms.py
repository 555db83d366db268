from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conversations.insight.debriefs.identifiers import find_identifiers
from conversations.insight.debriefs.reflecting import LONGEST, refusal
from conversations.insight.models import Mood, ObservedShift


class LookBackForm(forms.Form):
    mood = forms.ChoiceField(label=_("How do you go home?"), choices=Mood.choices, widget=forms.RadioSelect)
    shifted_in_me = forms.ChoiceField(
        label=_("Did anything shift in you?"), choices=ObservedShift.choices, widget=forms.RadioSelect, required=False
    )
    fine = forms.CharField(
        label=_("A fine moment"),
        help_text=_("About us, not about residents. At most 280 characters; deleted after 30 days."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hard = forms.CharField(
        label=_("A hard moment"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, moments: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not moments:
            del self.fields["fine"], self.fields["hard"]

    def clean_fine(self) -> str:
        return self._about_us("fine")

    def clean_hard(self) -> str:
        return self._about_us("hard")

    def _about_us(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if find_identifiers(text):
            raise forms.ValidationError(refusal())
        return text
