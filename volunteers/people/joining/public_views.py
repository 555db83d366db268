"""What a stranger sees: who we are, the next shifts, and the way in. No account needed, nothing told about members."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from volunteers.people.errors import PeopleError
from volunteers.people.joining.access import get_open_page, get_usable_link
from volunteers.people.joining.forms import CodeForm, NewcomerForm
from volunteers.people.joining.newcomers import Arrival, Outcome, TooOften, arrive, mail_a_code
from volunteers.people.joining.upcoming import open_shifts
from volunteers.people.models import JoinLink, Organisation

PENDING = "joining"  # in the session: the id of a PendingJoin


@never_cache
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_open_page(slug)
    return _ask(request, page.organisation, link=None, about=page.about)


@never_cache
@require_http_methods(["GET", "POST"])
def with_link(request: HttpRequest, join_token: str) -> HttpResponse:
    link = get_usable_link(join_token)
    page = getattr(link.organisation, "public_page", None)
    return _ask(request, link.organisation, link=link, about=page.about if page else "")


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step; the browser that asked is the only one that may answer."""
    pending = request.session.get(PENDING, "")
    if not pending:
        return render(request, "people/joining/gone.html", status=404)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            arrival = arrive(pending_id=UUID(pending), code=form.digits(), now=timezone.now())
        except PeopleError as error:
            form.add_error("code", str(error))
        else:
            del request.session[PENDING]
            return _welcome(request, arrival)
    return render(request, "people/joining/code.html", {"form": form}, status=422 if form.errors else 200)


def _ask(request: HttpRequest, organisation: Organisation, *, link: JoinLink | None, about: str) -> HttpResponse:
    form = NewcomerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                pending = mail_a_code(
                    organisation=organisation,
                    link=link,
                    language=get_language() or "nl",
                    address=str(get_adapter().get_client_ip(request)),
                    now=timezone.now(),
                    **form.cleaned_data,
                )
            except TooOften as error:
                form.add_error(None, str(error))
                status = 429
            else:
                request.session[PENDING] = str(pending.pk)
                return redirect("people:join-code")
    shifts = open_shifts(organisation)
    context = {"organisation": organisation, "about": about, "shifts": shifts, "form": form, "link": link}
    return render(request, "people/joining/group.html", context, status=status)


def _welcome(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Signed in as after any code by mail: who has a second step is asked for it."""
    words = {
        Outcome.JOINED: _("Welcome at %(name)s. Choose your first shift."),
        Outcome.ASKED: _("Thank you. A coordinator of %(name)s looks at your request and you get a mail."),
        Outcome.MEMBER_ALREADY: _("You belong to %(name)s already."),
    }
    messages.success(request, words[arrival.outcome] % {"name": arrival.organisation.name})
    there = reverse("home") if arrival.outcome == Outcome.ASKED else reverse("shifts:index")
    response: HttpResponse = perform_login(request, arrival.user, redirect_url=there, email=arrival.user.email)
    return response
