from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conversations.topics.errors import TopicError
from conversations.topics.forms import OfferForm
from conversations.topics.knowledge.access import (
    Scope,
    get_guide_to_read,
    get_item_to_see,
    get_item_to_share,
    get_mark_to_take_back,
    get_offer_to_answer,
    get_offer_to_withdraw,
    get_published,
    organisations_to_write_in,
    require_sharer,
    require_writer,
    topics_in_scope,
)
from conversations.topics.knowledge.forms import CopyForm, MarkForm
from conversations.topics.knowledge.marking import mark, unmark
from conversations.topics.knowledge.writing import fork_item
from conversations.topics.models import Guide, Item
from conversations.topics.offering import answer_offer, offer_upwards, withdraw_offer
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def fork(request: SignedInRequest, item_id: int, number: int) -> HttpResponse:
    """Take a published version over into an item of one's own."""
    scope = require_writer(request.user)
    source = get_published(scope, item_id, number)
    form = CopyForm(
        request.POST or None, organisations=organisations_to_write_in(scope), topics=topics_in_scope(scope),
        initial={"topic": source.item.topic_id},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        draft = fork_item(source=source, organisation=form.where(), topic=form.cleaned_data["topic"], by=request.user)
        messages.success(request, _("It is yours now: change it, then publish."))
        return redirect("topics:item-draft", item_id=draft.item_id)
    context = {"source": source, "item": source.item, "form": form}
    return render(request, "topics/knowledge/fork.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def offer(request: SignedInRequest, item_id: int) -> HttpResponse:
    item = get_item_to_share(require_sharer(request.user), item_id)
    form = OfferForm(request.POST, above=item.organisation.ancestors())
    if form.is_valid():
        to = form.cleaned_data["organisation"]
        try:
            offer_upwards(thing=item, to=to, by=request.user)
        except TopicError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Offered to %(name)s: an admin there says yes or no.") % {"name": to})
    else:
        messages.error(request, _("Choose an organisation above yours."))
    return redirect("topics:item", item_id=item.pk)


@require_POST
@login_required
def answer(request: SignedInRequest, item_offer_id: int) -> HttpResponse:
    found = get_offer_to_answer(require_sharer(request.user), item_offer_id)
    accept = request.POST.get("answer") == "accept"
    answer_offer(offer=found, accept=accept, by=request.user, now=timezone.now())
    if accept:
        messages.success(request, _("Everybody below %(name)s sees it now.") % {"name": found.organisation})
    else:
        messages.success(request, _("Declined; the group that offered it sees that."))
    return redirect("topics:library")


@require_POST
@login_required
def withdraw(request: SignedInRequest, item_offer_id: int) -> HttpResponse:
    found = get_offer_to_withdraw(require_sharer(request.user), item_offer_id)
    withdraw_offer(offer=found, by=request.user)
    messages.success(request, _("It is no longer offered to %(name)s.") % {"name": found.organisation})
    return redirect("topics:item", item_id=found.item_id)


@require_http_methods(["GET", "POST"])
@login_required
def mark_item(request: SignedInRequest, item_id: int) -> HttpResponse:
    scope = require_writer(request.user)
    return _mark(request, scope, get_item_to_see(scope, item_id))


@require_http_methods(["GET", "POST"])
@login_required
def mark_guide(request: SignedInRequest, guide_id: int) -> HttpResponse:
    scope = require_writer(request.user)
    return _mark(request, scope, get_guide_to_read(scope, guide_id))


def _mark(request: SignedInRequest, scope: Scope, thing: Guide | Item) -> HttpResponse:
    """ "Worked for us", with what it rests on."""
    form = MarkForm(request.POST or None, organisations=organisations_to_write_in(scope))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            mark(thing=thing, organisation=form.where(), evidence=data["evidence"], note=data["note"], by=request.user)
        except TopicError as error:
            form.add_error("note", str(error))
        else:
            messages.success(request, _("Your word stands beside it, with what it rests on."))
            return redirect(_url(thing))
    context = {"form": form, "thing": thing, "back": _url(thing)}
    return render(request, "topics/knowledge/mark.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def take_back(request: SignedInRequest, mark_id: int) -> HttpResponse:
    found = get_mark_to_take_back(require_writer(request.user), mark_id)
    thing: Guide | Item = found.guide or found.item  # type: ignore[assignment]  # one of the two, by constraint
    unmark(mark=found, by=request.user)
    messages.success(request, _("Your word was taken back."))
    return redirect(_url(thing))


def _url(thing: Guide | Item) -> str:
    return reverse("topics:guide" if isinstance(thing, Guide) else "topics:item", args=[thing.pk])
