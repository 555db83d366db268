from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conversations.insight.api.tokens import LONGEST
from conversations.insight.models import Scope

USUAL = timedelta(days=180)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("The system that will use it, for instance “Our CRM”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may read"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("At most a year. Make a new one in time; an old one may run beside it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = timezone.localdate() + USUAL

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today to a year from now."))
        return day
