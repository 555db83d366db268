from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from canvass.core.keyring.ring import opens


@never_cache
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """Requests can be served: the database answers, and our key is its key. Redis is not asked, pages work without."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not opens():
            return JsonResponse({"status": "CANVASS_KEY is not the key of this database"}, status=503)
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: say what to do, not what we checked."""
    return render(request, "403_csrf.html", status=403)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """For pages of a library that the product does without."""
    raise Http404
