from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from volunteers.people.errors import PeopleError
from volunteers.people.federation.access import (
    get_organisation_to_add_below,
    get_organisation_to_arrange,
    get_organisation_to_move,
    organisations_to_merge_into,
    places_to_move_to,
)
from volunteers.people.federation.arranging import add_organisation, move_organisation, rename_organisation
from volunteers.people.federation.forms import AddForm, ChooseForm, NameForm, TreeSearchForm
from volunteers.people.federation.merging import merge_organisations, refuse_merger
from volunteers.people.federation.queries import merger, tree_page
from volunteers.people.http import SignedInRequest
from volunteers.people.models import Organisation


@require_GET
@login_required
def organisations(request: SignedInRequest) -> HttpResponse:
    """The tree; who manages one local group has no tree to arrange and goes straight to its members."""
    form = TreeSearchForm(request.GET)
    words = form.words()
    rows, page = tree_page(request.user, words=words, number=request.GET.get("page"))
    alone = len(rows) == 1 and not words and not page.has_other_pages()
    if alone and rows[0].organisation.kind == Organisation.Kind.LOCAL:
        return redirect("people:members", slug=rows[0].organisation.slug)
    context = {"rows": rows, "page": page, "form": form, "words": words}
    return render(request, "people/organisations.html", context, status=200 if rows or words else 404)


@require_http_methods(["GET", "POST"])
@login_required
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    above = get_organisation_to_add_below(request.user, slug)
    form = AddForm(request.POST or None, above=above)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_organisation(above=above, by=request.user, **form.cleaned_data)
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is there. Invite its first admin.") % {"name": made})
            return redirect("people:members", slug=made.slug)
    context = {"form": form, "organisation": above}
    return render(request, "people/federation/add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def rename(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_organisation_to_arrange(request.user, slug)
    form = NameForm(request.POST or None, initial={"name": organisation.name})
    if request.method == "POST" and form.is_valid():
        rename_organisation(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("The organisation has another name."))
        return redirect("people:organisations")
    context = {"form": form, "organisation": organisation}
    return render(request, "people/federation/rename.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def move(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_organisation_to_move(request.user, slug)
    places = places_to_move_to(request.user, organisation)
    form = ChooseForm(request.POST or None, label=gettext_lazy("Move it below"), organisations=places)
    if request.method == "POST" and form.is_valid():
        try:
            move_organisation(organisation=organisation, above=form.cleaned_data["organisation"], by=request.user)
        except PeopleError as error:
            form.add_error("organisation", str(error))
        else:
            messages.success(request, _("%(name)s has moved.") % {"name": organisation})
            return redirect("people:organisations")
    context = {"form": form, "organisation": organisation}
    return render(request, "people/federation/move.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def merge(request: SignedInRequest, slug: str) -> HttpResponse:
    """Which organisation it goes into; the next page says what moves and asks again."""
    organisation = get_organisation_to_move(request.user, slug)
    others = organisations_to_merge_into(request.user, organisation)
    form = ChooseForm(request.POST or None, label=gettext_lazy("Merge it into"), organisations=others)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["organisation"]
        try:
            refuse_merger(source=organisation, into=into)
        except PeopleError as error:
            form.add_error("organisation", str(error))
        else:
            return redirect("people:organisation-merge-into", slug=organisation.slug, into=into.slug)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/federation/merge.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def merge_into(request: SignedInRequest, slug: str, into: str) -> HttpResponse:
    organisation = get_organisation_to_move(request.user, slug)
    other = get_object_or_404(organisations_to_merge_into(request.user, organisation), slug=into)
    if request.method == "POST":
        try:
            merge_organisations(source=organisation, into=other, by=request.user)
        except PeopleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("They are one organisation now: %(name)s.") % {"name": other})
        return redirect("people:organisations")
    context = {"organisation": organisation, "into": other, "merger": merger(organisation, other)}
    return render(request, "people/federation/merge_into.html", context)
