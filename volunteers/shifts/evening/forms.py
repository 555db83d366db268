from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from canvass.turf.models import Turf
from volunteers.shifts.models import Duo, DuoWish, Guest, Shift, SignUp
from volunteers.shifts.presence import Tick, Ticked


def keys_of(shift: Shift) -> set[str]:
    """Everybody of the evening, as forms name them: v12 is a volunteer, g3 a guest of tonight."""
    going = SignUp.objects.filter(shift=shift, state=SignUp.State.GOING).values_list("volunteer_id", flat=True)
    guests = Guest.objects.filter(shift=shift).values_list("pk", flat=True)
    return {f"v{pk}" for pk in going} | {f"g{pk}" for pk in guests}


class RollCallForm(forms.Form):
    """One deed: on the people that were ticked, or on everybody."""

    ON_ALL = ("everyone-here", "everyone-back", "undo")

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in (*Tick, *ON_ALL)])
    who = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = _one_line(self.data)
        self.fields["who"].choices = [(key, key) for key in keys_of(shift)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("deed") in list(Tick) and not data.get("who"):
            self.add_error("who", _("Choose a person of this shift."))
        return data

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data["deed"])

    def people(self) -> Ticked:
        who = self.cleaned_data["who"]
        return Ticked(*([int(key[1:]) for key in who if key.startswith(kind)] for kind in "vg"))


def _one_line(data: Any) -> Any:
    """A button on one person's line carries their key: it counts for them alone, whoever else is ticked."""
    for deed in Tick:
        if deed.value in data:
            return MultiValueDict({"deed": [deed.value], "who": [data[deed.value]]})
    return data


class PlaceForm(forms.Form):
    """Where somebody goes: a duo of this shift, none at all, or with neither a new one."""

    duo = forms.ModelChoiceField(queryset=Duo.objects.none(), required=False)
    leave = forms.BooleanField(required=False)
    # Whether they only look on; left empty it stays as it is.
    looks = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duo"].queryset = Duo.objects.filter(shift=shift)  # type: ignore[attr-defined]


class TurfForm(forms.Form):
    turf = forms.ModelChoiceField(label=_("Turf"), queryset=Turf.objects.none())

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Turf.objects.filter(plan__campaign=shift.campaign_id, plan__state="published")
        self.fields["turf"].queryset = choices.select_related("plan")  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    name = forms.CharField(label=_("First name"), max_length=40)
    observes = forms.BooleanField(label=_("Only comes to look"), required=False)


class WishForm(forms.Form):
    """About somebody of this shift; an empty kind takes the wish back."""

    about = forms.IntegerField()
    kind = forms.ChoiceField(choices=[("", "-"), *DuoWish.Kind.choices], required=False)
