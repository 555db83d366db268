"""A coordinator's page about newcomers: what strangers read, links to pass on, and who waits for an answer."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.people.joining import links, requests
from volunteers.people.joining.access import (
    get_link_to_manage,
    get_organisation_to_welcome,
    get_request_to_answer,
)
from volunteers.people.joining.forms import LinkForm, PublicPageForm
from volunteers.people.joining.page import save_page
from volunteers.people.joining.qr import qr_path
from volunteers.people.joining.queries import welcome_of
from volunteers.people.models import Organisation, PublicPage


@require_http_methods(["GET", "POST"])
@login_required
def joining(request: SignedInRequest, slug: str) -> HttpResponse:
    """POST makes a link; the rest of the page has addresses of its own."""
    organisation = get_organisation_to_welcome(request.user, slug)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        link = links.make_link(
            organisation=organisation,
            label=form.cleaned_data["label"],
            max_uses=form.cleaned_data["max_uses"],
            lasts=form.lasts(),
            by=request.user,
            now=timezone.now(),
        )
        return redirect("people:link", join_link_id=link.pk)
    context = _page(request, organisation) | {"form": form}
    return render(request, "people/joining/manage.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def public_page(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_organisation_to_welcome(request.user, slug)
    page = PublicPage.objects.filter(organisation=organisation).first() or PublicPage(organisation=organisation)
    form = PublicPageForm(request.POST or None, instance=page)
    if request.method == "POST" and form.is_valid():
        save_page(page=form.instance, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("people:joining", slug=slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "people/joining/page.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def link(request: SignedInRequest, join_link_id: UUID) -> HttpResponse:
    """The link with its square code, to print or to show on a screen."""
    found = get_link_to_manage(request.user, join_link_id)
    url = settings.PUBLIC_URL + reverse("people:join-link", args=[found.token])
    context = {"link": found, "url": url, "qr": qr_path(url), "now": timezone.now()}
    return render(request, "people/joining/link.html", context)


@require_POST
@login_required
def link_close(request: SignedInRequest, join_link_id: UUID) -> HttpResponse:
    found = get_link_to_manage(request.user, join_link_id)
    links.close_link(link=found, by=request.user, now=timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect("people:joining", slug=found.organisation.slug)


@require_POST
@login_required
def request_accept(request: SignedInRequest, newcomer_id: int) -> HttpResponse:
    found = get_request_to_answer(request.user, newcomer_id)
    slug = found.organisation.slug
    requests.accept_request(request=found, by=request.user)
    messages.success(request, _("%(name)s is a volunteer now and gets a mail.") % {"name": found.user})
    return redirect("people:joining", slug=slug)


@require_POST
@login_required
def request_decline(request: SignedInRequest, newcomer_id: int) -> HttpResponse:
    found = get_request_to_answer(request.user, newcomer_id)
    slug = found.organisation.slug
    requests.decline_request(request=found, by=request.user)
    messages.success(request, _("%(name)s gets a mail. The request is gone.") % {"name": found.user})
    return redirect("people:joining", slug=slug)


def _page(request: SignedInRequest, organisation: Organisation) -> dict[str, object]:
    page = PublicPage.objects.filter(organisation=organisation).first()
    get = request.GET
    return {
        "organisation": organisation,
        "public_page": page,
        "public_url": settings.PUBLIC_URL + reverse("people:join", args=[organisation.slug]),
        "welcome": welcome_of(organisation, now=timezone.now(), page=get.get("page", ""), links=get.get("links", "")),
    }
