from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.people.auditing.words import About


class AuditSearchForm(forms.Form):
    q = forms.CharField(label=_("Who did it"), required=False, max_length=80)
    about = forms.ChoiceField(label=_("About"), required=False, choices=[("", _("everything")), *About.choices])
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To and including"), required=False, widget=forms.DateInput({"type": "date"}))
