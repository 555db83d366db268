from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from canvass.campaigns.federation.access import get_programme_to_lead, umbrellas_to_lead
from canvass.campaigns.federation.forms import ProgrammeForm, goal_rows
from canvass.campaigns.federation.programmes import change_programme, create_programme, end_programme
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def programme_new(request: SignedInRequest) -> HttpResponse:
    umbrellas = umbrellas_to_lead(request.user)
    if not umbrellas.exists():
        raise Http404
    form = ProgrammeForm(request.POST or None, organisations=umbrellas)
    rows = goal_rows(request.POST or None, None)
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        programme = create_programme(
            organisation=form.cleaned_data["organisation"], details=form.details(rows.goals()), by=request.user
        )
        messages.success(request, _("The programme stands. Campaigns can count towards it now."))
        return redirect("insight:programme", programme_id=programme.pk)
    context = {"form": form, "rows": rows, "programme": None}
    return render(request, "campaigns/federation/programme.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def programme_edit(request: SignedInRequest, programme_id: int) -> HttpResponse:
    programme = get_programme_to_lead(request.user, programme_id)
    own = umbrellas_to_lead(request.user).filter(pk=programme.organisation_id)
    # The form writes into what it is given; the page and the verb keep the programme as it is.
    given = get_programme_to_lead(request.user, programme_id)
    form = ProgrammeForm(request.POST or None, instance=given, organisations=own)
    rows = goal_rows(request.POST or None, programme)
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        change_programme(programme=programme, details=form.details(rows.goals()), by=request.user)
        messages.success(request, _("The programme was saved."))
        return redirect("insight:programme", programme_id=programme.pk)
    context = {"form": form, "rows": rows, "programme": programme}
    return render(request, "campaigns/federation/programme.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def programme_end(request: SignedInRequest, programme_id: int) -> HttpResponse:
    programme = get_programme_to_lead(request.user, programme_id)
    if request.method == "POST":
        end_programme(programme=programme, by=request.user)
        messages.success(request, _("The programme is gone. Its campaigns go on."))
        return redirect("insight:programmes")
    context = {"programme": programme, "campaigns": programme.campaigns.count()}
    return render(request, "campaigns/federation/programme_end.html", context)
