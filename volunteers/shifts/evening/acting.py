"""How every deed on an evening is done from a page: recorded for the one undo, answered in words, and back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from volunteers.people.http import SignedInRequest
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.undo import recorded
from volunteers.shifts.models import RollCallAct, Shift


def act(
    request: SignedInRequest, shift: Shift, deed: RollCallAct.Deed, verb: Callable[[], object], done: str, *, to: str
) -> HttpResponse:
    """``to``: where to go from here, an address or the name of a page of the shift."""
    try:
        with recorded(shift=shift, deed=deed, now=timezone.now()):
            verb()
    except ShiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(to if "/" in to else reverse(f"shifts:{to}", args=[shift.pk]))
