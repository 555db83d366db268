"""The OpenAPI description of what phones speak with the server, generated from the endpoints themselves."""

from __future__ import annotations

import json

from conversations.doorstep.api import api


def description() -> str:
    """Always the same text for the same endpoints, so that docs can keep it and a test can compare."""
    schema = api.get_openapi_schema(path_prefix="/field/")
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"
