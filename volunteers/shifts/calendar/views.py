"""The calendar: a month or a list of shifts, a shift or a series made, changed and cancelled, and places in them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.people.policy import Verb, organisations_where
from volunteers.shifts import planning, signups
from volunteers.shifts.access import (
    get_campaign_to_run,
    get_shift_to_run,
    get_shift_to_see,
    organisations_to_see,
    shifts_to_see,
)
from volunteers.shifts.calendar import series
from volunteers.shifts.calendar.filtering import ShiftFilter
from volunteers.shifts.calendar.forms import CancelForm, ChangeShiftForm, NewShiftForm, next_evening
from volunteers.shifts.calendar.queries import month_of
from volunteers.shifts.calendar.showing_up import show_up_of
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Shift, SignUp
from volunteers.shifts.queries import with_counts

PAGE = 30


@require_GET
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """Coming shifts, those of one ``day``, or the past ones with ``?past=1``."""
    now, past, day = timezone.now(), "past" in request.GET, _day_asked(request.GET.get("day", ""))
    groups = organisations_to_see(request.user)
    wish = ShiftFilter(request.GET, organisations=groups)
    seen = shifts_to_see(request.user, groups).exclude(state=Shift.State.CANCELLED)
    shifts = wish.narrow(with_counts(seen, user=request.user))
    if day:
        shifts = shifts.filter(starts_at__date=day)
    else:
        shifts = shifts.filter(ends_at__lt=now) if past else shifts.filter(ends_at__gte=now)
    rows = shifts.order_by("-starts_at" if past else "starts_at", "pk")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "past": past,
        "day": day,
        "filter": wish,
        "now": now,
        "runs_shifts": organisations_where(request.user, Verb.RUN_SHIFT).exists(),
    }
    return render(request, "shifts/index.html", context)


@require_GET
@login_required
def calendar(request: SignedInRequest) -> HttpResponse:
    """A month in weeks; cancelled shifts stay in sight, so that nobody looks for one that is gone."""
    groups, today = organisations_to_see(request.user), timezone.localdate()
    wish = ShiftFilter(request.GET, organisations=groups)
    shifts = wish.narrow(with_counts(shifts_to_see(request.user, groups), user=request.user))
    first = _month_asked(request.GET.get("month", "")) or today.replace(day=1)
    context = {
        "month": month_of(shifts, first=first, today=today),
        "today": today,
        "filter": wish,
        "runs_shifts": organisations_where(request.user, Verb.RUN_SHIFT).exists(),
    }
    return render(request, "shifts/calendar.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_run(request.user, campaign_id)
    initial = next_evening() | {"safety_phone": campaign.organisation.safety_phone}
    if day := _day_asked(request.GET.get("day", "")):
        initial["day"] = day
    show_up = show_up_of(campaign.organisation)
    form = NewShiftForm(request.POST or None, initial=initial, campaign=campaign, show_up=show_up)
    if request.method == "POST" and form.is_valid():
        days = form.days()
        if len(days) == 1:
            shift = planning.plan_shift(campaign=campaign, **form.times(), **form.terms())
            messages.success(request, _("Shift added."))
            return redirect("shifts:detail", shift_id=shift.pk)
        made = series.plan_series(
            campaign=campaign, days=days, every_weeks=form.every_weeks, **form.clock(), **form.terms()
        )
        messages.success(request, ngettext("%(n)d shift added.", "%(n)d shifts added.", len(made)) % {"n": len(made)})
        return redirect(f"{reverse('shifts:calendar')}?month={days[0]:%Y-%m}&campaign={campaign.pk}")
    context = {"form": form, "campaign": campaign, "show_up": show_up}
    return render(request, "shifts/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    campaign, show_up = shift.campaign, show_up_of(shift.campaign.organisation)
    following = series.following_of(shift).count()
    form = ChangeShiftForm(
        request.POST or None,
        initial=ChangeShiftForm.initial_of(shift),
        campaign=campaign,
        show_up=show_up,
        following=following,
    )
    if request.method == "POST" and form.is_valid():
        try:
            if form.all_following:
                day = form.cleaned_data["day"]
                series.change_following(shift=shift, day=day, **form.clock(), **form.terms())
            else:
                planning.change_shift(shift=shift, **form.times(), **form.terms())
        except ShiftError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Shift changed."))
            return redirect("shifts:detail", shift_id=shift.pk)
    context = {"form": form, "campaign": campaign, "shift": shift, "show_up": show_up}
    return render(request, "shifts/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def cancel(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    form = CancelForm(request.POST or None, following=series.following_of(shift).count())
    if request.method == "GET" or not form.is_valid():
        told = shift.sign_ups.filter(state__in=[SignUp.State.GOING, SignUp.State.WAITING]).count()
        context = {"shift": shift, "form": form, "told": told}
        return render(request, "shifts/cancel.html", context, status=422 if form.errors else 200)
    verb = series.cancel_following if form.cleaned_data.get("all_following") else planning.cancel_shift
    try:
        verb(shift=shift, by=request.user, reason=form.cleaned_data["reason"])
    except ShiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Shift cancelled. Everybody who signed up gets a message."))
    return redirect("shifts:detail", shift_id=shift.pk)


@require_POST
@login_required
def sign_up(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_see(request.user, shift_id)
    try:
        row = signups.sign_up(shift=shift, volunteer=request.user, now=timezone.now(), confirm=True)
    except ShiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said_of(row))
    return _back(request, shift)


@require_POST
@login_required
def cancel_sign_up(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_see(request.user, shift_id)
    try:
        signups.cancel_sign_up(shift=shift, volunteer=request.user)
    except ShiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your place is free again for somebody else."))
    return _back(request, shift)


def said_of(row: SignUp) -> str:
    """What somebody reads who just signed up."""
    if row.state == SignUp.State.WAITING:
        return _("Every place is taken. You are on the waiting list, and hear it when a place comes free.")
    return _("You are signed up. We mail you a day and two hours before.")


def _back(request: SignedInRequest, shift: Shift) -> HttpResponse:
    """To the list that one came from, or to the shift."""
    origin = request.POST.get("next", "")
    if origin.startswith("/") and url_has_allowed_host_and_scheme(origin, allowed_hosts=None):
        return redirect(origin)
    return redirect("shifts:detail", shift_id=shift.pk)


def _day_asked(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _month_asked(text: str) -> date | None:
    """The first day of a month written as 2026-11; a calendar has an end on both sides."""
    day = _day_asked(f"{text}-01")
    return day if day and 2000 <= day.year < 2100 else None
