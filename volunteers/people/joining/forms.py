from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import PublicPage

DAYS = ((7, _("a week")), (31, _("a month")), (92, _("three months")), (365, _("a year")))


class NewcomerForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Your duo partner and coordinator see it. A first name will do."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We mail you a code. You never need a password."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label=_("Code from the mail"),
        error_messages={"invalid": _("The code has six digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}),
    )

    def digits(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class LinkForm(forms.Form):
    label = forms.CharField(
        label=_("What is it for"), max_length=60, help_text=_("For example: poster in the library, group app.")
    )
    days = forms.TypedChoiceField(label=_("It works for"), choices=DAYS, coerce=int, initial=31)
    max_uses = forms.IntegerField(
        label=_("For how many people at most"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Leave it empty for a link without a limit."),
    )

    def lasts(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class PublicPageForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = PublicPage
        fields = ["is_open", "asks_first", "about_nl", "about_en"]
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in ("about_nl", "about_en")}
        help_texts = {
            "about_nl": _("A few lines about your group, for somebody who does not know you yet."),
            "about_en": _("Left empty, the page shows the other language."),
        }
