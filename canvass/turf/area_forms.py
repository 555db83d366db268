from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.gis.geos import MultiPolygon
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from canvass.turf.area_shapes import MOST_CHARACTERS, BadShape, read_shape


class ShapeForm(forms.Form):
    """A drawn or pasted edge, checked as far as one can without the database."""

    shape = forms.CharField(
        label=_("The edge as GeoJSON"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_shape(self) -> MultiPolygon | None:
        return self._read(self.cleaned_data.get("shape", ""))

    def _read(self, text: str) -> MultiPolygon | None:
        if not text:
            return None
        try:
            return read_shape(text)
        except BadShape as bad:
            raise forms.ValidationError(str(bad)) from None


class AreaForm(ShapeForm):
    name = forms.CharField(label=_("Name of the area"), max_length=120)
    file = forms.FileField(
        label=_("Or a file with it (.geojson)"),
        required=False,
        validators=[FileExtensionValidator(["geojson", "json"])],
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
    field_order = ("name", "shape", "file")

    def clean(self) -> dict[str, Any]:
        """A file goes before what is drawn: who gives one means it."""
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload is not None:
            self.errors.pop("shape", None)
            try:
                data["shape"] = self._read(upload.read(MOST_CHARACTERS + 1).decode("utf-8"))
            except (UnicodeDecodeError, forms.ValidationError):
                self.add_error("file", _("This file holds no polygon that can be used."))
        elif "shape" not in self.errors and not data.get("shape"):
            self.add_error("shape", _("Draw the edge on the map, paste it, or choose streets around an address."))
        return data

    def outline(self) -> MultiPolygon:
        found: MultiPolygon = self.cleaned_data["shape"]
        return found


class AroundForm(forms.Form):
    """Everything within so many metres of an address: an edge without pointing at a map."""

    q = forms.CharField(label=_("Address"), required=False, max_length=80)
    metres = forms.IntegerField(label=_("Within (metres)"), min_value=50, max_value=3000, initial=300, required=False)
    place = forms.CharField(required=False, max_length=40)

    def metres_asked(self) -> int:
        asked = self.cleaned_data.get("metres") if self.is_valid() else None
        return int(asked or self.fields["metres"].initial)
