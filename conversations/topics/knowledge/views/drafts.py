from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conversations.topics.errors import TopicError
from conversations.topics.forms import PublishForm
from conversations.topics.knowledge.access import get_draft_to_edit, require_writer, topics_in_scope
from conversations.topics.knowledge.forms import DescribeForm, PartForm
from conversations.topics.knowledge.parts import MADE_OF, PartKind
from conversations.topics.knowledge.publishing import findings
from conversations.topics.knowledge.showing import shown
from conversations.topics.knowledge.writing import (
    add_part,
    change_part,
    describe,
    discard_draft,
    move_part,
    publish_item,
    remove_part,
)
from conversations.topics.models import ItemVersion
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def editor(request: SignedInRequest, item_id: int) -> HttpResponse:
    """The parts in order, what is missing, and what can be added."""
    return _editor_page(request, get_draft_to_edit(require_writer(request.user), item_id))


def _editor_page(request: SignedInRequest, draft: ItemVersion, *, fragment: bool = False) -> HttpResponse:
    context = {
        "draft": draft,
        "item": draft.item,
        "parts": shown(draft.parts, get_language() or "nl"),
        "findings": findings(draft.item.kind, draft.parts),
        "kinds": [(kind.value, kind.label) for kind in MADE_OF[draft.item.kind]],
    }
    return render(request, f"topics/knowledge/{'_editor' if fragment else 'draft'}.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def add(request: SignedInRequest, item_id: int, part_kind: str) -> HttpResponse:
    draft = get_draft_to_edit(require_writer(request.user), item_id)
    if part_kind not in MADE_OF[draft.item.kind]:
        raise Http404
    form = PartForm(request.POST or None, kind=part_kind, of=draft.item.kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_part(draft=draft, part=form.as_part())
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Added at the end."))
            return redirect(f"{_editor_url(draft)}#part-{made['code']}")
    return _part_page(request, draft, form)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, item_id: int, code: str) -> HttpResponse:
    draft = get_draft_to_edit(require_writer(request.user), item_id)
    part = next((part for part in draft.parts if part["code"] == code), None)
    if part is None:
        raise Http404
    form = PartForm(request.POST or None, kind=part["kind"], of=draft.item.kind, part=part)
    if request.method == "POST" and form.is_valid():
        try:
            change_part(draft=draft, code=code, part=form.as_part())
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{_editor_url(draft)}#part-{code}")
    return _part_page(request, draft, form)


def _part_page(request: SignedInRequest, draft: ItemVersion, form: PartForm) -> HttpResponse:
    context = {"draft": draft, "item": draft.item, "form": form, "part_label": PartKind(form.kind).label}
    return render(request, "topics/knowledge/part.html", context, status=422 if request.method == "POST" else 200)


def _editor_url(draft: ItemVersion) -> str:
    return reverse("topics:item-draft", args=[draft.item_id])


@require_POST
@login_required
def move(request: SignedInRequest, item_id: int, code: str) -> HttpResponse:
    draft = get_draft_to_edit(require_writer(request.user), item_id)
    move_part(draft=draft, code=code, up=request.POST.get("to") == "up")
    if request.htmx:
        draft.refresh_from_db()
        return _editor_page(request, draft, fragment=True)
    return redirect("topics:item-draft", item_id=item_id)


@require_POST
@login_required
def remove(request: SignedInRequest, item_id: int, code: str) -> HttpResponse:
    draft = get_draft_to_edit(require_writer(request.user), item_id)
    remove_part(draft=draft, code=code)
    messages.success(request, _("Removed from the draft."))
    return redirect("topics:item-draft", item_id=item_id)


@require_http_methods(["GET", "POST"])
@login_required
def titles(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Its title, topic and place in the order."""
    scope = require_writer(request.user)
    draft = get_draft_to_edit(scope, item_id)
    item = draft.item
    initial = {"title_nl": draft.title_nl, "title_en": draft.title_en, "topic": item.topic_id, "place": item.place}
    form = DescribeForm(request.POST or None, topics=topics_in_scope(scope), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        describe(draft=draft, titles=form.titles(), topic=data["topic"], place=data["place"])
        messages.success(request, _("Saved."))
        return redirect("topics:item-draft", item_id=item_id)
    context = {"draft": draft, "item": item, "form": form}
    return render(request, "topics/knowledge/titles.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@login_required
def publish(request: SignedInRequest, item_id: int) -> HttpResponse:
    draft = get_draft_to_edit(require_writer(request.user), item_id)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publish_item(version=draft, by=request.user, now=timezone.now(), note=form.cleaned_data["note"])
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Version %(n)d is published.") % {"n": draft.version})
            return redirect("topics:item", item_id=item_id)
    parts = shown(draft.parts, get_language() or "nl")
    found = findings(draft.item.kind, draft.parts)
    context = {"draft": draft, "item": draft.item, "form": form, "parts": parts, "findings": found}
    return render(request, "topics/knowledge/publish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def discard(request: SignedInRequest, item_id: int) -> HttpResponse:
    draft = get_draft_to_edit(require_writer(request.user), item_id)
    if request.method == "GET":
        return render(request, "topics/knowledge/discard.html", {"draft": draft, "item": draft.item})
    gone = discard_draft(draft=draft, by=request.user)
    messages.success(request, _("The draft was thrown away."))
    return redirect("topics:library") if gone else redirect("topics:item", item_id=item_id)
