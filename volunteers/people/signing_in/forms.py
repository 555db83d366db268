from __future__ import annotations

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.utils import filter_users_by_email
from allauth.core import context
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.people.signing_in.known_browser import knows
from volunteers.people.signing_in.limits import note_asked


class MailMeACodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    too_many = _(
        "Too many codes were asked for this address. Try again in an hour, or in a browser in which you signed in "
        "before; at a meeting place your coordinator can let you in by a code on the spot."
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        people = filter_users_by_email(email, is_active=True)
        known = next((person.pk for person in people if knows(context.request, person.pk)), None)
        if not note_asked(email=email, known_browser_of=known, now=timezone.now()):
            raise forms.ValidationError(self.too_many)
        return str(super().clean_email())
