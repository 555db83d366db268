"""Knowledge leaves and comes in as a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conversations.topics.access import ids_above
from conversations.topics.errors import TopicError
from conversations.topics.knowledge import exchange
from conversations.topics.knowledge.access import (
    get_waiting_file,
    organisations_to_write_in,
    require_writer,
    topics_in_scope,
)
from conversations.topics.knowledge.exchange import Document, Entry
from conversations.topics.knowledge.exporting import entries_of
from conversations.topics.knowledge.forms import FileForm, LibraryForm, LicenceForm, TakeInForm
from conversations.topics.knowledge.importing import drop_file, keep_aside, take_in
from conversations.topics.knowledge.parts import Kind
from conversations.topics.knowledge.searching import found, search
from conversations.topics.knowledge.showing import Shown, said, shown
from volunteers.people.http import SignedInRequest

MOST_ERRORS = 10


@dataclass(frozen=True)
class Preview:
    """An entry of a file as it is shown before anything of it is taken in."""

    entry: Entry
    title: str
    kind: str
    parts: list[Shown]
    prompts: list[str]
    errors: list[str]


@require_http_methods(["GET", "POST"])
@login_required
def export(request: SignedInRequest) -> HttpResponse:
    """What the search shows, as one file; the address carries the search."""
    scope = require_writer(request.user)
    wanted = LibraryForm(request.GET, topics=topics_in_scope(scope)).wanted()
    chosen = [found(row) for row in search(scope, wanted)[: exchange.MOST_ENTRIES + 1]]
    chosen = [one for one in chosen if not one.draft]
    fits = 0 < len(chosen) <= exchange.MOST_ENTRIES
    form = LicenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and fits:
        origin = str(organisations_to_write_in(scope).order_by("pk")[0])
        content = exchange.write(
            entries_of(scope, chosen), origin=origin, licence=form.cleaned_data["licence"],
            day=timezone.localdate().isoformat(),
        )  # fmt: skip
        name = f"knowledge-{timezone.localdate().isoformat()}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(content, content_type="application/json", headers=headers)
    context = {
        "form": form,
        "chosen": chosen[: exchange.MOST_ENTRIES],
        "fits": fits,
        "filters": request.GET.urlencode(),
    }
    return render(request, "topics/knowledge/export.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@login_required
def send(request: SignedInRequest) -> HttpResponse:
    """A file is read and checked, and waits for a look."""
    require_writer(request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        document = exchange.read(form.cleaned_data["file"].read())
        if not document.error:
            keep_aside(document=document, user=request.user)
            return redirect("topics:import-look")
        form.add_error("file", document.error)
    status = 422 if request.method == "POST" else 200
    return render(request, "topics/knowledge/import.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def look(request: SignedInRequest) -> HttpResponse:
    """What is in the file, item by item, with what is wrong; a post takes the chosen ones in as drafts."""
    scope = require_writer(request.user)
    kept = get_waiting_file(request.user)
    document = Document.from_json(kept.document)
    previews = [_preview(entry, get_language() or "nl") for entry in document.entries]
    numbers = [(each.entry.number, f"{each.title} ({each.kind})") for each in previews if not each.entry.errors]
    form = TakeInForm(
        request.POST or None, organisations=organisations_to_write_in(scope), topics=topics_in_scope(scope),
        numbers=numbers,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        where, data = form.where(), form.cleaned_data
        try:
            taken = take_in(
                user=request.user, numbers=set(data["numbers"]), organisation=where, topic=data["topic"],
                line=ids_above(frozenset({where.pk})),
            )  # fmt: skip
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            words = _("%(n)d taken in as drafts of %(name)s: read them, then publish.")
            messages.success(request, words % {"n": taken.items + taken.guides, "name": where})
            return redirect("topics:guides" if not taken.items else "topics:library")
    context = {"form": form, "document": document, "previews": previews, "ready": len(numbers)}
    return render(request, "topics/knowledge/look.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def drop(request: SignedInRequest) -> HttpResponse:
    require_writer(request.user)
    drop_file(user=request.user)
    messages.success(request, _("The file was thrown away; nothing of it was taken in."))
    return redirect("topics:library")


def _preview(entry: Entry, language: str) -> Preview:
    guide = entry.kind == exchange.GUIDE
    kind = _("Guide") if guide else str(Kind(entry.kind).label) if entry.kind else "?"
    title = said(entry.title, language).text or _("Item %(n)d") % {"n": entry.number}
    prompts = [said(part["text"], language).text for part in entry.parts] if guide else []
    parts = [] if guide else shown(entry.parts, language)
    return Preview(entry, title, kind, parts, prompts, entry.errors[:MOST_ERRORS])
