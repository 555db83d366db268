from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from conversations.insight.models import Export


class ExportForm(forms.Form):
    kind = forms.ChoiceField(label=_("Contents"), choices=Export.Kind.choices)
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=200,
        help_text=_("One sentence. It is kept in the log beside your name."),
    )
