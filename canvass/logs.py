"""Structured logs: one JSON object a line, with the request's id and never with what people said."""

from __future__ import annotations

import re
from typing import Any

import structlog

REQUEST_ID = "canvass.request_id"
# Keys in addresses: invitations, links that act without signing in, calendars.
KEY_IN_PATH = re.compile(r"(?<=/)[\w:=~-]{20,}")


def tell_of_request(logger: Any, method: str, line: dict[str, Any]) -> dict[str, Any]:
    """Who asked and what came of it, beside what Django says of a refusal: numbers only, and no key of a link."""
    request: Any = getattr(line.get("_record"), "request", None)
    if request is not None and hasattr(request, "META"):
        line["event"] = KEY_IN_PATH.sub("…", str(line["event"]))
        line.setdefault("request_id", request.META.get(REQUEST_ID))
        line |= {"method": request.method, "status": getattr(line["_record"], "status_code", None)}
        # Only where somebody looked already: a log line asks the database nothing.
        line["user"] = getattr(getattr(request, "_cached_user", None), "pk", None)
    return line


def configure_logging(*, level: str, pretty: bool) -> dict[str, Any]:
    """Return Django's LOGGING and set structlog up to feed the same handler."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*shared, tell_of_request],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    renderer,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        # Without this Django would mail request data to ADMINS on an error.
        "loggers": {
            "django": {"handlers": ["stderr"], "level": level, "propagate": False},
            # Ten lines a walk sheet, of how it is being laid out.
            "weasyprint.progress": {"level": "WARNING"},
        },
    }
