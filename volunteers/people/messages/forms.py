from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.people.messages.audiences import Choice
from volunteers.people.messages.kinds import ALL, Kind
from volunteers.people.models import Announcement, Message, MessageSettings


class PreferencesForm(forms.Form):
    """Ticked is what comes. One pair of ticks for each kind, drawn as a table."""

    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_until = forms.TimeField(label=_("until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, own: MessageSettings, coordinates: bool, **kwargs: Any) -> None:
        self.kinds = [kind for kind in ALL if coordinates or not kind.for_coordinators]
        initial: dict[str, object] = {"quiet_from": own.quiet_from, "quiet_until": own.quiet_until}
        for kind in self.kinds:
            initial[f"mail_{kind.code}"] = kind.code not in own.mail_off
            initial[f"push_{kind.code}"] = kind.code not in own.push_off
        super().__init__(*args, **kwargs | {"initial": initial})
        for kind in self.kinds:
            always = not kind.optional
            self.fields[f"mail_{kind.code}"] = forms.BooleanField(
                label=_("mail"), required=False, disabled=always, initial=True
            )
            self.fields[f"push_{kind.code}"] = forms.BooleanField(label=_("web push"), required=False)

    def rows(self) -> list[tuple[Kind, forms.BoundField, forms.BoundField]]:
        return [(kind, self[f"mail_{kind.code}"], self[f"push_{kind.code}"]) for kind in self.kinds]

    def off(self, channel: str) -> list[str]:
        return [kind.code for kind in self.kinds if not self.cleaned_data[f"{channel}_{kind.code}"]]


class AnnouncementForm(forms.ModelForm):  # type: ignore[type-arg]
    audience = forms.ChoiceField(label=_("To whom"))

    class Meta:
        model = Announcement
        fields = ["subject", "text", "urgent"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": _("Plain words. Everybody gets it with their own first name above it."),
            "urgent": _("Only where waiting until the morning does harm."),
        }

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for choice in choices:
            groups.setdefault(choice.group, []).append((choice.value, choice.label))
        self.fields["audience"].choices = list(groups.items())  # type: ignore[attr-defined]
        self.order_fields(["audience", "subject", "text", "urgent"])


class LogForm(forms.Form):
    q = forms.CharField(label=_("Search by name, address or subject"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *((kind.code, kind.label) for kind in ALL)]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *Message.State.choices])
