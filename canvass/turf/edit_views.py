"""Changing a draft: one address for each act, for a button without scripts as for the map."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canvass.core.models import Job
from canvass.turf.access import get_plan, get_turf_to_plan
from canvass.turf.comparing import comparison
from canvass.turf.drafts import DraftError, NotADraft, Superseded
from canvass.turf.editing import join_turfs, move_faces, rename_turf, set_locked, split_turf
from canvass.turf.forms import EditForm, JoinForm, LockForm, MoveForm, RenameForm, read_number
from canvass.turf.history import Change, redo, undo
from canvass.turf.models import TurfPlan
from canvass.turf.planner import plan_page
from canvass.turf.recutting import start_recut
from canvass.turf.words import refused, said
from volunteers.people.http import SignedInRequest

CONFLICT, INVALID = 409, 422


@require_GET
@login_required
def turf_list(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The list with another turf chosen, or another page of it."""
    plan = get_plan(request.user, plan_id)
    page = plan_page(
        plan, chosen=read_number(request.GET.get("turf")), number=read_number(request.GET.get("page")) or 1
    )
    return render(request, "turf/_changed.html", {"page": page, "campaign": plan.campaign})


@require_POST
@login_required
def split(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf, form = get_turf_to_plan(request.user, turf_id), EditForm(request.POST)
    return _act(request, turf.plan, form, lambda: split_turf(turf=turf, at=form.seen()), turf_id)


@require_POST
@login_required
def join(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf, form = get_turf_to_plan(request.user, turf_id), JoinForm(request.POST)
    return _act(
        request,
        turf.plan,
        form,
        lambda: join_turfs(turf=turf, other_id=form.cleaned_data["other"], at=form.seen()),
        turf_id,
    )


@require_POST
@login_required
def move(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf, form = get_turf_to_plan(request.user, turf_id), MoveForm(request.POST)
    return _act(
        request,
        turf.plan,
        form,
        lambda: move_faces(turf=turf, faces=form.faces(), to_id=form.cleaned_data["to"], at=form.seen()),
        turf_id,
    )


@require_POST
@login_required
def lock(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf, form = get_turf_to_plan(request.user, turf_id), LockForm(request.POST)
    return _act(
        request,
        turf.plan,
        form,
        lambda: set_locked(turf=turf, locked=form.cleaned_data["locked"], at=form.seen()),
        turf_id,
    )


@require_POST
@login_required
def rename(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf, form = get_turf_to_plan(request.user, turf_id), RenameForm(request.POST)
    return _act(
        request,
        turf.plan,
        form,
        lambda: rename_turf(turf=turf, name=form.cleaned_data["name"], at=form.seen()),
        turf_id,
    )


@require_POST
@login_required
def undo_edit(request: SignedInRequest, plan_id: int) -> HttpResponse:
    plan, form = get_plan(request.user, plan_id), EditForm(request.POST)
    return _act(request, plan, form, lambda: undo(plan=plan, at=form.seen()), read_number(request.POST.get("turf")))


@require_POST
@login_required
def redo_edit(request: SignedInRequest, plan_id: int) -> HttpResponse:
    plan, form = get_plan(request.user, plan_id), EditForm(request.POST)
    return _act(request, plan, form, lambda: redo(plan=plan, at=form.seen()), read_number(request.POST.get("turf")))


@require_POST
@login_required
def recut_rest(request: SignedInRequest, plan_id: int) -> HttpResponse:
    plan, form = get_plan(request.user, plan_id), EditForm(request.POST)
    return _act(
        request,
        plan,
        form,
        lambda: start_recut(plan=plan, at=form.seen(), owner_id=request.user.pk),
        read_number(request.POST.get("turf")),
    )


def _act(
    request: SignedInRequest, plan: TurfPlan, form: Form, verb: Callable[[], Change | Job], chosen: int | None
) -> HttpResponse:
    """Do it, and show the draft as it now is: whole, or its changed parts for a page that is open."""
    if not form.is_valid():
        return answer(request, plan, chosen, _("Something is missing: choose first, then press."), status=INVALID)
    try:
        done = verb()
    except (NotADraft, Superseded) as error:
        return _elsewhere(request, plan, refused(error))
    except DraftError as error:
        return answer(request, plan, chosen, refused(error), status=CONFLICT)
    if isinstance(done, Job):
        return answer(request, plan, chosen, _("Dividing the rest again. The turfs stay as they are until it is done."))
    if chosen is None or chosen in done.gone:
        chosen = done.changed[0] if done.changed else None
    return answer(request, plan, chosen, said(done), change=done)


def _elsewhere(request: SignedInRequest, plan: TurfPlan, words: str) -> HttpResponse:
    """The page shows what is no draft any more: it is loaded anew, and says why."""
    messages.error(request, words)
    if not request.htmx:
        return redirect(_planner(plan, None))
    response = HttpResponse(status=200)
    response["HX-Redirect"] = _planner(plan, None)
    return response


def answer(
    request: SignedInRequest,
    plan: TurfPlan,
    chosen: int | None,
    words: str,
    *,
    change: Change | None = None,
    status: int = 200,
) -> HttpResponse:
    if not request.htmx:
        (messages.success if status < CONFLICT else messages.error)(request, words)
        return redirect(f"{_planner(plan, chosen)}#plan")
    fresh = get_plan(request.user, plan.pk)
    context = {
        "page": plan_page(fresh, chosen=chosen),
        "campaign": fresh.campaign,
        "comparison": comparison(fresh),
        "said": words,
        "refused": status >= CONFLICT,
        "act": change.kind if change else "",
    }
    response = render(request, "turf/_changed.html", context, status=status)
    response["HX-Trigger-After-Settle"] = json.dumps({"turf-changed": _drawn_anew(change, refused=status >= CONFLICT)})
    return response


def recut_ended(request: SignedInRequest, plan: TurfPlan, job: Job) -> HttpResponse:
    """What the last look at the job's progress brings: the draft as it became."""
    words = {
        Job.State.DONE: _("The rest is divided again: %(n)s turfs.") % {"n": plan.turfs.count()},
        Job.State.CANCELLED: _("Dividing was stopped. Nothing changed."),
    }.get(Job.State(job.state), _("Dividing went wrong. Nothing changed; try again."))
    response = answer(request, plan, None, words)
    response["HX-Trigger-After-Settle"] = json.dumps({"turf-changed": {"all": True}})
    response["HX-Retarget"], response["HX-Reswap"] = "#plan", "outerHTML"
    return response


def _drawn_anew(change: Change | None, *, refused: bool) -> dict[str, Any]:
    """Which shapes the map fetches: those that changed, or all where this page may have missed something."""
    if change is None:
        return {"all": refused}
    return {"all": False, "turfs": change.changed, "gone": change.gone}


def _planner(plan: TurfPlan, chosen: int | None) -> str:
    address = reverse("turf:plan", args=[plan.campaign_id, plan.neighbourhood_id])
    return f"{address}?turf={chosen}" if chosen else address
