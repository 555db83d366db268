"""Out of the house: unsealed chunk by chunk while it is sent, so that no plain file is ever made."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from django.http import Http404, StreamingHttpResponse

from conversations.insight.exporting.keeping import CODEBOOK, DATA, read_sealed
from conversations.insight.exporting.sealing import SealBroken
from conversations.insight.models import Export

CONTENT_TYPES = {
    Export.Format.CSV: "text/csv; charset=utf-8",
    Export.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Format.GEOJSON: "application/geo+json",
    Export.Format.PDF: "application/pdf",
}


def open_sealed(export: Export, part: str = DATA) -> tuple[Iterator[bytes], int]:
    """As ``read_sealed``; a file that is gone, or whose key was, is not there for anybody."""
    try:
        return read_sealed(export, part)
    except (FileNotFoundError, SealBroken, InvalidTag):
        raise Http404 from None


def send_sealed(export: Export, part: str = DATA) -> StreamingHttpResponse:
    """Its length goes ahead: should a chunk turn out broken, the browser sees that the file is not whole."""
    chunks, size = open_sealed(export, part)
    kind, name = CONTENT_TYPES[Export.Format(export.format)], export.file_name
    if part == CODEBOOK:
        kind, name = CONTENT_TYPES[Export.Format.CSV], f"{name.rpartition('.')[0]}-codebook.csv"
    # Names are slugs: nothing in them needs quoting.
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    response = StreamingHttpResponse(chunks, content_type=kind, headers=headers)
    response["Cache-Control"] = "no-store"
    return response
