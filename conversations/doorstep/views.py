from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from conversations.doorstep.texts import phone_texts
from volunteers.people.http import SignedInRequest


@never_cache
@require_GET
@login_required
def app(request: SignedInRequest) -> HttpResponse:
    """The shell: no route and no name in it, only words and addresses of scripts."""
    return render(request, "doorstep/app.html", {"texts": phone_texts()})
