from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conversations.insight.models import Export


class ExportForm(forms.Form):
    """Offers the formats that the chosen contents come in; a script asks for them anew when the choice changes."""

    kind = forms.ChoiceField(label=gettext_lazy("Contents"))
    format = forms.ChoiceField(label=gettext_lazy("Kind of file"))
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=200,
        help_text=gettext_lazy("One sentence. It is kept in the log beside your name."),
    )

    def __init__(self, *args: Any, kinds: Collection[Export.Kind], chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in kinds]  # type: ignore[attr-defined]
        wanted = self.data.get("kind", chosen)
        found = next((kind for kind in kinds if kind == wanted), next(iter(kinds)))
        self.initial["kind"] = found
        formats = Export.FORMATS[found]
        self.fields["format"].choices = [(each.value, each.label) for each in formats]  # type: ignore[attr-defined]
        self.fields["format"].error_messages["invalid_choice"] = _("These contents do not come as that. Choose again.")
        # Without a script the formats are those of the first contents; another choice is asked for once more.
        attributes = {"hx-get": "", "hx-target": "#export-format", "hx-trigger": "change"}
        self.fields["kind"].widget.attrs |= attributes
