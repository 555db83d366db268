from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from volunteers.people.access import get_organisation_to_manage
from volunteers.people.bulk.forms import ListForm
from volunteers.people.bulk.inviting import check, invite_all, seal, unseal
from volunteers.people.bulk.parsing import Line, read_lines
from volunteers.people.errors import PeopleError
from volunteers.people.http import SignedInRequest
from volunteers.people.models import Organisation

SHOWN = 20


@require_http_methods(["GET", "POST"])
@login_required
def bulk(request: SignedInRequest, slug: str) -> HttpResponse:
    """POST looks at the list and writes nothing."""
    organisation = get_organisation_to_manage(request.user, slug)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            lines = check(organisation=organisation, lines=read_lines(form.text()))
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            return _preview(request, organisation, lines)
    context = {"organisation": organisation, "form": form}
    return render(request, "people/bulk/load.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def bulk_confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_organisation_to_manage(request.user, slug)
    try:
        lines = unseal(request.POST.get("lines", ""), organisation=organisation)
    except PeopleError as error:
        messages.error(request, str(error))
        return redirect("people:bulk", slug=slug)
    count = invite_all(organisation=organisation, lines=lines, by=request.user)
    words = ngettext(
        "%(n)s person invited. The mail goes out now.", "%(n)s people invited. The mails go out now.", count
    )
    messages.success(request, words % {"n": count})
    return redirect("people:members", slug=slug)


def _preview(request: SignedInRequest, organisation: Organisation, lines: list[Line]) -> HttpResponse:
    good = [line for line in lines if not line.problem]
    context = {
        "organisation": organisation,
        "good": good[:SHOWN],
        "count": len(good),
        "more": max(0, len(good) - SHOWN),
        "bad": [line for line in lines if line.problem],
        "sealed": seal(organisation=organisation, lines=lines),
    }
    return render(request, "people/bulk/preview.html", context)
