from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from conversations.topics import queries
from conversations.topics.access import (
    get_guide_to_see,
    get_line_to_correct,
    get_version_to_see,
    reach_of,
    require_writer,
)
from conversations.topics.comparing import Line, compare
from conversations.topics.correcting import correct_spelling
from conversations.topics.errors import TopicError
from conversations.topics.forms import CorrectionForm
from conversations.topics.models import GuideVersion
from conversations.topics.models.guides import LONGEST_BUTTON, LONGEST_PROMPT
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def detail(request: SignedInRequest, version_id: int) -> HttpResponse:
    """A version to read, as the phone shows it."""
    reach = reach_of(request.user)
    version = get_version_to_see(reach, version_id)
    context = {
        "version": version,
        "guide": version.guide,
        "steps": queries.steps_of(version),
        "statement": version.guide.topic.statements.first(),
        "use": queries.use_of(version, reach=reach, today=timezone.localdate()),
        "writes": reach.may_write(version.guide.organisation_id),
        "may_fork": bool(reach.writes) and not version.is_draft,
    }
    return render(request, "topics/version.html", context)


@require_GET
@login_required
def compare_versions(request: SignedInRequest, guide_id: int) -> HttpResponse:
    """Two versions side by side: of this guide, or of this guide and the one it began as."""
    reach = reach_of(request.user)
    guide = get_guide_to_see(reach, guide_id)
    choices = queries.versions_of(guide, reach=reach)
    if guide.based_on is not None:
        choices.append(guide.based_on)
    if not choices:
        raise Http404
    by_id = {str(version.pk): version for version in choices}
    new = by_id.get(request.GET.get("to", ""), choices[0])
    fallback = choices[1] if len(choices) > 1 else choices[0]
    old = by_id.get(request.GET.get("from", ""), fallback)
    language = request.GET.get("language", "") or (get_language() or "nl")[:2]
    rows = compare(_lines(old, language), _lines(new, language))
    context = {
        "guide": guide,
        "choices": choices,
        "old": old,
        "new": new,
        "rows": rows,
        "language": "en" if language == "en" else "nl",
        "changes": sum(row.change != "same" for row in rows),
    }
    return render(request, "topics/compare.html", context)


def _lines(version: GuideVersion, language: str) -> list[Line]:
    steps = queries.steps_of(version)
    return [Line(step.code, step.get_kind_display(), step.in_language(language), step.logged) for step in steps]


@require_http_methods(["GET", "POST"])
@login_required
def correct(request: SignedInRequest, line_id: int) -> HttpResponse:
    """Spelling of a published prompt."""
    line = get_line_to_correct(require_writer(request.user), line_id)
    guide = line.version.guide
    form = CorrectionForm(request.POST or None, row=line, longest=LONGEST_BUTTON if line.logged else LONGEST_PROMPT)
    if request.method == "POST" and form.is_valid():
        try:
            correct_spelling(row=line, organisation=guide.organisation, by=request.user, **form.correction())
        except TopicError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The spelling was corrected, and the correction written down."))
            return redirect("topics:version", version_id=line.version_id)
    context = {"form": form, "row": line, "version": line.version, "new_version": True}
    return render(request, "topics/spelling.html", context, status=422 if request.method == "POST" else 200)
