"""Reading what writers, readers and senders of files type; texts are checked by the one reader of parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from conversations.topics.forms import InOrganisation, choose_from, text
from conversations.topics.knowledge.exchange import GUIDE, LICENCES, MOST_BYTES
from conversations.topics.knowledge.parts import ANSWERS, FIELDS, LANGUAGES, LONGEST_TITLE, Kind, Part, Shape
from conversations.topics.knowledge.parts import Field as PartField
from conversations.topics.knowledge.reading import read_part
from conversations.topics.knowledge.searching import Wanted
from conversations.topics.knowledge.writing import Titles
from conversations.topics.models import Mark, Topic

IN_LANGUAGE = {"nl": _("Dutch"), "en": _("English")}


class LibraryForm(forms.Form):
    """The search and its filters; what cannot be read is left out."""

    q = forms.CharField(label=_("Search all texts"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), (GUIDE, _("Guides")), *Kind.choices]
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"), required=False, queryset=Topic.objects.none(), empty_label=_("All topics")
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Both languages")), *IN_LANGUAGE.items()]
    )

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["topic"], topics)

    def wanted(self, *, archived: bool = False) -> Wanted:
        self.is_valid()
        data = self.cleaned_data
        topic = data.get("topic")
        return Wanted(
            words=str(data.get("q", "")).strip(), kind=data.get("kind", ""), topic_id=topic.pk if topic else None,
            language=data.get("language", ""), archived=archived,
        )  # fmt: skip


class TitlesForm(forms.Form):
    title_nl = text(_("Title (Dutch)"), LONGEST_TITLE, required=False, language="nl")
    title_en = text(_("Title (English)"), LONGEST_TITLE, required=False, language="en")
    topic = forms.ModelChoiceField(
        label=_("Topic"), required=False, queryset=Topic.objects.none(), empty_label=_("For every topic")
    )

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["topic"], topics)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("title_nl") or data.get("title_en")) and not self.errors:
            self.add_error("title_nl", _("Write a title in Dutch, in English, or in both."))
        return data

    def titles(self) -> Titles:
        return Titles(self.cleaned_data["title_nl"], self.cleaned_data["title_en"])


class StartItemForm(TitlesForm, InOrganisation):
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)

    field_order = ["kind", "title_nl", "title_en", "topic", "organisation"]


class DescribeForm(TitlesForm):
    place = forms.IntegerField(
        label=_("Place in the order"), min_value=1, max_value=999,
        help_text=_("Lessons are taken from low to high; the same number goes by title."),
    )  # fmt: skip


class CopyForm(InOrganisation):
    topic = forms.ModelChoiceField(
        label=_("Topic"), required=False, queryset=Topic.objects.none(), empty_label=_("For every topic")
    )

    field_order = ["topic", "organisation"]

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["topic"], topics)


class PartForm(forms.Form):
    """One part: each text in two languages beside each other."""

    def __init__(self, *args: Any, kind: str, of: str, part: Part | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.of = kind, of
        self.part: Part = part or {}
        for field in FIELDS[kind]:
            if field.bilingual:
                for language in LANGUAGES:
                    self.fields[f"{field.name}_{language}"] = _bilingual(field, language)
                    self.initial[f"{field.name}_{language}"] = self.part.get(field.name, {}).get(language, "")
            else:
                self.fields[field.name] = _plain(field)
                self.initial[field.name] = self.part.get(field.name, "")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        raw: Part = {"kind": self.kind, "code": self.part.get("code", "new")}
        for field in FIELDS[self.kind]:
            if field.bilingual:
                raw[field.name] = {language: data[f"{field.name}_{language}"] for language in LANGUAGES}
            else:
                value = data.get(field.name) or ""
                raw[field.name] = value.isoformat() if isinstance(value, date) else value
        self.read, errors = read_part(raw, of=self.of)
        for error in errors:
            self.add_error(None, error)
        return data

    def as_part(self) -> Part:
        return self.read


def _bilingual(field: PartField, language: str) -> forms.CharField:
    label = f"{field.label} ({IN_LANGUAGE[language]})"
    if field.shape == Shape.LINE:
        return text(label, field.longest, required=False, language=language)
    rows = 3 if field.longest <= 600 else 7
    widget = forms.Textarea(attrs={"rows": rows, "data-counter": field.longest, "lang": language})
    return forms.CharField(label=label, max_length=field.longest, required=False, widget=widget)


def _plain(field: PartField) -> forms.Field:
    label = str(field.label)
    if field.shape == Shape.DAY:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(label=label, required=field.required, widget=widget)
    if field.shape == Shape.ANSWER:
        return forms.ChoiceField(
            label=label, choices=[(letter, letter.upper()) for letter in ANSWERS], widget=forms.RadioSelect
        )
    return forms.URLField(label=label, max_length=field.longest, required=field.required, assume_scheme="https")


class MarkForm(InOrganisation):
    """What worked, and what one may say of it."""

    evidence = forms.ChoiceField(label=_("What this rests on"), choices=Mark.Evidence, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What did you do, and what did you see?"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": 300}),
        help_text=_("In words, without figures of change: numbers told at the door are no measured effect."),
    )  # fmt: skip
    by_lot = forms.BooleanField(
        label=_("Only for a randomised comparison: the lot was drawn before doors opened, and its checks passed"),
        required=False,
    )

    field_order = ["evidence", "note", "by_lot", "organisation"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("evidence") == Mark.Evidence.RANDOMISED and not data.get("by_lot"):
            self.add_error("by_lot", _("Without this it is no randomised comparison: choose another kind of evidence."))
        return data


class LicenceForm(forms.Form):
    licence = forms.ChoiceField(
        label=_("Licence of what is yours"), choices=[(name, name) for name in LICENCES], widget=forms.RadioSelect,
        initial=LICENCES[0], help_text=_("What came from others keeps the licence it came with."),
    )  # fmt: skip


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        validators=[FileExtensionValidator(["json"])],
        help_text=_("A .json file made by this program, at most 2 MB."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large: at most 2 MB."))
        return file


class TakeInForm(InOrganisation):
    numbers = forms.TypedMultipleChoiceField(
        label=_("What to take in"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one item that can be taken in.")},
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        label=_("Topic for what has none of yours"), required=False, queryset=Topic.objects.none(),
        empty_label=_("None"),
    )  # fmt: skip

    field_order = ["numbers", "topic", "organisation"]

    def __init__(self, *args: Any, topics: Any, numbers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["topic"], topics)
        chosen = self.fields["numbers"]
        if isinstance(chosen, forms.TypedMultipleChoiceField):
            chosen.choices = numbers
            chosen.initial = [number for number, _title in numbers]
