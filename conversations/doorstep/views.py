from __future__ import annotations

import json
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from canvass.core.palette import PALETTE
from canvass.core.templatetags.canvass_ui import asset
from conversations.doorstep.access import assignments_to_walk
from conversations.doorstep.languages import choices, direction, phone_language, speaking
from conversations.doorstep.shell import app_icons, first_scripts, shell
from volunteers.people.http import SignedInRequest
from volunteers.people.models import User

# The worker's own copy of the page is asked for by this name.
KEPT = "kept"


@never_cache
@gzip_page
@require_GET
@login_required
def app(request: SignedInRequest) -> HttpResponse:
    """The shell: no route and no name in it, only words and addresses of scripts."""
    code = phone_language(request)
    with speaking(code) as texts:
        own = phone_settings()
        context = {
            "texts": texts,
            "settings": own | {"version": shell(code, texts, own).version},
            "language": code,
            "direction": direction(code),
            "scripts": first_scripts(),
            "early": early_questions(None if KEPT in request.GET else request.user),
        }
        return render(request, "doorstep/app.html", context)


@never_cache
@gzip_page
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Served below /field/, so that it serves nothing else. Public: it names files only."""
    if settings.FIELD_KILL_SWITCH:
        return render(request, "doorstep/sw_off.js", content_type="text/javascript; charset=utf-8")
    code = phone_language(request)
    with speaking(code) as texts:
        kept = shell(code, texts, phone_settings())
    context = {"version": kept.version, "shell": reverse("doorstep:app"), "files": json.dumps(kept.files)}
    return render(request, "doorstep/sw.js", context, content_type="text/javascript; charset=utf-8")


def early_questions(user: User | None) -> list[str]:
    """What the scripts will ask first: the browser asks it while they still come.

    Without a user, for the copy that the phone keeps: it knows nobody, and mostly has its route already.
    """
    session = reverse("doorstep:field:session")
    if user is None:
        return [session]
    routes = [row.pk for row in assignments_to_walk(user, now=timezone.now())[:2]]
    only = [reverse("doorstep:field:bundle", kwargs={"assignment_id": pk}) for pk in routes if len(routes) == 1]
    return [session, reverse("doorstep:field:assignments"), *only]


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the app on its home screen. Public: browsers ask for it without a sign-in."""
    start = reverse("doorstep:app")
    description = {
        "id": start,
        "name": settings.PRODUCT_NAME,
        "short_name": settings.PRODUCT_NAME,
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "orientation": "portrait",
        "background_color": PALETTE["paper"],
        "theme_color": PALETTE["plate"],
        "icons": app_icons(),
    }
    return JsonResponse(description, content_type="application/manifest+json")


def phone_settings() -> dict[str, object]:
    """Addresses that the scripts need; ASSIGNMENT and SHIFT stand for ids."""
    nobody = UUID(int=0)
    urls = {name: reverse(f"doorstep:field:{name}") for name in ("session", "assignments", "sync", "conversations")}
    for name in ("bundle", "changes", "nearby", "take"):
        path = reverse(f"doorstep:field:{name}", kwargs={"assignment_id": nobody})
        urls[name] = path.replace(str(nobody), "ASSIGNMENT")
    urls["login"] = f"{reverse('account_login')}?next={reverse('doorstep:app')}"
    urls |= {"home": reverse("home"), "logout": reverse("account_logout")}
    urls["lookBack"] = reverse("insight:looking-back", kwargs={"shift_id": 0}).replace("/0/", "/SHIFT/")
    return {
        "urls": urls,
        # Empty: this page shall not put a worker on the phone.
        "worker": "" if settings.FIELD_KILL_SWITCH else reverse("doorstep:worker"),
        "product": settings.PRODUCT_NAME,
        "zone": settings.TIME_ZONE,
        "languages": choices(),
        "sprite": asset("img/icons.svg"),
        "mapStyle": asset("css/map.css"),
        "leaflet": {"js": asset("leaflet/leaflet.js"), "css": asset("leaflet/leaflet.css")},
    }
