"""Paper for a shift: ask for it, wait for the job, fetch the file."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from canvass.core.models import Job
from conversations.doorstep import paper
from conversations.doorstep.paper_access import sheets_to_key
from volunteers.people.http import SignedInRequest
from volunteers.shifts.access import get_shift_to_run


class SheetsForm(forms.Form):
    slips = forms.IntegerField(
        label=_("Conversation slips per duo"), min_value=0, max_value=paper.MOST_SLIPS, initial=4, required=True
    )


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def sheets(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    form = SheetsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        paper.ask_sheets(shift=shift, slips=form.cleaned_data["slips"], by=request.user)
        return redirect("doorstep:sheets", shift_id=shift.pk)
    rows = sheets_to_key(request.user).filter(duo__shift=shift).order_by("duo__number", "handed_out_at")
    job = paper.newest_sheets(shift=shift, now=timezone.now())
    context = {"shift": shift, "form": form, "job": job, "ready": _is_there(job), "rows": rows}
    return render(request, "doorstep/paper_sheets.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
@login_required
def sheets_pdf(request: SignedInRequest, shift_id: int) -> FileResponse:
    shift = get_shift_to_run(request.user, shift_id)
    job = paper.newest_sheets(shift=shift, now=timezone.now())
    if job is None or not _is_there(job):
        raise Http404
    name = f"{timezone.localtime(shift.starts_at):%Y-%m-%d}-{shift.pk}.pdf"
    return FileResponse(paper.sheets_path(job.pk).open("rb"), filename=name, content_type="application/pdf")


def _is_there(job: Job | None) -> bool:
    return job is not None and job.state == Job.State.DONE and paper.sheets_path(job.pk).exists()
