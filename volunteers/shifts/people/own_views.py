"""What is one's own: how one walks, a copy of everything kept, and the way out."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.people.models import profile_of
from volunteers.shifts.experience import experience_of
from volunteers.shifts.people.erasing import NotYet, erase_account, what_stands_in_the_way
from volunteers.shifts.people.forms import EraseForm, WalkingForm
from volunteers.shifts.people.own_data import own_data


@require_http_methods(["GET", "POST"])
@login_required
def walking(request: SignedInRequest) -> HttpResponse:
    profile = profile_of(request.user)
    form = WalkingForm(request.POST or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("people_list:walking")
    context = {"form": form, "profile": profile, "experience": experience_of([request.user.pk])[request.user.pk]}
    return render(request, "people/list/walking.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@login_required
def copy(request: SignedInRequest) -> HttpResponse:
    """POST, so that no prefetching program and no foreign page fetches it."""
    now = timezone.now()
    text = json.dumps(own_data(request.user, now=now), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate(now)}.json"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def erase(request: SignedInRequest) -> HttpResponse:
    form = EraseForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            erase_account(user=request.user, now=timezone.now())
        except NotYet as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, _("Your account is deleted. Thank you for walking with us."))
            return redirect("home")
    context = {"form": form, "obstacles": what_stands_in_the_way(request.user)}
    return render(request, "people/list/erase.html", context, status=422 if form.errors else 200)
