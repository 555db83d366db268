"""The OpenAPI description of the read-only API, generated from the endpoints themselves."""

from __future__ import annotations

import json

from conversations.insight.api.endpoints import api


def description() -> str:
    """Always the same text for the same endpoints, so that docs can keep it and a test can compare."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"
