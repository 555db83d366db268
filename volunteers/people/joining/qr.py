from __future__ import annotations

import segno


def qr_path(url: str) -> tuple[int, str]:
    """Its side in modules, and the dark ones as one path of whole numbers: drawn by the page itself, no file."""
    rows = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return len(rows), "".join(dark)
