from __future__ import annotations

from django.contrib.gis.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

WGS84 = 4326


class NeighbourhoodQuerySet(models.QuerySet["Neighbourhood"]):
    def live(self) -> NeighbourhoodQuerySet:
        """Those still in the newest file: the ones to plan."""
        return self.filter(retired_at=None)

    def official(self) -> NeighbourhoodQuerySet:
        """Those of a register: what a campaign drew for itself is seen by that campaign alone."""
        return self.exclude(source=Neighbourhood.DRAWN)


class Neighbourhood(models.Model):
    """A polygon with an official code. Public reference data, shared by all organisations.

    The source ``drawn`` is a campaign's own: it has no official code, and no address ever points to it.
    """

    DRAWN = "drawn"

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    district_code = models.CharField(max_length=40, blank=True)
    municipality_code = models.CharField(max_length=40, blank=True)
    municipality_name = models.CharField(_("municipality"), max_length=120, blank=True)
    source = models.CharField(max_length=20)
    geometry = models.MultiPolygonField(srid=WGS84)
    # Kept by the loaders: counting doors on every page would scan the addresses.
    address_count = models.PositiveIntegerField(default=0)
    # Gone from the newest file (officials renumber them): kept for what was done there, gets no new doors.
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = NeighbourhoodQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        indexes = [models.Index(fields=["municipality_name", "name"], name="neighbourhood_by_town")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_drawn(self) -> bool:
        return self.source == self.DRAWN


class StreetSegment(models.Model):
    """A piece of street between two crossings. Junction numbers are the source's own node ids."""

    source = models.CharField(max_length=20)
    source_key = models.CharField(max_length=60)
    name = models.CharField(_("street"), max_length=160, blank=True)
    road_class = models.CharField(max_length=24)
    junction_from = models.BigIntegerField()
    junction_to = models.BigIntegerField()
    geometry = models.LineStringField(srid=WGS84)
    length_m = models.FloatField()
    # Steps, kerbs, one-way footpaths and the like: what profiles other than on foot need.
    tags = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="segment_once_per_source"),
            models.CheckConstraint(condition=Q(length_m__gte=0), name="segment_length_not_negative"),
        ]
        indexes = [
            models.Index(fields=["junction_from"], name="segment_by_from"),
            models.Index(fields=["junction_to"], name="segment_by_to"),
            models.Index(fields=["name"], name="segment_by_name"),
        ]

    def __str__(self) -> str:
        return self.name or self.source_key


class Entrance(models.Model):
    """Addresses behind one street door: a stairwell, gallery, flat or intercom."""

    # The source and key of the first address behind it, so that it survives a reload.
    source_key = models.CharField(max_length=120, unique=True)
    label = models.CharField(max_length=120, blank=True)
    point = models.PointField(srid=WGS84)

    def __str__(self) -> str:
        return self.label or self.source_key


class AddressQuerySet(models.QuerySet["Address"]):
    def live(self) -> AddressQuerySet:
        """Those still in the newest file: the ones to plan."""
        return self.filter(retired_at=None)


class Address(models.Model):
    """One front door. It carries nothing about who lives there."""

    LEFT, RIGHT, NO_SIDE = 1, -1, 0

    source = models.CharField(max_length=20)
    source_key = models.CharField(max_length=80)
    street = models.CharField(max_length=160, blank=True)
    number = models.PositiveIntegerField()
    letter = models.CharField(max_length=4, blank=True)
    addition = models.CharField(max_length=16, blank=True)
    box = models.CharField(max_length=16, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    point = models.PointField(srid=WGS84)
    floor = models.SmallIntegerField(default=0)
    # The indexes of Meta serve these two; a second one of each would cost every load its time.
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.SET_NULL, related_name="addresses", db_index=False
    )
    entrance = models.ForeignKey(Entrance, null=True, blank=True, on_delete=models.SET_NULL, related_name="addresses")
    segment = models.ForeignKey(
        StreetSegment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    # Left or right of the segment's own direction, and metres from its start.
    side = models.SmallIntegerField(default=0)
    offset_m = models.FloatField(default=0)
    # Gone from the newest file: kept for its ledger rows, planned no more.
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="address_once_per_source"),
            models.CheckConstraint(condition=Q(side__in=[-1, 0, 1]), name="address_side_known"),
            models.CheckConstraint(condition=Q(offset_m__gte=0), name="address_offset_not_negative"),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "street", "number"], name="address_by_neighbourhood"),
            models.Index(fields=["segment"], name="address_by_segment"),
            # Residents find their own door with these two, without an account: it must not read a whole country.
            models.Index(fields=["postcode", "number"], name="address_by_postcode"),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.house_number}".strip()

    @property
    def house_number(self) -> str:
        tail = f"-{self.addition}" if self.addition else ""
        box = f" bus {self.box}" if self.box else ""
        return f"{self.number}{self.letter}{tail}{box}"


class BackdropShape(models.Model):
    """Buildings, water, green and rail, drawn under the map so that no tile server is needed."""

    class Kind(models.TextChoices):
        BUILDING = "building"
        WATER = "water"
        GREEN = "green"
        RAIL = "rail"

    source = models.CharField(max_length=20)
    source_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)
    geometry = models.GeometryField(srid=WGS84)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="backdrop_once_per_source"),
            models.CheckConstraint(
                condition=Q(kind__in=["building", "water", "green", "rail"]), name="backdrop_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_key}"


class PlaceLoad(models.Model):
    """One run of a loader: what came in, what changed, what was wrong (the lists are files beside it)."""

    source = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")), name="load_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.file_name
