from __future__ import annotations

import json
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from canvass.core.templatetags.canvass_ui import asset
from conversations.doorstep.shell import shell
from conversations.doorstep.texts import phone_texts
from volunteers.people.http import SignedInRequest


@never_cache
@require_GET
@login_required
def app(request: SignedInRequest) -> HttpResponse:
    """The shell: no route and no name in it, only words and addresses of scripts."""
    return render(request, "doorstep/app.html", {"texts": phone_texts(), "settings": phone_settings()})


@never_cache
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Served below /field/, so that it serves nothing else. Public: it names files only."""
    kept = shell(get_language() or "nl")
    context = {"version": kept.version, "shell": reverse("doorstep:app"), "files": json.dumps(kept.files)}
    return render(request, "doorstep/sw.js", context, content_type="text/javascript")


def phone_settings() -> dict[str, object]:
    """Addresses that the scripts need; ASSIGNMENT stands for the route's id."""
    nobody = UUID(int=0)
    urls = {name: reverse(f"doorstep:field:{name}") for name in ("session", "assignments", "sync", "conversations")}
    for name in ("bundle", "changes", "nearby", "take"):
        path = reverse(f"doorstep:field:{name}", kwargs={"assignment_id": nobody})
        urls[name] = path.replace(str(nobody), "ASSIGNMENT")
    urls["login"] = f"{reverse('account_login')}?next={reverse('doorstep:app')}"
    return {
        "urls": urls,
        "worker": reverse("doorstep:worker"),
        "product": settings.PRODUCT_NAME,
        "version": "1",
        "zone": settings.TIME_ZONE,
        "sprite": asset("img/icons.svg"),
        "leaflet": {"js": asset("leaflet/leaflet.js"), "css": asset("leaflet/leaflet.css")},
    }
