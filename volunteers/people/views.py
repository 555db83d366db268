from __future__ import annotations

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from canvass.core.jobs import request_cancel
from volunteers.people import members
from volunteers.people.access import (
    get_invitation_to_manage,
    get_job,
    get_membership_to_manage,
    get_organisation_to_manage,
)
from volunteers.people.errors import PeopleError
from volunteers.people.forms import AcceptForm, EndForm, InviteForm, MemberSearchForm, ProfileForm, RoleForm
from volunteers.people.http import SignedInRequest
from volunteers.people.models import Invitation, JoinRequest
from volunteers.people.queries import manages_others, members_of

PAGE = 50
INVITATIONS = 100


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "people/welcome.html")
    if not request.user.memberships.holding().exists():
        asked = JoinRequest.objects.filter(user=request.user).select_related("organisation")
        return render(request, "people/no_membership.html", {"waiting_for": [row.organisation for row in asked]})
    return redirect("insight:home")


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def member_list(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_organisation_to_manage(request.user, slug)
    form = InviteForm(request.POST or None, initial={"role": "volunteer"})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                members.invite(organisation=organisation, invited_by=request.user, **form.cleaned_data)
            except PeopleError as error:
                form.add_error("email", str(error))
            else:
                messages.success(request, _("Invitation sent to %(email)s.") % {"email": form.cleaned_data["email"]})
                return redirect("people:members", slug=slug)
        status = 422
    waiting = list(organisation.invitations.filter(accepted_at=None).order_by("email")[: INVITATIONS + 1])
    search = MemberSearchForm(request.GET)
    found = search.cleaned_data if search.is_valid() else {}
    rows = members_of(organisation, search=found.get("q", ""), role=found.get("role", ""))
    context = {
        "organisation": organisation,
        "form": form,
        "search": search,
        "searched": any(found.values()),
        "others": manages_others(request.user, organisation),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "invitations": waiting[:INVITATIONS],
        "more_invitations": len(waiting) > INVITATIONS,
    }
    return render(request, "people/members.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def member_role(request: SignedInRequest, membership_id: int) -> HttpResponse:
    membership = get_membership_to_manage(request.user, membership_id)
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        try:
            members.change_role(membership=membership, role=form.cleaned_data["role"], by=request.user)
        except PeopleError as error:
            form.add_error("role", str(error))
        else:
            messages.success(request, _("Role changed."))
            return redirect("people:members", slug=membership.organisation.slug)
    status = 422 if form.errors else 200
    return render(request, "people/role.html", {"membership": membership, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def member_end(request: SignedInRequest, membership_id: int) -> HttpResponse:
    """Now, or after a last day to come; ``keep`` takes such a day away again."""
    membership = get_membership_to_manage(request.user, membership_id)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": membership.ends_on})
    if request.method == "POST" and form.is_valid():
        last_day = form.cleaned_data["last_day"]
        try:
            if "keep" in request.POST:
                members.set_last_day(membership=membership, last_day=None, by=request.user)
                words = _("The membership goes on.")
            elif last_day is not None:
                members.set_last_day(membership=membership, last_day=last_day, by=request.user)
                words = _("The membership ends after that day.")
            else:
                members.end_membership(membership=membership, by=request.user)
                words = _("Membership ended.")
        except PeopleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, words)
        return redirect("people:members", slug=membership.organisation.slug)
    status = 422 if form.errors else 200
    return render(request, "people/end.html", {"membership": membership, "form": form}, status=status)


@require_POST
@login_required
def invitation_revoke(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    invitation = get_invitation_to_manage(request.user, invitation_id)
    slug = invitation.organisation.slug
    members.revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("Invitation withdrawn."))
    return redirect("people:members", slug=slug)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: UUID) -> HttpResponse:
    """No sign-in: the link is the proof. It answers the same for used, expired and unknown links."""
    open_ones = Invitation.objects.filter(accepted_at=None, expires_at__gt=timezone.now())
    invitation = open_ones.select_related("organisation").filter(token=token).first()
    if invitation is None:
        return render(request, "people/invitation_gone.html", status=404)
    form = AcceptForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            members.accept_invitation(token=token, name=form.cleaned_data["name"], language=get_language() or "nl")
        except PeopleError:
            return render(request, "people/invitation_gone.html", status=404)
        messages.success(request, _("Welcome. Sign in with a code that we mail you."))
        return redirect("account_request_login_code")
    status = 422 if form.errors else 200
    return render(request, "people/invitation.html", {"invitation": invitation, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("people:profile")
    has_second_factor = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
    context = {"form": form, "has_second_factor": has_second_factor}
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
@vary_on_headers("HX-Request")
def job_progress(request: SignedInRequest, job_id: UUID) -> HttpResponse:
    """The fragment that pages poll for a job of their own; a whole page for who comes without a script."""
    template = "core/_progress.html" if request.headers.get("HX-Request") else "people/job.html"
    return render(request, template, {"job": get_job(request.user, job_id)})


@require_POST
@login_required
def job_cancel(request: SignedInRequest, job_id: UUID) -> HttpResponse:
    job = get_job(request.user, job_id)
    request_cancel(job_id=job.pk)
    return redirect("people:job", job_id=job.pk)
