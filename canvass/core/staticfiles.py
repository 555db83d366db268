from __future__ import annotations

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class ModuleManifestStorage(ManifestStaticFilesStorage):
    """Hashed names for scripts that import one another: every import is rewritten to the hashed file."""

    support_js_module_import_aggregation = True
