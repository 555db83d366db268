"""What each column of single conversations means, with the words behind its codes in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from conversations.doorstep.payload import BUCKETS
from conversations.insight.exporting.columns import Column, Text, Type, Value, in_both
from conversations.insight.models import ObservedShift
from conversations.topics.models import Bilingual, Concern, GuideStep, GuideVersion, Prejudice, SharedValue, Statement

POINTS = _("points from 0 to 10")
LEVELS = {
    "neighbourhood": _("a neighbourhood"),
    "district": _("a district: the neighbourhood or the week was too quiet"),
    "municipality": _("a municipality: the district was too quiet as well"),
}
MISSING = {"refused": _("the resident would rather not say"), "not_asked": _("not asked")}


def record_columns(campaign: Campaign) -> tuple[Column, ...]:
    topic = campaign.statement.topic
    values = _words(SharedValue.objects.filter(organisation=topic.organisation_id))
    missing = _coded(MISSING)
    return (
        Column("area", _("Official code of the place, as coarse as it was written down; empty where unknown")),
        Column("area_level", _("What kind of place that is"), values=_coded(LEVELS)),
        Column("period", _("ISO week (2026-W10), or month (2026-M03) where the week was too quiet")),
        Column("statement", _("Version of the statement"), Type.INTEGER, values=_statements(topic.pk)),
        Column("guide", _("Version of the conversation guide"), values=_guides(topic.pk)),
        Column("canvasser", _("Made-up name of the volunteer, another in every export")),
        Column("opening", _("Number at the beginning, as reported at the door"), Type.INTEGER, POINTS),
        Column("opening_missing", _("Why the number at the beginning is missing"), values=missing),
        Column("closing", _("Number at the end, as reported at the door"), Type.INTEGER, POINTS),
        Column("closing_missing", _("Why the number at the end is missing"), values=missing),
        *(Column(f"value_{n}", _("Value that both shared, at most three"), values=values) for n in (1, 2, 3)),
        Column("concern", _("The worry behind the number"), values=_words(Concern.objects.filter(topic=topic))),
        Column("prejudice", _("The prejudice that came up"), values=_words(Prejudice.objects.filter(topic=topic))),
        Column(
            "observed_shift",
            _("Whether that prejudice softened, as the volunteer saw it"),
            values=_coded(dict(ObservedShift.choices)),
        ),
        Column("steps", _("Steps of the guide that happened"), Type.LIST, values=_steps(topic.pk)),
        Column("minutes", _("How long the conversation took"), unit=_("minutes"), values=_minutes()),
    )


def _coded(labels: Mapping[str, Text]) -> tuple[Value, ...]:
    return tuple(Value(code, *in_both(label)) for code, label in labels.items())


def _words(found: QuerySet[SharedValue] | QuerySet[Concern] | QuerySet[Prejudice]) -> tuple[Value, ...]:
    """Also those that phones offer no longer: they may have been logged before."""
    return tuple(_value(word.code, word) for word in found.order_by("position", "code"))


def _statements(topic: int) -> tuple[Value, ...]:
    found = Statement.objects.filter(topic=topic).order_by("version")
    return tuple(
        Value(
            str(row.version),
            f"{row.text_nl} (0: {row.low_nl}, 10: {row.high_nl})",
            f"{row.text_en or row.text_nl} (0: {row.low_en or row.low_nl}, 10: {row.high_en or row.high_nl})",
        )
        for row in found
    )


def _guides(topic: int) -> tuple[Value, ...]:
    found = GuideVersion.objects.filter(guide__topic=topic, published_at__isnull=False).select_related("guide")
    return tuple(_value(f"g{row.guide_id}v{row.version}", row.guide) for row in found.order_by("guide", "version"))


def _steps(topic: int) -> tuple[Value, ...]:
    """A code means the same in every version; the newest wording stands for all."""
    found = GuideStep.objects.filter(version__guide__topic=topic, logged=True).order_by("-version", "position")
    named = {row.code: row for row in reversed(found)}
    return tuple(_value(code, named[code]) for code in sorted(named))


def _minutes() -> tuple[Value, ...]:
    return tuple(Value(f"{bucket} min", f"{bucket} minuten", f"{bucket} minutes") for bucket in BUCKETS if bucket)


def _value(code: str, word: Bilingual) -> Value:
    return Value(code, word.text_nl, word.text_en or word.text_nl)
