from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conversations.topics.access import (
    get_guide_to_edit,
    get_offer_to_answer,
    get_offer_to_withdraw,
    get_published_version,
    ids_above,
    organisations_to_write_in,
    require_writer,
    topics_to_see,
)
from conversations.topics.errors import TopicError
from conversations.topics.forms import GuideForm, OfferForm
from conversations.topics.sharing import answer_offer, fork_guide, offer_guide, withdraw_offer
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def fork(request: SignedInRequest, version_id: int) -> HttpResponse:
    """Take a published version over into a guide of one's own."""
    reach = require_writer(request.user)
    source = get_published_version(reach, version_id)
    guide = source.guide
    form = GuideForm(
        request.POST or None,
        organisations=organisations_to_write_in(reach),
        topics=topics_to_see(reach).live(),
        above=ids_above,
        initial={"topic": guide.topic_id, "text_nl": guide.text_nl, "text_en": guide.text_en},
    )
    if request.method == "POST" and form.is_valid():
        draft = fork_guide(
            source=source, organisation=form.where(), topic=form.cleaned_data["topic"], by=request.user, **form.words()
        )
        messages.success(request, _("The steps are yours now: change them, then publish."))
        return redirect("topics:draft", draft_id=draft.pk)
    context = {"source": source, "guide": guide, "form": form}
    return render(request, "topics/fork.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def offer(request: SignedInRequest, guide_id: int) -> HttpResponse:
    guide = get_guide_to_edit(require_writer(request.user), guide_id)
    form = OfferForm(request.POST, above=guide.organisation.ancestors())
    if form.is_valid():
        to = form.cleaned_data["organisation"]
        try:
            offer_guide(guide=guide, to=to, by=request.user)
        except TopicError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Offered to %(name)s: an admin there says yes or no.") % {"name": to})
    else:
        messages.error(request, _("Choose an organisation above yours."))
    return redirect("topics:guide", guide_id=guide.pk)


@require_POST
@login_required
def answer(request: SignedInRequest, offer_id: int) -> HttpResponse:
    found = get_offer_to_answer(require_writer(request.user), offer_id)
    accept = request.POST.get("answer") == "accept"
    answer_offer(offer=found, accept=accept, by=request.user, now=timezone.now())
    if accept:
        messages.success(request, _("Everybody below %(name)s sees this guide now.") % {"name": found.organisation})
    else:
        messages.success(request, _("Declined; the group that offered it sees that."))
    return redirect("topics:guides")


@require_POST
@login_required
def withdraw(request: SignedInRequest, offer_id: int) -> HttpResponse:
    found = get_offer_to_withdraw(require_writer(request.user), offer_id)
    withdraw_offer(offer=found, by=request.user)
    messages.success(request, _("The guide is no longer offered to %(name)s.") % {"name": found.organisation})
    return redirect("topics:guide", guide_id=found.guide_id)
