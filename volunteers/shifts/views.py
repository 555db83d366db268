from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from volunteers.people.http import SignedInRequest
from volunteers.people.policy import Verb, may
from volunteers.shifts.access import shifts_to_see
from volunteers.shifts.evening.board import board_of
from volunteers.shifts.models import Duo
from volunteers.shifts.queries import with_counts
from volunteers.shifts.roll_call import given_turfs, has_roll_call, people_of, roll_call


@require_GET
@login_required
def detail(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_object_or_404(with_counts(shifts_to_see(request.user), user=request.user), pk=shift_id)
    context: dict[str, object] = {"shift": shift}
    if may(request.user, Verb.RUN_SHIFT, shift.campaign.organisation):
        now, given = timezone.now(), given_turfs(shift)
        people = people_of(shift, given)
        context["board"] = board_of(shift, people, given)
        context["roll"] = roll_call(shift, now=now, people=people) if has_roll_call(shift, now=now) else None
    else:
        context["my_duo"] = Duo.objects.filter(shift=shift, members__volunteer=request.user).first()
    return render(request, "shifts/detail.html", context)
