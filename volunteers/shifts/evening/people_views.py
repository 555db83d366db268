"""One person of the evening on a coordinator's screen, and what volunteers themselves wish."""

from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.people.models import User
from volunteers.shifts.access import get_shift_to_run
from volunteers.shifts.duos import leave_duo, move_to_duo
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.acting import act
from volunteers.shifts.evening.facts import came_before
from volunteers.shifts.evening.forms import PlaceForm, WishForm
from volunteers.shifts.evening.wishing import companions_of, set_wish, wishes_about
from volunteers.shifts.models import Duo, DuoWish, RollCallAct, Shift
from volunteers.shifts.roll_call import Person, people_of


def _get(request: SignedInRequest, shift_id: int, key: str) -> tuple[Shift, Person, list[Person]]:
    """The shift, and somebody of it: v12 is a volunteer, g3 a guest of tonight."""
    shift = get_shift_to_run(request.user, shift_id)
    people = people_of(shift)
    found = next((person for person in people if person.key == key), None)
    if found is None or not re.fullmatch(r"[vg]\d{1,18}", key):
        raise Http404
    return shift, found, people


@never_cache
@require_GET
@login_required
def person(request: SignedInRequest, shift_id: int, key: str) -> HttpResponse:
    shift, found, people = _get(request, shift_id, key)
    volunteer = found.volunteer
    context = {
        "shift": shift,
        "person": found,
        "duos": _duos(shift, people),
        "came": came_before([volunteer.pk]).get(volunteer.pk) if volunteer else None,
        "wishes": wishes_about(shift, volunteer) if volunteer else [],
        "others": [other for other in people if other.volunteer and other != found],
        "kinds": DuoWish.Kind.choices,
    }
    return render(request, "shifts/evening/person.html", context)


def _duos(shift: Shift, people: list[Person]) -> list[tuple[int, int, str]]:
    """Number of the row, number on the plate, and who is in it."""
    names: dict[int, list[str]] = {}
    for one in people:
        if one.duo is not None:
            names.setdefault(one.duo, []).append(one.name)
    rows = Duo.objects.filter(shift=shift).values_list("pk", "number")
    return [(pk, number, " + ".join(names.get(number, ()))) for pk, number in rows]


@require_POST
@login_required
def move(request: SignedInRequest, shift_id: int, key: str) -> HttpResponse:
    """To a duo by its number, to a new one, or out of any."""
    shift, found, _people = _get(request, shift_id, key)
    form = PlaceForm(request.POST, shift=shift)
    if not form.is_valid():
        messages.error(request, _("Choose a person and a duo."))
        return redirect("shifts:detail", shift_id=shift.pk)
    duo, looks, leaves = (form.cleaned_data[name] for name in ("duo", "looks", "leave"))
    observes = found.observes if not looks else looks == "yes"

    def verb() -> None:
        if leaves:
            leave_duo(shift=shift, who=key)
        else:
            move_to_duo(shift=shift, who=key, duo=duo, observes=observes)

    done = _("%(name)s moved.") % {"name": found.name}
    return act(request, shift, RollCallAct.Deed.MOVED, verb, done, to="detail")


@require_POST
@login_required
def wish(request: SignedInRequest, shift_id: int, key: str) -> HttpResponse:
    """A coordinator notes a wish for somebody, about somebody else of this shift."""
    shift, found, people = _get(request, shift_id, key)
    form = WishForm(request.POST)
    others = {other.volunteer.pk: other.volunteer for other in people if other.volunteer}
    about = others.get(form.cleaned_data["about"]) if form.is_valid() else None
    if found.volunteer is None or about is None:
        messages.error(request, _("Choose a person of this shift."))
    else:
        _wish(request, shift.campaign.organisation_id, found.volunteer, about, form.cleaned_data["kind"])
    return redirect("shifts:person", shift_id=shift.pk, key=key)


@require_http_methods(["GET", "POST"])
@login_required
def my_wishes(request: SignedInRequest) -> HttpResponse:
    """A volunteer's own, about people they walked with; coordinators see them, those people do not."""
    companions = companions_of(request.user)
    if request.method == "GET":
        context = {"companions": companions, "kinds": DuoWish.Kind.choices}
        return render(request, "shifts/evening/my_wishes.html", context)
    form = WishForm(request.POST)
    if not form.is_valid():
        raise Http404
    about = get_object_or_404(User, pk=form.cleaned_data["about"])
    for companion in companions:
        if companion.person == about:
            _wish(request, companion.organisation.pk, request.user, about, form.cleaned_data["kind"])
    return redirect("shifts:my-wishes")


def _wish(request: SignedInRequest, organisation: int, wisher: User, about: User, kind: str) -> None:
    try:
        set_wish(organisation=organisation, wisher=wisher, about=about, kind=kind)
    except ShiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted. Only coordinators see it."))
