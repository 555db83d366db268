from __future__ import annotations

from dataclasses import asdict, fields

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conversations.topics.access import get_statement_to_edit, get_topic_to_edit, require_writer
from conversations.topics.correcting import correct_spelling
from conversations.topics.errors import TopicError
from conversations.topics.forms import LONGEST_STATEMENT, CorrectionForm, StatementForm
from conversations.topics.models import Statement
from conversations.topics.statements import StatementWords, add_version, change_statement
from volunteers.people.http import SignedInRequest


def _words(statement: Statement) -> StatementWords:
    return StatementWords(**{field.name: getattr(statement, field.name) for field in fields(StatementWords)})


@require_http_methods(["GET", "POST"])
@login_required
def create(request: SignedInRequest, topic_id: int) -> HttpResponse:
    """The next version, filled in with the newest one."""
    topic = get_topic_to_edit(require_writer(request.user), topic_id)
    newest = topic.statements.first()
    form = StatementForm(request.POST or None, initial=asdict(_words(newest)) if newest else None)
    if request.method == "POST" and form.is_valid():
        statement = add_version(topic=topic, words=form.words(), by=request.user)
        messages.success(request, _("Version %(n)d is there: choose it in a campaign.") % {"n": statement.version})
        return redirect("topics:detail", topic_id=topic.pk)
    context = {"topic": topic, "form": form, "number": newest.version + 1 if newest else 1, "newest": newest}
    return render(request, "topics/statement.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, statement_id: int) -> HttpResponse:
    """Everything may change until a campaign with it starts; after that the page says what still can."""
    statement = get_statement_to_edit(require_writer(request.user), statement_id)
    topic = statement.topic
    if statement.is_locked(timezone.localdate()) and request.method == "GET":
        return render(request, "topics/locked.html", {"topic": topic, "statement": statement})
    form = StatementForm(request.POST or None, initial=asdict(_words(statement)))
    if request.method == "POST" and form.is_valid():
        try:
            change_statement(statement=statement, words=form.words(), today=timezone.localdate())
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The statement was saved."))
            return redirect("topics:detail", topic_id=topic.pk)
    context = {"topic": topic, "form": form, "number": statement.version, "statement": statement}
    return render(request, "topics/statement.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@login_required
def correct(request: SignedInRequest, statement_id: int) -> HttpResponse:
    statement = get_statement_to_edit(require_writer(request.user), statement_id)
    topic = statement.topic
    form = CorrectionForm(request.POST or None, row=statement, longest=LONGEST_STATEMENT)
    if request.method == "POST" and form.is_valid():
        try:
            correct_spelling(row=statement, organisation=topic.organisation, by=request.user, **form.correction())
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The spelling was corrected, and the correction written down."))
            return redirect("topics:detail", topic_id=topic.pk)
    context = {"form": form, "row": statement, "back": topic, "new_version": True}
    return render(request, "topics/spelling.html", context, status=422 if request.method == "POST" else 200)
