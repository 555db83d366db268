from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from conversations.insight.comparison.access import require_tools
from conversations.insight.comparison.forms import FileForm
from conversations.insight.comparison.uploaded import FilePage, analyse_file, look_at_file
from conversations.insight.comparison.uploading import InMemoryOnly
from volunteers.people.http import SignedInRequest

# The handler must be there before the form's token is read, and reading the token reads the file: so these two leave
# the check of the token to the views inside them, which do it first of all.


@csrf_exempt
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        request.upload_handlers = [InMemoryOnly(request)]
    return _check(request)


@csrf_exempt
@require_POST
def columns(request: SignedInRequest) -> HttpResponse:
    request.upload_handlers = [InMemoryOnly(request)]
    return _columns(request)


@csrf_protect
@login_required
def _check(request: SignedInRequest) -> HttpResponse:
    """An experiment in a file: one's own, or a published one."""
    require_tools(request.user)
    if request.method == "GET":
        return render(request, "comparison/check.html", {"page": FilePage(FileForm())})
    page = analyse_file(FileForm(request.POST, request.FILES), request.POST)
    if request.htmx:
        return render(request, "comparison/_check_answer.html", {"page": page})
    return render(request, "comparison/check.html", {"page": page}, status=page.status)


@csrf_protect
@login_required
def _columns(request: SignedInRequest) -> HttpResponse:
    """The part of the page about columns, after a file or a group's column was chosen."""
    require_tools(request.user)
    page = look_at_file(FileForm(request.POST, request.FILES), request.POST)
    return render(request, "comparison/_columns.html", {"page": page})
