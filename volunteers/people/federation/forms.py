from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from volunteers.people.federation.kinds import BELOW
from volunteers.people.models import Organisation


class TreeSearchForm(forms.Form):
    q = forms.CharField(label=_("Search an organisation"), required=False, max_length=80)

    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)


class AddForm(NameForm):
    kind = forms.ChoiceField(label=_("Kind"))

    def __init__(self, *args: Any, above: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(each.value, each.label) for each in reversed(BELOW[above.kind])]


class ChooseForm(forms.Form):
    """Another organisation: where to move to, or what to merge with."""

    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), to_field_name="slug")

    def __init__(self, *args: Any, label: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        choice.label = label
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = organisations
            choice.empty_label = _("Choose one")
