from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from canvass.core.templatetags.canvass_ui import asset
from conversations.doorstep.texts import phone_texts
from volunteers.people.http import SignedInRequest


@never_cache
@require_GET
@login_required
def app(request: SignedInRequest) -> HttpResponse:
    """The shell: no route and no name in it, only words and addresses of scripts."""
    return render(request, "doorstep/app.html", {"texts": phone_texts(), "settings": phone_settings()})


def phone_settings() -> dict[str, object]:
    """Addresses that the scripts need; ASSIGNMENT stands for the route's id."""
    nobody = UUID(int=0)
    urls = {name: reverse(f"doorstep:field:{name}") for name in ("session", "assignments", "sync", "conversations")}
    for name in ("bundle", "changes"):
        path = reverse(f"doorstep:field:{name}", kwargs={"assignment_id": nobody})
        urls[name] = path.replace(str(nobody), "ASSIGNMENT")
    urls["login"] = f"{reverse('account_login')}?next={reverse('doorstep:app')}"
    return {
        "urls": urls,
        "product": settings.PRODUCT_NAME,
        "version": "1",
        "sprite": asset("img/icons.svg"),
        "leaflet": {"js": asset("leaflet/leaflet.js"), "css": asset("leaflet/leaflet.css")},
    }
