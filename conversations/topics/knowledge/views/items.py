from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conversations.topics.comparing import compare
from conversations.topics.forms import OfferForm
from conversations.topics.knowledge import queries
from conversations.topics.knowledge.access import (
    get_item_to_edit,
    get_item_to_see,
    get_published,
    organisations_of,
    organisations_to_write_in,
    require_writer,
    topics_in_scope,
)
from conversations.topics.knowledge.forms import StartItemForm
from conversations.topics.knowledge.showing import shown
from conversations.topics.knowledge.writing import archive_item, start_draft, start_item
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def create(request: SignedInRequest) -> HttpResponse:
    scope = require_writer(request.user)
    form = StartItemForm(
        request.POST or None, organisations=organisations_to_write_in(scope), topics=topics_in_scope(scope),
        initial={"kind": request.GET.get("kind"), "topic": request.GET.get("topic")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        draft = start_item(
            organisation=form.where(), kind=form.cleaned_data["kind"], topic=form.cleaned_data["topic"],
            titles=form.titles(), by=request.user,
        )  # fmt: skip
        return redirect("topics:item-draft", item_id=draft.item_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "topics/knowledge/new.html", {"form": form}, status=status)


@require_GET
@login_required
def detail(request: SignedInRequest, item_id: int) -> HttpResponse:
    """For writers: versions, where it is shared, and what groups say of it."""
    scope = require_writer(request.user)
    item = get_item_to_see(scope, item_id)
    found = queries.item_page(item, scope=scope)
    context = {
        "found": found,
        "item": item,
        "parts": shown(found.newest.parts, get_language() or "nl"),
        "writes": scope.may_write(item.organisation_id),
        "shares": scope.may_share(item.organisation_id),
        "offer_form": OfferForm(above=organisations_of(found.above)) if found.above else None,
        "marks": queries.marks_of(item),
        "mine": scope.writes,
    }
    return render(request, "topics/knowledge/item.html", context)


@require_GET
@login_required
def version(request: SignedInRequest, item_id: int, number: int) -> HttpResponse:
    """A published version to read, also one that was replaced."""
    scope = require_writer(request.user)
    found = get_published(scope, item_id, number)
    context = {"version": found, "item": found.item, "parts": shown(found.parts, get_language() or "nl")}
    return render(request, "topics/knowledge/version.html", context)


@require_GET
@login_required
def compare_versions(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Two versions side by side: of this item, or of this item and the one it began as."""
    scope = require_writer(request.user)
    item = get_item_to_see(scope, item_id)
    found = queries.item_page(item, scope=scope)
    choices = found.versions + ([found.source] if found.source else [])
    if not choices:
        raise Http404
    by_id = {str(row.pk): row for row in choices}
    new = by_id.get(request.GET.get("to", ""), choices[0])
    old = by_id.get(request.GET.get("from", ""), choices[1] if len(choices) > 1 else choices[0])
    language = "en" if (request.GET.get("language") or get_language() or "nl").startswith("en") else "nl"
    rows = compare(queries.lines_of(old, language), queries.lines_of(new, language))
    context = {
        "item": item, "choices": choices, "old": old, "new": new, "rows": rows, "language": language,
        "changes": sum(row.change != "same" for row in rows),
    }  # fmt: skip
    return render(request, "topics/knowledge/compare.html", context)


@require_POST
@login_required
def archive(request: SignedInRequest, item_id: int) -> HttpResponse:
    """And back again, from the same button."""
    item = get_item_to_edit(require_writer(request.user), item_id)
    back = item.archived_at is not None
    archive_item(item=item, by=request.user, now=None if back else timezone.now())
    messages.success(request, _("It is back in the lists.") if back else _("It is in the archive."))
    return redirect("topics:item", item_id=item.pk)


@require_POST
@login_required
def new_version(request: SignedInRequest, item_id: int) -> HttpResponse:
    """To the draft; made as a copy of the newest version where there is none."""
    item = get_item_to_edit(require_writer(request.user), item_id)
    start_draft(item=item)
    return redirect("topics:item-draft", item_id=item.pk)
