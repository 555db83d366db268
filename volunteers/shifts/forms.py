from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from canvass.turf.models import Turf
from volunteers.people.models import User
from volunteers.shifts.models import Shift, SignUp


class HandOutForm(forms.Form):
    turf = forms.ModelChoiceField(label=_("Turf"), queryset=Turf.objects.none(), empty_label=_("Choose a turf"))

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Turf.objects.filter(plan__campaign=shift.campaign_id, plan__state="published")
        self.fields["turf"].queryset = choices.select_related("plan__neighbourhood")  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    volunteer = forms.IntegerField()
    duo = forms.IntegerField(required=False)


class RollCallForm(forms.Form):
    """One deed: on one person of the shift, or on everybody."""

    ON_ONE = ("here", "not-here", "back")
    ON_ALL = ("everyone-here", "everyone-back", "undo")

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in (*ON_ONE, *ON_ALL)])
    volunteer = forms.ModelChoiceField(queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(sign_ups__shift=shift, sign_ups__state=SignUp.State.GOING)
        self.fields["volunteer"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("deed") in self.ON_ONE and not data.get("volunteer"):
            self.add_error("volunteer", _("Choose a person of this shift."))
        return data

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data["deed"])

    def person(self) -> User:
        """Whom the deed is about; meaningless for a deed on everybody."""
        return self.cleaned_data["volunteer"] or User()
