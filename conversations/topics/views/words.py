from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conversations.topics.access import (
    get_topic_to_edit,
    get_topic_to_see,
    get_word_list,
    get_word_to_edit,
    reach_of,
    require_writer,
)
from conversations.topics.correcting import correct_spelling
from conversations.topics.errors import TopicError
from conversations.topics.forms import LONGEST_WORD, CorrectionForm, WordForm
from conversations.topics.models import Topic
from conversations.topics.wordlists import (
    MOST_LIVE,
    WordList,
    add_word,
    bring_back_word,
    change_word,
    list_in_use,
    move_word,
    retire_word,
    words_of,
)
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def word_list(request: SignedInRequest, topic_id: int, kind: str) -> HttpResponse:
    """The list in its order; a post adds a word at its end."""
    which = get_word_list(kind)
    reach = reach_of(request.user)
    topic = get_topic_to_see(reach, topic_id) if request.method == "GET" else get_topic_to_edit(reach, topic_id)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            word = add_word(topic=topic, kind=which, by=request.user, **form.words())
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%(word)s” was added.") % {"word": word})
            return redirect("topics:words", topic_id=topic.pk, kind=which)
    return _list_page(request, topic, which, form, writes=reach.may_write(topic.organisation_id))


def _list_page(
    request: SignedInRequest, topic: Topic, kind: WordList, form: WordForm, *, writes: bool, fragment: bool = False
) -> HttpResponse:
    rows = list(words_of(topic, kind))
    context = {
        "topic": topic,
        "kind": kind,
        "form": form,
        "live": [row for row in rows if row.retired_at is None],
        "retired": [row for row in rows if row.retired_at is not None],
        "used": list_in_use(topic, kind, timezone.localdate()),
        "writes": writes,
        "most": MOST_LIVE,
    }
    template = "topics/_words.html" if fragment else "topics/words.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, topic_id: int, kind: str, word_id: int) -> HttpResponse:
    """Any text while the list is not in use; then its spelling."""
    which, today = get_word_list(kind), timezone.localdate()
    topic = get_topic_to_edit(require_writer(request.user), topic_id)
    word = get_word_to_edit(topic, which, word_id)
    used = list_in_use(topic, which, today)
    form: WordForm | CorrectionForm = (
        CorrectionForm(request.POST or None, row=word, longest=LONGEST_WORD)
        if used
        else WordForm(request.POST or None, initial={"text_nl": word.text_nl, "text_en": word.text_en})
    )
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(form, CorrectionForm):
                correct_spelling(row=word, organisation=topic.organisation, by=request.user, **form.correction())
            else:
                change_word(topic=topic, kind=which, word=word, today=today, **form.words())
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%(word)s” was saved.") % {"word": word})
            return redirect("topics:words", topic_id=topic.pk, kind=which)
    context = {"topic": topic, "kind": which, "word": word, "form": form, "used": used}
    return render(request, "topics/word.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def move(request: SignedInRequest, topic_id: int, kind: str, word_id: int) -> HttpResponse:
    which = get_word_list(kind)
    topic = get_topic_to_edit(require_writer(request.user), topic_id)
    word = get_word_to_edit(topic, which, word_id)
    move_word(topic=topic, kind=which, word=word, up=request.POST.get("to") == "up")
    if request.htmx:
        return _list_page(request, topic, which, WordForm(), writes=True, fragment=True)
    return redirect("topics:words", topic_id=topic.pk, kind=which)


@require_POST
@login_required
def retire(request: SignedInRequest, topic_id: int, kind: str, word_id: int) -> HttpResponse:
    """And back again, from the same button."""
    which = get_word_list(kind)
    topic = get_topic_to_edit(require_writer(request.user), topic_id)
    word = get_word_to_edit(topic, which, word_id)
    now, today = timezone.now(), timezone.localdate()
    try:
        if word.retired_at is not None:
            bring_back_word(topic=topic, kind=which, word=word, by=request.user)
            done = _("“%(word)s” is offered again.")
        elif retire_word(topic=topic, kind=which, word=word, by=request.user, now=now, today=today):
            done = _("“%(word)s” was deleted: nobody had used it.")
        else:
            done = _("“%(word)s” is retired: phones no longer offer it, and what was logged stays.")
        messages.success(request, done % {"word": word})
    except TopicError as error:
        messages.error(request, str(error))
    return redirect("topics:words", topic_id=topic.pk, kind=which)
