from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from volunteers.people.bulk.parsing import decode

MOST_BYTES = 500_000


class ListForm(forms.Form):
    """A file, or lines pasted from a spreadsheet; either gives ``text``."""

    file = forms.FileField(
        label=_("A CSV file"),
        required=False,
        validators=[FileExtensionValidator(["csv", "txt"])],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the rows here"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and file.size > MOST_BYTES:
            self.add_error("file", _("This file is too large for a list of people."))
        elif not file and not (cleaned.get("pasted") or "").strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste rows."))
        return cleaned

    def text(self) -> str:
        file = self.cleaned_data["file"]
        return decode(file.read()) if file else str(self.cleaned_data["pasted"])
