"""What the list of people can be asked. The same names stand in its address and in saved segments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from volunteers.people.models import PARTS_OF_DAY, Membership
from volunteers.people.spoken import PARTS, SPOKEN, WEEKDAYS

# Memberships with columns that the type of the model does not know.
People = QuerySet[Any]
EXPERIENCE = (
    ("new", _("never walked")),
    ("some", _("1 to 4 shifts")),
    ("seasoned", _("5 shifts or more")),
)
SEEN = (
    ("month", _("in the last 30 days")),
    ("quarter", _("in the last 90 days")),
    ("away", _("not for 90 days")),
)
SORT = (
    ("name", _("name")),
    ("newest", _("newest first")),
    ("away", _("longest away first")),
    ("walked", _("most shifts first")),
)
ORDERS: dict[str, tuple[Any, ...]] = {
    "newest": ("-created_at", "pk"),
    "away": (F("last_seen").asc(nulls_first=True), "pk"),
    "walked": ("-walked", "user__name", "pk"),
}
TICK = forms.CheckboxInput


def parts_of_week() -> list[tuple[str, str]]:
    return [
        (str(day * PARTS_OF_DAY + part), f"{weekday} {name}")
        for day, weekday in enumerate(WEEKDAYS)
        for part, name in enumerate(PARTS)
    ]


class PeopleFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Over memberships with their user, profile, ``walked`` and ``last_seen``."""

    q = django_filters.CharFilter(
        label=_("Search by name or address"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Membership.Role.choices, empty_label=_("All roles"))
    experience = django_filters.ChoiceFilter(
        label=_("Experience"), choices=EXPERIENCE, method="by_experience", empty_label=_("any")
    )
    seen = django_filters.ChoiceFilter(label=_("Last seen"), choices=SEEN, method="by_seen", empty_label=_("any time"))
    speaks = django_filters.ChoiceFilter(
        label=_("Speaks"), choices=SPOKEN, method="by_language", empty_label=_("any language")
    )
    when = django_filters.ChoiceFilter(
        label=_("Can come"), choices=parts_of_week, method="by_part", empty_label=_("any time")
    )
    trained = django_filters.ChoiceFilter(
        label=_("Training"),
        choices=(("yes", pgettext_lazy("training", "done")), ("no", pgettext_lazy("training", "not yet"))),
        method="by_training",
        empty_label=_("any"),
    )
    stairs = django_filters.BooleanFilter(label=_("can take stairs"), method="by_stairs", widget=TICK)
    bike = django_filters.BooleanFilter(label=_("comes by bike"), method="by_bike", widget=TICK)
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=SORT, method="by_order", empty_label=None)

    class Meta:
        model = Membership
        fields: tuple[str, ...] = ()

    def search(self, people: People, name: str, value: str) -> People:
        # Every word must be found: "sam had" finds Samira Haddou.
        for word in value.split()[:5]:
            people = people.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
        return people

    def by_experience(self, people: People, name: str, value: str) -> People:
        low, high = {"new": (0, 0), "some": (1, 4), "seasoned": (5, 10_000)}[value]
        return people.filter(walked__range=(low, high))

    def by_seen(self, people: People, name: str, value: str) -> People:
        now = timezone.now()
        if value == "away":
            return people.filter(Q(last_seen=None) | Q(last_seen__lt=now - timedelta(days=90)))
        return people.filter(last_seen__gte=now - timedelta(days=30 if value == "month" else 90))

    def by_language(self, people: People, name: str, value: str) -> People:
        return people.filter(user__profile__languages__contains=[value])

    def by_part(self, people: People, name: str, value: str) -> People:
        return people.filter(user__profile__availability__contains=[int(value)])

    def by_training(self, people: People, name: str, value: str) -> People:
        return people.filter(user__profile__trained_on__isnull=value == "no")

    def by_stairs(self, people: People, name: str, value: bool) -> People:
        # Who has filled in nothing may well take stairs.
        return people.exclude(user__profile__stairs=False) if value else people

    def by_bike(self, people: People, name: str, value: bool) -> People:
        return people.filter(user__profile__bike=True) if value else people

    def by_order(self, people: People, name: str, value: str) -> People:
        return people.order_by(*ORDERS.get(value, ("user__name", "user__email")))

    def asked(self) -> dict[str, str]:
        """The questions that are really asked, in a form that can be kept; anything unknown is dropped."""
        if not self.form.is_valid():
            return {}
        kept = {name: value for name, value in self.form.cleaned_data.items() if value not in ("", None, False)}
        return {name: "on" if value is True else str(value) for name, value in kept.items() if value != "name"}


def known_questions(filters: Mapping[str, str]) -> dict[str, str]:
    return PeopleFilter(filters, queryset=Membership.objects.none()).asked()
