from __future__ import annotations

from django.contrib.staticfiles.storage import HashedFilesMixin, ManifestStaticFilesStorage


class ModuleManifestStorage(ManifestStaticFilesStorage):
    """Hashed names for scripts that import one another: every import is rewritten to the hashed file."""

    support_js_module_import_aggregation = True
    # Only in our own scripts: django-htmx's have imports in their comments, of files that do not exist.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        vars(HashedFilesMixin)["_js_module_import_aggregation_patterns"][1],
    )
