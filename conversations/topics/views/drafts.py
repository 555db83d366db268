from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conversations.topics import queries
from conversations.topics.access import get_draft_to_edit, get_step_to_edit, require_writer
from conversations.topics.drafting import add_step, change_step, discard_draft, move_step, remove_step
from conversations.topics.errors import TopicError
from conversations.topics.forms import PublishForm, StepForm
from conversations.topics.models import GuideVersion
from conversations.topics.publishing import findings, next_kind, publish_version
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def editor(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """The steps in order with their preview; a post adds a step at the end."""
    draft = get_draft_to_edit(require_writer(request.user), draft_id)
    form = StepForm(request.POST or None, initial={"kind": next_kind(queries.steps_of(draft))})
    if request.method == "POST" and form.is_valid():
        try:
            step = add_step(draft=draft, words=form.words())
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The step was added at the end."))
            return redirect(f"{request.path}#step-{step.pk}")
    return _editor_page(request, draft, form)


def _editor_page(
    request: SignedInRequest, draft: GuideVersion, form: StepForm, *, fragment: bool = False
) -> HttpResponse:
    steps = queries.steps_of(draft)
    context = {
        "draft": draft,
        "guide": draft.guide,
        "steps": steps,
        "form": form,
        "findings": findings(steps),
        "statement": draft.guide.topic.statements.first(),
    }
    template = "topics/_editor.html" if fragment else "topics/draft.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def edit_step(request: SignedInRequest, step_id: int) -> HttpResponse:
    step = get_step_to_edit(require_writer(request.user), step_id)
    initial = {"kind": step.kind, "text_nl": step.text_nl, "text_en": step.text_en, "logged": step.logged}
    form = StepForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_step(step=step, words=form.words())
        messages.success(request, _("The step was saved."))
        return redirect("topics:draft", draft_id=step.version_id)
    context = {"step": step, "draft": step.version, "form": form}
    return render(request, "topics/step.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def move(request: SignedInRequest, step_id: int) -> HttpResponse:
    step = get_step_to_edit(require_writer(request.user), step_id)
    move_step(step=step, up=request.POST.get("to") == "up")
    if request.htmx:
        return _editor_page(request, step.version, StepForm(), fragment=True)
    return redirect("topics:draft", draft_id=step.version_id)


@require_POST
@login_required
def remove(request: SignedInRequest, step_id: int) -> HttpResponse:
    step = get_step_to_edit(require_writer(request.user), step_id)
    remove_step(step=step)
    messages.success(request, _("“%(step)s” was removed from the draft.") % {"step": step})
    return redirect("topics:draft", draft_id=step.version_id)


@require_http_methods(["GET", "POST"])
@login_required
def publish(request: SignedInRequest, draft_id: int) -> HttpResponse:
    draft = get_draft_to_edit(require_writer(request.user), draft_id)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publish_version(version=draft, by=request.user, now=timezone.now(), note=form.cleaned_data["note"])
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Version %(n)d is published: choose it in a campaign.") % {"n": draft.version})
            return redirect("topics:guide", guide_id=draft.guide_id)
    steps = queries.steps_of(draft)
    context = {"draft": draft, "guide": draft.guide, "form": form, "steps": steps, "findings": findings(steps)}
    return render(request, "topics/publish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def discard(request: SignedInRequest, draft_id: int) -> HttpResponse:
    draft = get_draft_to_edit(require_writer(request.user), draft_id)
    if request.method == "GET":
        return render(request, "topics/discard.html", {"draft": draft, "guide": draft.guide})
    guide_id = draft.guide_id
    gone = discard_draft(draft=draft, by=request.user)
    messages.success(request, _("The guide was thrown away.") if gone else _("The draft was thrown away."))
    return redirect("topics:guides") if gone else redirect("topics:guide", guide_id=guide_id)
