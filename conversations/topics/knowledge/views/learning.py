"""Pages of who learns: made for a phone, and readable on anything."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from conversations.topics import queries as guide_queries
from conversations.topics.errors import TopicError
from conversations.topics.knowledge import training
from conversations.topics.knowledge.access import get_current, get_guide_to_read, scope_of
from conversations.topics.knowledge.learning import finish_lesson, tick
from conversations.topics.knowledge.parts import Kind, PartKind
from conversations.topics.knowledge.showing import answers, shown
from conversations.topics.models import ItemVersion, LessonDone, Tick
from volunteers.people.http import SignedInRequest

LESSONS, TO_READ = 25, 25


@require_GET
@login_required
def home(request: SignedInRequest) -> HttpResponse:
    """What to tick, to learn and to read, and what comes next."""
    scope = scope_of(request.user)
    lists = training.checklists(scope, user=request.user)
    lessons = Paginator(training.lessons_of(scope, user=request.user), LESSONS)
    context = {
        "training": training.training_in(scope, user=request.user, lists=lists),
        "lists": lists,
        "page": lessons.get_page(request.GET.get("page")),
        "to_read": list(training.to_read(scope)[:TO_READ]),
    }
    return render(request, "topics/knowledge/training.html", context)


@require_GET
@login_required
def read(request: SignedInRequest, item_id: int) -> HttpResponse:
    version = get_current(scope_of(request.user), item_id)
    parts = shown(version.parts, get_language() or "nl")
    context: dict[str, Any] = {"version": version, "item": version.item, "parts": parts}
    if version.item.kind == Kind.LESSON:
        return _lesson(request, version)
    if version.item.kind == Kind.CHECKLIST:
        ticked = Tick.objects.filter(user=request.user, item=version.item_id).values_list("code", flat=True)
        context["ticked"] = set(ticked)
        context["done"] = sum(part["code"] in context["ticked"] for part in version.parts)
    return render(request, f"topics/knowledge/read_{version.item.kind}.html", context)


def _lesson(request: SignedInRequest, version: ItemVersion) -> HttpResponse:
    """One part a page. The address holds where one is and what one chose, so that nothing of it is kept."""
    language = get_language() or "nl"
    page = Paginator(shown(version.parts, language), 1).get_page(request.GET.get("page"))
    part, raw = page[0], version.parts[page.number - 1]
    context: dict[str, Any] = {"version": version, "item": version.item, "page": page, "part": part}
    if part.kind == PartKind.QUIZ:
        context["answers"] = answers(raw, language)
        letters = [letter for letter, _answer, _because in context["answers"]]
        chosen = request.GET.get("answer")
        context |= {"chosen": chosen if chosen in letters else "", "right": raw["right"]}
    if not page.has_next():
        context["is_done"] = LessonDone.objects.filter(user=request.user, item=version.item_id).exists()
    return render(request, "topics/knowledge/read_lesson.html", context)


@require_POST
@login_required
def tick_line(request: SignedInRequest, item_id: int) -> HttpResponse:
    """One line done, or not after all."""
    version = get_current(scope_of(request.user), item_id)
    code = request.POST.get("code", "")
    try:
        tick(version=version, code=code, user=request.user, done=request.POST.get("done") == "1")
    except TopicError as error:
        messages.error(request, str(error))
        return redirect("topics:read", item_id=item_id)
    return redirect(f"{reverse('topics:read', args=[item_id])}#line-{code}")


@require_POST
@login_required
def finish(request: SignedInRequest, item_id: int) -> HttpResponse:
    version = get_current(scope_of(request.user), item_id)
    try:
        finish_lesson(version=version, user=request.user)
    except TopicError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Lesson done. What you answered is kept nowhere."))
    return redirect("topics:training")


@require_GET
@login_required
def print_cards(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Practice cards on paper, four on a sheet to cut; other kinds as a plain text."""
    version = get_current(scope_of(request.user), item_id)
    context = {"version": version, "item": version.item, "parts": shown(version.parts, get_language() or "nl")}
    return render(request, "topics/knowledge/print.html", context)


@require_GET
@login_required
def read_guide(request: SignedInRequest, guide_id: int) -> HttpResponse:
    """The guide that is published now, as the phone shows it."""
    guide = get_guide_to_read(scope_of(request.user), guide_id)
    now = guide.versions.filter(published_at__isnull=False, replaced_at=None).first()
    if now is None:
        raise Http404
    context = {
        "guide": guide,
        "version": now,
        "steps": guide_queries.steps_of(now),
        "statement": guide.topic.statements.first(),
    }
    return render(request, "topics/knowledge/read_guide.html", context)
