from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import HashedFilesMixin, ManifestStaticFilesStorage

# What a phone fetches, on a slow network and perhaps from a server without a proxy. Not all: packages bring megabytes.
PACKED = ("js/", "css/", "img/", "leaflet/leaflet.")
TEXTS = {".js", ".css", ".svg"}


class ModuleManifestStorage(ManifestStaticFilesStorage):
    """Hashed names for scripts that import one another: every import is rewritten to the hashed file."""

    support_js_module_import_aggregation = True
    # Only in our own scripts: django-htmx's have imports in their comments, of files that do not exist.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        vars(HashedFilesMixin)["_js_module_import_aggregation_patterns"][1],
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[tuple[Any, ...]]:
        """WhiteNoise sends the packed file beside a text to whoever can read it."""
        yield from super().post_process(paths, dry_run, **options)
        if dry_run:
            return
        for name, hashed in self.hashed_files.items():
            if name.startswith(PACKED) and Path(name).suffix in TEXTS:
                path = Path(self.path(hashed))
                path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
