"""An upload that stays in memory: what is too large is cut off while it comes in, and no file is written."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from conversations.insight.comparison.reading import MOST_BYTES


class InMemoryOnly(FileUploadHandler):
    """Keeps at most one byte more than is allowed, so that the reader can say that a file is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        room = MOST_BYTES + 1 - self.kept.tell()
        self.kept.write(raw_data[: max(0, room)])
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type, size, self.charset
        )
