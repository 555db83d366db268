from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import PARTS_OF_DAY, Profile, User
from volunteers.people.spoken import PARTS, SPOKEN, WEEKDAYS

PURPOSES = (
    ("shift", _("a shift that needs people")),
    ("training", _("a training")),
    ("meeting", _("a meeting of the group")),
    ("thanks", _("a thank-you")),
    ("safety", _("safety")),
)


class WalkingForm(forms.ModelForm):  # type: ignore[type-arg]
    languages = forms.MultipleChoiceField(
        label=_("Languages that you speak at a door"),
        choices=SPOKEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    max_km = forms.IntegerField(
        label=_("How far you want to travel, in kilometres"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=_("Leave it empty if it does not matter."),
    )
    availability = forms.TypedMultipleChoiceField(
        label=_("When you can usually come"),
        choices=[(n, str(n)) for n in range(len(WEEKDAYS) * PARTS_OF_DAY)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Profile
        fields = ["languages", "max_km", "stairs", "bike", "availability"]
        labels = {"stairs": _("I can take stairs"), "bike": _("I come by bike")}

    def week(self) -> list[tuple[object, list[tuple[str, object, bool]]]]:
        """The grid of the week: a row for each day, a tick for each part of it with its own name to read aloud."""
        bound = self["availability"]
        ticked = {str(value) for value in bound.value() or []}
        return [
            (
                weekday,
                [
                    (str(day * PARTS_OF_DAY + part), name, str(day * PARTS_OF_DAY + part) in ticked)
                    for part, name in enumerate(PARTS)
                ],
            )
            for day, weekday in enumerate(WEEKDAYS)
        ]


class TrainingForm(forms.Form):
    trained_on = forms.DateField(
        label=_("Trained on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_trained_on(self) -> Any:
        day = self.cleaned_data["trained_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class SegmentForm(forms.Form):
    name = forms.CharField(label=_("Name of the segment"), max_length=40)


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(label=_("What are the addresses for?"), choices=PURPOSES, widget=forms.RadioSelect)


class EraseForm(forms.Form):
    """Typing one's own address: nobody deletes an account by a slip of the thumb."""

    address = forms.CharField(
        label=_("Type your e-mail address to confirm"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip().lower()
        if address != self.user.email:
            raise forms.ValidationError(_("That is not the address of this account."))
        return address
