from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conversations.doorstep.handin import HandInRefused, hand_in
from conversations.insight.access import get_shift_to_debrief
from conversations.insight.entries.deciding import accept_entries, drop_entries
from conversations.insight.entries.forms import DecideForm, HandInForm
from conversations.insight.entries.queries import entries_of
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def index(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_debrief(request.user, shift_id)
    return render(request, "insight/entries/index.html", {"shift": shift, "entries": entries_of(shift)})


@require_POST
@login_required
def decide(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_debrief(request.user, shift_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what to do."))
        return redirect("insight:entries", shift_id=shift.pk)
    verb = accept_entries if form.accepts else drop_entries
    decided = verb(shift=shift, chosen=form.chosen, by=request.user, now=timezone.now())
    if form.accepts:
        done = ngettext("%(n)d entry accepted.", "%(n)d entries accepted.", decided.done)
    else:
        done = ngettext("%(n)d entry dropped.", "%(n)d entries dropped.", decided.done)
    if decided.done:
        messages.success(request, done % {"n": decided.done})
    for reason in decided.refused:
        messages.error(request, reason)
    return redirect("insight:entries", shift_id=shift.pk)


@require_http_methods(["GET", "POST"])
@login_required
def hand_in_file(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """What came of a file shows at once: sending it a second time stores nothing twice."""
    shift = get_shift_to_debrief(request.user, shift_id)
    form = HandInForm(request.POST, request.FILES) if request.method == "POST" else HandInForm()
    handed_in = None
    if request.method == "POST" and form.is_valid():
        try:
            handed_in = hand_in(shift=shift, file=form.cleaned_data["file"], by=request.user, now=timezone.now())
        except HandInRefused as refusal:
            form.add_error("file", str(refusal))
    context = {"shift": shift, "form": form, "handed_in": handed_in}
    return render(request, "insight/entries/hand_in.html", context, status=422 if form.errors else 200)
