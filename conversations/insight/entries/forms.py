from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from conversations.doorstep.handin import MOST_BYTES, HandInFile, HandInRefused, read_file

ALL = "all"


class DecideForm(forms.Form):
    """One button: accept or drop, one entry or all."""

    accept = forms.CharField(max_length=36, required=False)
    drop = forms.CharField(max_length=36, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [name for name in ("accept", "drop") if data.get(name)]
        if len(given) != 1:
            raise forms.ValidationError(_("Choose what to do."))
        value = data[given[0]]
        try:
            data["chosen"] = None if value == ALL else [UUID(value)]
        except ValueError:
            raise forms.ValidationError(_("Choose what to do.")) from None
        return data

    @property
    def chosen(self) -> list[UUID] | None:
        """None for all of them."""
        found: list[UUID] | None = self.cleaned_data["chosen"]
        return found

    @property
    def accepts(self) -> bool:
        return bool(self.cleaned_data["accept"])


class HandInForm(forms.Form):
    file = forms.FileField(
        label=_("File of the phone"),
        validators=[FileExtensionValidator(["canvass"])],
        help_text=_("The volunteer saves it on the last screen of the app. Its name ends in .canvass."),
    )

    def clean_file(self) -> HandInFile:
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            # One byte more than is allowed tells that there is more.
            return read_file(upload.read(MOST_BYTES + 1))
        except HandInRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None
