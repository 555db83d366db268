"""What every answer must say to a browser, and what no page may hold: the marks of an A+."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http.response import HttpResponseBase

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OFF = ("microphone=()", "payment=()", "usb=()")
LOCKED = ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "default-src 'self'")
# Handlers and styles in attributes, scripts without a nonce: the policy would stop them, a page must not need it to.
INLINE = re.compile(r"<[^>]*\son[a-z]+\s*=|<[^>]*\sstyle\s*=|<style|javascript:", re.I)
SCRIPT = re.compile(r'<script(?![^>]*\s(?:nonce=|src="/))(?![^>]*type="application/json")[^>]*>', re.I)


def header_faults(response: HttpResponseBase) -> Iterator[str]:
    for name, value in WANTED.items():
        if response.get(name) != value:
            yield f"{name}: {response.get(name)}"
    policy = response.get("Content-Security-Policy", "")
    yield from (f"policy without {part}" for part in LOCKED if part not in policy)
    yield from (f"policy with {word}" for word in ("unsafe-", "http:", "https:", " * ") if word in policy)
    yield from (f"not off: {feature}" for feature in OFF if feature not in response.get("Permissions-Policy", ""))
    kind = response.get("Content-Type", "")
    if (not kind and response.status_code == 200) or (kind.startswith("text/") and "charset=" not in kind):
        yield f"content type: {kind!r}"
    kept = response.get("Cache-Control", "")
    if "Cookie" in response.get("Vary", "") and not {"private", "no-store"} & set(re.split(r"[, ]+", kept)):
        yield f"may be kept on the way: {kept!r}"
    for name, cookie in getattr(response, "cookies", {}).items():
        if not cookie["httponly"] or cookie["samesite"] not in ("Lax", "Strict"):
            yield f"cookie {name}"


def page_faults(response: HttpResponseBase) -> Iterator[str]:
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    page = response.content.decode()  # type: ignore[attr-defined]
    yield from (f"inline: {found[0][:80]}" for found in INLINE.finditer(page))
    yield from (f"script without a nonce: {found[0][:80]}" for found in SCRIPT.finditer(page))
    yield from (f"from elsewhere: {found}" for found in re.findall(r"""(?:src|action)=["'](https?://[^"']+)""", page))
