from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conversations.topics import defaults, queries
from conversations.topics.access import (
    get_topic_to_edit,
    get_topic_to_see,
    guides_to_see,
    organisations_to_write_in,
    reach_of,
    require_writer,
    topics_to_see,
)
from conversations.topics.errors import TopicError
from conversations.topics.forms import InOrganisation, NameForm, NewTopicForm, SearchForm
from conversations.topics.starting import archive_topic, rename_topic, start_default_topic, start_own_topic
from volunteers.people.http import SignedInRequest

BY_CODE = {words.code: words for words in defaults.TOPICS}


@require_GET
@login_required
def topic_list(request: SignedInRequest) -> HttpResponse:
    reach = reach_of(request.user)
    search = SearchForm(request.GET)
    archived = "archived" in request.GET
    lines = queries.topic_lines(
        topics_to_see(reach), reach=reach, words=search.words(), archived=archived, today=timezone.localdate()
    )
    context = {
        "lines": lines,
        "several": len({line.topic.organisation_id for line in lines}) > 1,
        "search": search,
        "archived": archived,
        "running": sum(bool(line.running) for line in lines),
        "writes": bool(reach.writes),
        "offers": queries.open_offers(reach).count() if reach.writes else 0,
    }
    return render(request, "topics/list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def create(request: SignedInRequest) -> HttpResponse:
    """From one of the defaults (``default`` in the post), or with a name of one's own."""
    reach = require_writer(request.user)
    organisations = organisations_to_write_in(reach)
    chosen = BY_CODE.get(request.POST.get("default", ""))
    own = NewTopicForm(request.POST if request.method == "POST" and not chosen else None, organisations=organisations)
    place = InOrganisation(request.POST if chosen else None, organisations=organisations, auto_id="id_default_%s")
    if chosen and place.is_valid():
        try:
            topic = start_default_topic(organisation=place.where(), words=chosen, by=request.user)
        except TopicError as error:
            messages.error(request, str(error))
        else:
            return redirect("topics:detail", topic_id=topic.pk)
    elif own.is_bound and own.is_valid():
        topic = start_own_topic(organisation=own.where(), by=request.user, **own.words())
        return redirect("topics:statement-new", topic_id=topic.pk)
    there = set(topics_to_see(reach).filter(organisation__in=reach.writes).values_list("code", flat=True))
    context = {
        "form": own,
        "place": place,
        # With one organisation a default that it has is not offered again.
        "choices": [words for words in defaults.TOPICS if not (own.only and words.code in there)],
    }
    return render(request, "topics/create.html", context, status=422 if request.method == "POST" else 200)


@require_GET
@login_required
def detail(request: SignedInRequest, topic_id: int) -> HttpResponse:
    reach = reach_of(request.user)
    topic = get_topic_to_see(reach, topic_id)
    versions = queries.version_lines(topic, reach=reach, today=timezone.localdate())
    context = {
        "topic": topic,
        "writes": reach.may_write(topic.organisation_id),
        "may_start_guides": bool(reach.writes),
        "current": versions[0] if versions else None,
        "versions": versions,
        "corrections": queries.corrections_of(topic),
        "lists": queries.word_counts(topic),
        "guides": queries.guide_lines(guides_to_see(reach).filter(topic=topic), reach=reach),
    }
    return render(request, "topics/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, topic_id: int) -> HttpResponse:
    topic = get_topic_to_edit(require_writer(request.user), topic_id)
    form = NameForm(request.POST or None, initial={"text_nl": topic.text_nl, "text_en": topic.text_en})
    if request.method == "POST" and form.is_valid():
        rename_topic(topic=topic, **form.words())
        messages.success(request, _("The name was saved."))
        return redirect("topics:detail", topic_id=topic.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "topics/rename.html", {"topic": topic, "form": form}, status=status)


@require_POST
@login_required
def archive(request: SignedInRequest, topic_id: int) -> HttpResponse:
    """And back again, from the same button."""
    topic = get_topic_to_edit(require_writer(request.user), topic_id)
    back = topic.archived_at is not None
    archive_topic(topic=topic, by=request.user, now=None if back else timezone.now())
    done = _("The topic is back in the lists.") if back else _("The topic is in the archive; campaigns keep it.")
    messages.success(request, done)
    return redirect("topics:detail", topic_id=topic.pk)
