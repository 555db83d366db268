"""Meeting places of an organisation: where they are and what is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.people.models import Organisation
from volunteers.shifts.access import get_organisation_to_run, get_place_to_run
from volunteers.shifts.calendar.ground import place_map
from volunteers.shifts.calendar.meeting import add_place, change_place, remove_place
from volunteers.shifts.calendar.place_form import PlaceForm
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import MeetingPlace, Shift


@require_GET
@login_required
def places(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_organisation_to_run(request.user, slug)
    to_come = Q(shifts__starts_at__gt=timezone.now(), shifts__state=Shift.State.PLANNED)
    rows = MeetingPlace.objects.filter(organisation=organisation).annotate(to_come=Count("shifts", filter=to_come))
    context = {"organisation": organisation, "places": rows}
    return render(request, "shifts/places.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new_place(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_organisation_to_run(request.user, slug)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_place(organisation=organisation, facts=form.facts())
        except ShiftError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Meeting place added."))
            return redirect("shifts:places", slug=organisation.slug)
    return _page(request, organisation, form, None)


@require_http_methods(["GET", "POST"])
@login_required
def edit_place(request: SignedInRequest, place_id: int) -> HttpResponse:
    place = get_place_to_run(request.user, place_id)
    form = PlaceForm(request.POST or None, initial=PlaceForm.initial_of(place))
    if request.method == "POST" and form.is_valid():
        try:
            change_place(place=place, facts=form.facts())
        except ShiftError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Meeting place changed."))
            return redirect("shifts:places", slug=place.organisation.slug)
    return _page(request, place.organisation, form, place)


@require_POST
@login_required
def delete_place(request: SignedInRequest, place_id: int) -> HttpResponse:
    place = get_place_to_run(request.user, place_id)
    remove_place(place=place)
    messages.success(request, _("Meeting place taken off the list. Shifts keep its name."))
    return redirect("shifts:places", slug=place.organisation.slug)


def _page(
    request: SignedInRequest, organisation: Organisation, form: forms.Form, place: MeetingPlace | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "organisation": organisation,
        "form": form,
        "place": place,
        "map_data": place_map(organisation, place),
    }
    return render(request, "shifts/place.html", context, status=422 if form.errors else 200)
