"""A coordinator's list of people: who is there, who can what, and whom one has not seen for long."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people import audit
from volunteers.people.access import require_anywhere
from volunteers.people.errors import PeopleError
from volunteers.people.http import SignedInRequest
from volunteers.people.models import JoinRequest, Organisation, profile_of
from volunteers.people.policy import Verb, may
from volunteers.shifts.experience import experience_of
from volunteers.shifts.people import queries
from volunteers.shifts.people.access import (
    get_organisation_of_people,
    get_person_to_see,
    get_segment_to_change,
    organisations_of_people,
)
from volunteers.shifts.people.forms import PurposeForm, SegmentForm, TrainingForm
from volunteers.shifts.people.profiles import set_trained
from volunteers.shifts.people.segments import delete_segment, note_copied, save_segment


@require_GET
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    return redirect("people_list:list", slug=require_anywhere(request.user, Verb.SEE_PEOPLE).slug)


@require_GET
@login_required
def people(request: SignedInRequest, slug: str) -> HttpResponse:
    return _list(request, get_organisation_of_people(request.user, slug), SegmentForm())


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def person(request: SignedInRequest, membership_id: int) -> HttpResponse:
    """Contact details are here and nowhere else; each look is written down. POST: the day of the training."""
    membership = get_person_to_see(request.user, membership_id)
    user = membership.user
    profile = profile_of(user)
    form = TrainingForm(request.POST or None, initial={"trained_on": profile.trained_on})
    if request.method == "POST" and form.is_valid():
        set_trained(membership=membership, trained_on=form.cleaned_data["trained_on"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("people_list:person", membership_id=membership.pk)
    audit.note(
        actor=request.user,
        organisation=membership.organisation,
        verb="viewed contact details",
        subject=f"user {user.pk}",
    )
    context = {
        "membership": membership,
        "profile": profile,
        "languages": queries.language_names(profile),
        "week": queries.week_of(profile),
        "experience": experience_of([user.pk])[user.pk],
        "form": form,
        "manages": may(request.user, Verb.MANAGE_MEMBERS, membership.organisation),
    }
    return render(request, "people/list/person.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def segment_save(request: SignedInRequest, slug: str) -> HttpResponse:
    """The filters are those of the address; without any there is nothing to save."""
    organisation = get_organisation_of_people(request.user, slug)
    form = SegmentForm(request.POST)
    if form.is_valid():
        try:
            segment = save_segment(
                organisation=organisation, name=form.cleaned_data["name"], filters=request.GET.dict(), by=request.user
            )
        except PeopleError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Segment saved."))
            return redirect(f"{reverse('people_list:list', args=[slug])}?{urlencode(segment.filters)}")
    return _list(request, organisation, form, status=422)


@require_POST
@login_required
def segment_delete(request: SignedInRequest, segment_id: int) -> HttpResponse:
    segment = get_segment_to_change(request.user, segment_id)
    slug = segment.organisation.slug
    delete_segment(segment=segment, by=request.user)
    messages.success(request, _("Segment removed. The people stay."))
    return redirect("people_list:list", slug=slug)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def addresses(request: SignedInRequest, slug: str) -> HttpResponse:
    """The addresses of those in the list, only for a purpose that is said first and written down."""
    organisation = get_organisation_of_people(request.user, slug)
    found = queries.people_filter(organisation, request.GET)
    form = PurposeForm(request.POST or None)
    context = {"organisation": organisation, "form": form, "count": found.qs.count(), "query": request.GET.urlencode()}
    if request.method == "POST" and form.is_valid():
        shown = queries.addresses_of(found)
        note_copied(organisation=organisation, people=len(shown), purpose=form.cleaned_data["purpose"], by=request.user)
        return render(request, "people/list/addresses.html", context | {"addresses": ", ".join(shown)})
    return render(request, "people/list/addresses.html", context, status=422 if form.errors else 200)


def _list(
    request: SignedInRequest, organisation: Organisation, segment_form: SegmentForm, status: int = 200
) -> HttpResponse:
    found = queries.people_filter(organisation, request.GET)
    page, rows = queries.people_page(found, page=request.GET.get("page", ""))
    asked = found.asked()
    context = {
        "organisation": organisation,
        "organisations": organisations_of_people(request.user),
        "filter": found.form,
        "page": page,
        "rows": rows,
        "asked": asked,
        "query": _without_page(request.GET),
        "segments": queries.segment_links(organisation, asked=asked),
        "segment_form": segment_form,
        "form": segment_form,
        "asking": JoinRequest.objects.filter(organisation=organisation).count(),
    }
    return render(request, "people/list/people.html", context, status=status)


def _without_page(get: QueryDict) -> str:
    rest = get.copy()
    rest.pop("page", None)
    return rest.urlencode()
