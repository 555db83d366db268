from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from canvass.places.mapping import MappingError, parse_mapping

SUFFIXES = {
    "osm": (".osm.pbf", ".osm"),
    "bag": (".csv",),
    "gpkg": (".gpkg",),
    "best": (".csv",),
    "adressenregister": (".csv", ".gpkg"),
    "csv": (".csv", ".txt"),
    "neighbourhoods": (".gpkg", ".geojson", ".json", ".csv"),
}


class UploadForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("osm", _("OpenStreetMap: streets, addresses, background (.osm.pbf)")),
            ("bag", _("BAG addresses from NLExtract (bagadres.csv)")),
            ("gpkg", _("BAG addresses from PDOK (.gpkg)")),
            ("best", _("Belgian addresses from BeSt (openaddress-be….csv)")),
            ("adressenregister", _("Flemish addresses from the Adressenregister (.gpkg, .csv)")),
            ("csv", _("Other addresses (.csv)")),
            ("neighbourhoods", _("Neighbourhoods: CBS, statistical sectors or other polygons (.gpkg, .geojson, .csv)")),
        ],
    )
    file = forms.FileField(label=_("File"))
    source = forms.CharField(
        label=_("Name of this source"),
        required=False,
        max_length=20,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Use small letters, digits and hyphens."))],
        help_text=_("One name for each region. A newer file of the same region gets the same name."),
    )
    mapping = forms.CharField(
        label=_("Columns"),
        required=False,
        max_length=500,
        help_text=_("Only when the columns have other names: street=STRAAT,number=NR,lon=LNG,lat=LAT"),
    )
    srid = forms.IntegerField(
        label=_("Projection"),
        required=False,
        min_value=1024,
        max_value=999_999,
        help_text=_(
            "Only when the file does not say it right: the EPSG number, 28992 for RD New, 3812 for Lambert 2008."
        ),
    )
    town = forms.CharField(
        label=_("Only this town"),
        required=False,
        max_length=80,
        help_text=_("For a register of a whole country or region: the municipality as the file writes it."),
    )
    box_name = forms.CharField(
        label=_("Neighbourhood around everything"),
        required=False,
        max_length=40,
        help_text=_("For a map file without boundaries: the name of the one neighbourhood to make."),
    )
    only_streets = forms.BooleanField(
        label=_("Leave out the addresses in the map file, I load them from a register"), required=False
    )
    replace = forms.BooleanField(
        label=_("Replace everything of this source, even if the file is about another region"), required=False
    )

    def clean_mapping(self) -> dict[str, str]:
        try:
            return parse_mapping(self.cleaned_data["mapping"])
        except MappingError as error:
            raise forms.ValidationError(
                _("“%(part)s” is not of the form field=column."), params={"part": error}
            ) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        what, file = data.get("what"), data.get("file")
        if what and file and not file.name.lower().endswith(SUFFIXES[what]):
            wanted = ", ".join(SUFFIXES[what])
            self.add_error("file", _("This kind of file ends in %(wanted)s.") % {"wanted": wanted})
        return data
