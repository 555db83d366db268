"""For coordinators: write to many, call who must be reached, look up what was sent, see what each kind looks like."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.people.messages import announcements, queries
from volunteers.people.messages.access import (
    announcements_to_see,
    get_announcement,
    get_call,
    groups_to_write_to,
    messages_to_see,
)
from volunteers.people.messages.audiences import Choice, choices_of, people_behind
from volunteers.people.messages.forms import AnnouncementForm, LogForm
from volunteers.people.messages.kinds import ALL, KINDS
from volunteers.people.messages.previews import sample
from volunteers.people.messages.writing import write

PAGE = 50


@require_GET
@login_required
def log(request: SignedInRequest) -> HttpResponse:
    mine = messages_to_see(request.user)
    form = LogForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.found(mine, search=asked.get("q", ""), kind=asked.get("kind", ""), state=asked.get("state", ""))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [queries.LogLine(message) for message in page],
        "searched": any(asked.values()),
        "trouble": queries.in_trouble(mine, now=timezone.now()),
    }
    return render(request, "people/messages/log.html", context)


@require_GET
@login_required
def previews(request: SignedInRequest) -> HttpResponse:
    groups_to_write_to(request.user)
    return render(request, "people/messages/previews.html", {"kinds": ALL})


@require_GET
@login_required
def preview(request: SignedInRequest, message_kind: str) -> HttpResponse:
    """As text within our page; with ``?html`` the mail's own page, as a mail program shows it."""
    groups_to_write_to(request.user)
    kind = KINDS.get(message_kind)
    if kind is None:
        raise Http404
    words = sample(kind, recipient=request.user, now=timezone.now())
    if "html" in request.GET:
        return HttpResponse(words.html)
    return render(request, "people/messages/preview.html", {"kind": kind, "words": words})


@require_GET
@login_required
def announcement_list(request: SignedInRequest) -> HttpResponse:
    rows = queries.with_reached(announcements_to_see(request.user))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "people/messages/announcements.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def announce(request: SignedInRequest) -> HttpResponse:
    """Write, look at it as others will, and send: three steps on one address."""
    groups_to_write_to(request.user)
    choices = choices_of(request.user)
    initial = {"audience": request.GET.get("to", "")}
    form = AnnouncementForm(request.POST or None, choices=choices, initial=initial)
    step = request.POST.get("step", "")
    if request.method == "GET" or step == "change" or not form.is_valid():
        refused = request.method == "POST" and step != "change"
        return render(request, "people/messages/announce.html", {"form": form}, status=422 if refused else 200)
    to = next(choice for choice in choices if choice.value == form.cleaned_data["audience"])
    told = {name: form.cleaned_data[name] for name in ("subject", "text", "urgent")}
    if step != "send":
        return _look(request, form, to)
    announcement = announcements.announce(author=request.user, to=to, **told)
    messages.success(request, _("On its way. Tick below whom you have reached by phone."))
    return redirect("messages:announcement", announcement_id=announcement.pk)


def _look(request: SignedInRequest, form: AnnouncementForm, to: Choice) -> HttpResponse:
    draft = form.save(commit=False)
    draft.organisation = groups_to_write_to(request.user).get(pk=to.organisation_id)
    draft.author = request.user
    words = write(kind=KINDS["announcement"], recipient=request.user, context=announcements.words(draft))
    context = {"form": form, "to": to, "people": people_behind(to.value).count(), "words": words}
    return render(request, "people/messages/announce_preview.html", context)


@never_cache
@require_GET
@login_required
def announcement(request: SignedInRequest, announcement_id: int) -> HttpResponse:
    row = get_announcement(request.user, announcement_id)
    calls = queries.call_list(row)
    page = Paginator(calls, PAGE).get_page(request.GET.get("page"))
    context = {
        "announcement": row,
        "page": page,
        "lines": queries.call_lines(list(page)),
        "to_call": calls.filter(reached_at=None).count(),
    }
    return render(request, "people/messages/announcement.html", context)


@require_POST
@login_required
def reached(request: SignedInRequest, call_id: int) -> HttpResponse:
    call = get_call(request.user, call_id)
    is_reached = request.POST.get("reached") == "1"
    announcements.note_reached(call=call, reached=is_reached, by=request.user, now=timezone.now())
    return redirect("messages:announcement", announcement_id=call.announcement_id)
