from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.people.models import User
from volunteers.people.policy import Verb, may, organisations_where
from volunteers.shifts import duos, planning, signups
from volunteers.shifts.access import (
    get_assignment_to_run,
    get_campaign_to_run,
    get_duo_to_run,
    get_shift_to_run,
    get_shift_to_see,
    shifts_to_see,
)
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.forms import HandOutForm, MoveForm, ShiftForm, next_evening
from volunteers.shifts.models import Duo, Shift
from volunteers.shifts.queries import shift_board, with_counts
from volunteers.shifts.roll_call import has_roll_call, roll_call

PAGE = 30


@require_GET
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """Coming shifts, or the past ones with ``?past=1``."""
    now, past = timezone.now(), "past" in request.GET
    seen = shifts_to_see(request.user)
    shifts = seen.filter(ends_at__lt=now) if past else seen.filter(ends_at__gte=now)
    rows = with_counts(shifts.exclude(state=Shift.State.CANCELLED), user=request.user)
    rows = rows.order_by("-starts_at" if past else "starts_at", "pk")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "past": past,
        "runs_shifts": organisations_where(request.user, Verb.RUN_SHIFT).exists(),
    }
    return render(request, "shifts/index.html", context)


@require_GET
@login_required
def detail(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_see(request.user, shift_id)
    context: dict[str, object] = {"shift": with_counts(shifts_to_see(request.user), user=request.user).get(pk=shift.pk)}
    if may(request.user, Verb.RUN_SHIFT, shift.campaign.organisation):
        now = timezone.now()
        context["board"] = shift_board(shift)
        context["roll"] = roll_call(shift, now=now) if has_roll_call(shift, now=now) else None
    else:
        context["my_duo"] = Duo.objects.filter(shift=shift, members__volunteer=request.user).first()
    return render(request, "shifts/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_run(request.user, campaign_id)
    initial = next_evening() | {"safety_phone": campaign.organisation.safety_phone}
    form = ShiftForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        shift = planning.plan_shift(campaign=campaign, **form.values())
        messages.success(request, _("Shift added."))
        return redirect("shifts:detail", shift_id=shift.pk)
    context = {"form": form, "campaign": campaign}
    return render(request, "shifts/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    form = ShiftForm(request.POST or None, initial=ShiftForm.initial_of(shift))
    if request.method == "POST" and form.is_valid():
        try:
            planning.change_shift(shift=shift, **form.values())
        except ShiftError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Shift changed."))
            return redirect("shifts:detail", shift_id=shift.pk)
    context = {"form": form, "campaign": shift.campaign, "shift": shift}
    return render(request, "shifts/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def cancel(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    if request.method == "GET":
        return render(request, "shifts/cancel.html", {"shift": shift})
    return _do(request, shift, lambda: planning.cancel_shift(shift=shift, by=request.user), _("Shift cancelled."))


@require_POST
@login_required
def sign_up(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_see(request.user, shift_id)
    return _do(
        request,
        shift,
        lambda: signups.sign_up(shift=shift, volunteer=request.user, now=timezone.now()),
        _("You are signed up. We mail you a day and two hours before."),
    )


@require_POST
@login_required
def cancel_sign_up(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_see(request.user, shift_id)
    return _do(
        request,
        shift,
        lambda: signups.cancel_sign_up(shift=shift, volunteer=request.user),
        _("Your place is free again for somebody else."),
    )


@require_POST
@login_required
def make_duos(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    return _do(request, shift, lambda: duos.suggest_duos(shift=shift), _("Duos made. Move people as you like."))


@require_POST
@login_required
def move(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a person and a duo."))
        return redirect("shifts:detail", shift_id=shift.pk)
    volunteer = get_object_or_404(User, pk=form.cleaned_data["volunteer"], sign_ups__shift=shift)
    wanted = form.cleaned_data["duo"]
    duo = get_object_or_404(Duo, pk=wanted, shift=shift) if wanted else None
    return _do(request, shift, lambda: duos.move_to_duo(shift=shift, volunteer=volunteer, duo=duo), _("Moved."))


@require_POST
@login_required
def hand_out(request: SignedInRequest, duo_id: int) -> HttpResponse:
    duo = get_duo_to_run(request.user, duo_id)
    form = HandOutForm(request.POST, shift=duo.shift)
    if not form.is_valid():
        messages.error(request, _("Choose a published turf of this campaign."))
        return redirect("shifts:detail", shift_id=duo.shift_id)
    turf = form.cleaned_data["turf"]
    return _do(
        request, duo.shift, lambda: duos.hand_out(duo=duo, turf=turf), _("%(turf)s handed out.") % {"turf": turf}
    )


@require_POST
@login_required
def take_back(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    assignment = get_assignment_to_run(request.user, assignment_id)
    return _do(
        request,
        assignment.duo.shift,
        lambda: duos.take_back(assignment=assignment, now=timezone.now()),
        _("Turf taken back."),
    )


def _do(request: SignedInRequest, shift: Shift, deed: Callable[[], object], done: str) -> HttpResponse:
    """Carry out a verb on a shift, say what came of it, and go back to its page."""
    try:
        deed()
    except ShiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("shifts:detail", shift_id=shift.pk)
