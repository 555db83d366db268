"""The coordinator's side of "I felt unsafe"."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from canvass.turf.models import Stop
from conversations.doorstep.errors import Refused
from conversations.doorstep.models import SafetyReport
from conversations.doorstep.reports import close_report, doors_to_name, reports_of
from volunteers.people.http import SignedInRequest
from volunteers.shifts.access import get_shift_to_run

KEEP, NEVER, NO_DOOR = "keep", "never", "no-door"


class CallBackForm(forms.Form):
    """The question about the door is asked each time; nothing is filled in beforehand."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What about that door?"),
        widget=forms.RadioSelect,
        choices=[
            (NEVER, gettext_lazy("Nobody rings there again, for any campaign")),
            (KEEP, gettext_lazy("The door stays as it is")),
            (NO_DOOR, gettext_lazy("It was not about one door")),
        ],
    )
    door = forms.ChoiceField(
        label=gettext_lazy("Which door, as told on the phone"),
        required=False,
        help_text=gettext_lazy("Only for a door where nobody rings again. It is not written into the report."),
    )

    def __init__(self, *args: Any, doors: list[Stop], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doors = {str(stop.pk): stop for stop in doors}
        labels = [(pk, f"{stop.address.street} {stop.address.house_number}") for pk, stop in self.doors.items()]
        self.fields["door"].choices = [("", _("Choose a door")), *labels]  # type: ignore[attr-defined]
        if not doors:
            del self.fields["decision"], self.fields["door"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == NEVER and not data.get("door"):
            self.add_error("door", _("Choose the door where nobody rings again."))
        return data

    def chosen(self) -> Stop | None:
        return self.doors[self.cleaned_data["door"]] if self.cleaned_data.get("decision") == NEVER else None


@never_cache
@require_GET
@login_required
def reports(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """All reports of a shift; for a script's question only what is still open."""
    shift = get_shift_to_run(request.user, shift_id)
    rows = reports_of(shift, now=timezone.now())
    context = {"shift": shift, "rows": rows, "open": [row for row in rows if row.report.called_back_at is None]}
    return render(request, "doorstep/_reports_open.html" if request.htmx else "doorstep/reports.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def call_back(request: SignedInRequest, shift_id: int, report_id: UUID) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    report = get_object_or_404(SafetyReport.objects.select_related("owner", "shift"), pk=report_id, shift=shift)
    form = CallBackForm(request.POST if request.method == "POST" else None, doors=doors_to_name(report))
    if request.method == "POST" and form.is_valid():
        try:
            close_report(report=report, by=request.user, door=form.chosen(), now=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.text)
        else:
            messages.success(request, _("Report closed."))
        return redirect("doorstep:reports", shift_id=shift.pk)
    row = next(row for row in reports_of(shift, now=timezone.now()) if row.report.pk == report.pk)
    context = {"shift": shift, "row": row, "report": row.report, "form": form}
    return render(request, "doorstep/report_close.html", context, status=422 if form.errors else 200)
