from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conversations.topics import queries
from conversations.topics.access import (
    get_guide_to_edit,
    get_guide_to_see,
    guides_to_see,
    ids_above,
    organisations_to_write_in,
    reach_of,
    require_writer,
    topics_to_see,
)
from conversations.topics.drafting import start_draft
from conversations.topics.forms import NameForm, OfferForm, SearchForm, StartGuideForm
from conversations.topics.knowledge.queries import marks_of
from conversations.topics.sharing import archive_guide, rename_guide
from conversations.topics.starting import start_guide
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def guide_list(request: SignedInRequest) -> HttpResponse:
    reach = reach_of(request.user)
    search = SearchForm(request.GET)
    archived = "archived" in request.GET
    lines = queries.guide_lines(guides_to_see(reach), reach=reach, words=search.words(), archived=archived)
    context = {
        "lines": lines,
        "search": search,
        "archived": archived,
        "ready": sum(line.current is not None for line in lines),
        "offers": list(queries.open_offers(reach)),
        "writes": bool(reach.writes),
    }
    return render(request, "topics/guides.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def create(request: SignedInRequest) -> HttpResponse:
    reach = require_writer(request.user)
    form = StartGuideForm(
        request.POST or None,
        organisations=organisations_to_write_in(reach),
        topics=topics_to_see(reach).live(),
        above=ids_above,
        initial={"topic": request.GET.get("topic")},
    )
    if request.method == "POST" and form.is_valid():
        draft = start_guide(
            organisation=form.where(),
            topic=form.cleaned_data["topic"],
            with_steps=form.cleaned_data["with_steps"],
            by=request.user,
            **form.words(),
        )
        return redirect("topics:draft", draft_id=draft.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "topics/guide_new.html", {"form": form}, status=status)


@require_GET
@login_required
def detail(request: SignedInRequest, guide_id: int) -> HttpResponse:
    reach = reach_of(request.user)
    guide = get_guide_to_see(reach, guide_id)
    versions = queries.versions_of(guide, reach=reach)
    current = next((version for version in versions if version.published_at and not version.replaced_at), None)
    draft = next((version for version in versions if version.is_draft), None)
    shown = current or draft
    writes = reach.may_write(guide.organisation_id)
    offers = list(guide.offers.select_related("organisation")) if guide.organisation_id in reach.own else []
    held = [offer.organisation_id for offer in offers if offer.state != offer.State.DECLINED]
    above = guide.organisation.ancestors().exclude(pk__in=held)
    context = {
        "guide": guide,
        "versions": queries.guide_version_lines(versions, reach=reach, today=timezone.localdate()),
        "current": current,
        "draft": draft,
        "steps": queries.steps_of(shown) if shown else [],
        "statement": guide.topic.statements.first(),
        "writes": writes,
        "may_fork": bool(reach.writes),
        "offers": offers,
        "offer_form": OfferForm(above=above) if writes and current and above.exists() else None,
        "forks": queries.forks_of(guide, reach=reach),
        "marks": marks_of(guide),
        "mine": reach.own,
    }
    return render(request, "topics/guide.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, guide_id: int) -> HttpResponse:
    guide = get_guide_to_edit(require_writer(request.user), guide_id)
    form = NameForm(request.POST or None, initial={"text_nl": guide.text_nl, "text_en": guide.text_en})
    if request.method == "POST" and form.is_valid():
        rename_guide(guide=guide, **form.words())
        messages.success(request, _("The name was saved."))
        return redirect("topics:guide", guide_id=guide.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "topics/rename.html", {"guide": guide, "form": form}, status=status)


@require_POST
@login_required
def archive(request: SignedInRequest, guide_id: int) -> HttpResponse:
    """And back again, from the same button."""
    guide = get_guide_to_edit(require_writer(request.user), guide_id)
    back = guide.archived_at is not None
    archive_guide(guide=guide, by=request.user, now=None if back else timezone.now())
    done = _("The guide is back in the lists.") if back else _("The guide is in the archive; campaigns keep it.")
    messages.success(request, done)
    return redirect("topics:guide", guide_id=guide.pk)


@require_POST
@login_required
def draft(request: SignedInRequest, guide_id: int) -> HttpResponse:
    """To the draft; made as a copy of the newest version where there is none."""
    guide = get_guide_to_edit(require_writer(request.user), guide_id)
    return redirect("topics:draft", draft_id=start_draft(guide=guide).pk)
