"""The read-only API for other systems of the same organisation. Described in docs/api.md and docs/api.json."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from conversations.insight.api.access import campaigns_of, exports_of, get_campaign_of, shifts_of
from conversations.insight.api.auth import Refusal, Token
from conversations.insight.api.schemas import (
    Campaigns,
    ExportRows,
    Exports,
    Problem,
    ShiftOut,
    Shifts,
    TogetherOut,
    Totals,
)
from conversations.insight.api.shifts import page_of_shifts, shaped
from conversations.insight.api.totals import campaign_totals, together_totals
from conversations.insight.exporting.sending import open_sealed, send_sealed
from conversations.insight.models import ApiToken, Export, Scope
from volunteers.people import audit

REFUSALS = dict.fromkeys((400, 401, 403, 404, 429), Problem)


class ReadOnlyAPI(NinjaAPI):
    """No answer is kept on its way: it is for who holds the token."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        response = super().create_temporal_response(request)
        response["Cache-Control"] = "no-store"
        return response


api = ReadOnlyAPI(
    title="Read-only API", version="1", auth=Token(), urls_namespace="api", docs_url=None, openapi_url=None
)


@api.get("campaigns", response={200: Campaigns, **REFUSALS}, url_name="campaigns")
def campaigns(request: HttpRequest) -> dict[str, Any]:
    """The organisation's own campaigns, the newest first. Any token may read them."""
    token = _token(request)
    return {"organisation": token.organisation.slug, "items": list(campaigns_of(token))}


@api.get("shifts", auth=Token(Scope.SHIFTS.value), response={200: Shifts, **REFUSALS}, url_name="shifts")
def shifts(
    request: HttpRequest,
    start: date | None = None,
    end: date | None = None,
    campaign: int | None = None,
    changed_since: datetime | None = None,
    page: int = 1,
) -> dict[str, Any]:
    """Shifts by their start, 100 a page. ``changed_since`` gives only what changed, also when it was cancelled."""
    if not 1 <= page <= 10_000 or (changed_since and timezone.is_naive(changed_since)):
        raise Refusal(400, "malformed")
    return page_of_shifts(_token(request), start=start, end=end, campaign=campaign, changed=changed_since, page=page)


@api.get(
    "shifts/{int:shift_id}", auth=Token(Scope.SHIFTS.value), response={200: ShiftOut, **REFUSALS}, url_name="shift"
)
def shift(request: HttpRequest, shift_id: int) -> dict[str, Any]:
    found = shaped(shifts_of(_token(request)).filter(pk=shift_id)).first()
    if found is None:
        raise Http404
    return found


@api.get(
    "campaigns/{int:campaign_id}/totals",
    auth=Token(Scope.TOTALS.value),
    response={200: Totals, **REFUSALS},
    url_name="totals",
)
def totals(request: HttpRequest, campaign_id: int) -> dict[str, Any]:
    """What the campaign's dashboard shows: doors by week, and per statement what was said, small numbers hidden."""
    return campaign_totals(get_campaign_of(_token(request), campaign_id), now=timezone.now())


@api.get("together", auth=Token(Scope.TOTALS.value), response={200: TogetherOut, **REFUSALS}, url_name="together")
def all_together(request: HttpRequest, topic: int | None = None) -> dict[str, Any]:
    """The same of all campaigns of the organisation and of the groups below it."""
    return together_totals(_token(request).organisation, topic=topic, now=timezone.now())


@api.get("exports", auth=Token(Scope.EXPORTS.value), response={200: Exports, **REFUSALS}, url_name="exports")
def exports(request: HttpRequest) -> dict[str, Any]:
    """Files that somebody of the organisation had made and that have not gone yet, the newest first."""
    found = exports_of(_token(request)).filter(expires_at__gt=timezone.now())
    return {"items": [_export(row) for row in found[:200]]}


@api.get(
    "exports/{uuid:export_id}",
    auth=Token(Scope.EXPORTS.value),
    response={200: ExportRows, **REFUSALS},
    url_name="export",
)
def export_rows(request: HttpRequest, export_id: UUID) -> dict[str, Any]:
    """The table of an export that was asked for as CSV, as JSON. Of others, ask for the file."""
    export = _get_export(request, export_id)
    if export.format != Export.Format.CSV:
        raise Http404
    text = b"".join(open_sealed(export)[0]).decode("utf-8-sig")
    columns, *rows = csv.reader(io.StringIO(text, newline=""))
    return {"id": export.pk, "columns": columns, "rows": rows}


@api.get("exports/{uuid:export_id}/file", auth=Token(Scope.EXPORTS.value), response=REFUSALS, url_name="export-file")
def export_file(request: HttpRequest, export_id: UUID) -> StreamingHttpResponse:
    return send_sealed(_get_export(request, export_id))


def _token(request: HttpRequest) -> ApiToken:
    return cast(ApiToken, request.auth)  # type: ignore[attr-defined]  # set by the auth class


def _get_export(request: HttpRequest, export_id: UUID) -> Export:
    """Noted like any other taking out: whoever looks after the data sees which token it was."""
    token = _token(request)
    export = get_object_or_404(exports_of(token), pk=export_id, expires_at__gt=timezone.now())
    audit.note(
        actor=None, organisation=token.organisation, verb="api token took export", subject=f"{token.pk} {export.pk}"
    )
    return export


def _export(row: Export) -> dict[str, Any]:
    return {
        "id": row.pk,
        "campaign": row.campaign_id,
        "kind": row.kind,
        "format": row.format,
        "file_name": row.file_name,
        "rows": row.rows,
        "sha256": row.sha256,
        "made_at": row.created_at,
        "expires_at": row.expires_at,
    }


@api.exception_handler(Refusal)
def on_refusal(request: HttpRequest, refused: Exception) -> HttpResponse:
    refusal = cast(Refusal, refused)
    response = api.create_response(request, {"code": refusal.code}, status=refusal.status_code)
    if refusal.retry_after:
        response["Retry-After"] = str(refusal.retry_after)
    return response


@api.exception_handler(AuthenticationError)
def on_stranger(request: HttpRequest, unknown: Exception) -> HttpResponse:
    response = api.create_response(request, {"code": "token"}, status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, missing: Exception) -> HttpResponse:
    return api.create_response(request, {"code": "not_found"}, status=404)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, invalid: Exception) -> HttpResponse:
    return api.create_response(request, {"code": "malformed"}, status=400)
