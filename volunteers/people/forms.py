from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import Membership, User


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty to end it now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Leave it empty to end it now."))
        return day


class MemberSearchForm(forms.Form):
    q = forms.CharField(label=_("Search by name or address"), required=False, max_length=80)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Membership.Role.choices])


class AcceptForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Your duo partner and coordinator see it. A first name will do."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As my browser says")), *settings.LANGUAGES]
    )

    class Meta:
        model = User
        fields = ["name", "phone", "language"]
        help_texts = {"phone": _("Only the coordinators of your shifts see it.")}


class SecondStepForm(ActivateTOTPForm):  # type: ignore[misc]
    """The package's own, with a label that speaks the reader's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app")
