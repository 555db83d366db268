"""Our pages beside the drawings they were made after: one picture per drawing, the drawing on the left.

Run: python -m tests.screenshots.beside FOLDER, with the drawings as FOLDER/NAME.png.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image

from tests.screenshots.camera import COLOURS

PICTURES = Path(__file__).resolve().parents[2] / "docs/screenshots"
# Drawing: our pictures of the same page, full and empty where it has both.
PAIRS: dict[str, tuple[str, ...]] = {
    "a-dienst": ("phone/doorstep-start",),
    "b-deuren": ("phone/doorstep-door", "phone/doorstep-no-signal"),
    "b2-kaart": ("phone/doorstep-map",),
    "c-open": ("phone/doorstep-open",),
    "c2-gesprek": ("phone/doorstep-talk",),
    "d-na-gesprek": ("phone/doorstep-after", "phone/doorstep-after-filled"),
    "e-einde": ("phone/doorstep-end", "phone/doorstep-thanks"),
    "f-inloggen": ("phone/sign-in",),
    "g-overzicht": ("desk/home", "desk/home-empty"),
    "h-wijkdelen": ("desk/turf-planner", "desk/turf-planner-empty"),
    "i-uitkomsten": ("desk/outcomes", "desk/outcomes-empty"),
    "j-dienst": ("desk/shift", "desk/shift-without-people"),
    "k-export": ("desk/exports", "desk/exports-empty"),
    "l-kaartje-390": ("phone/card",),
}
GAP, GROUND = 24, "#808080"


def beside(drawing: Path, ours: tuple[str, ...]) -> Image.Image:
    """All as wide as ours, and no higher than one screen."""
    pictures = [Image.open(drawing), *(Image.open(PICTURES / f"{name}.webp") for name in ours)]
    width = pictures[1].width
    height = width * 844 // 390 if width < 500 else width * 3 // 4
    whole = Image.new("RGB", (len(pictures) * (width + GAP) - GAP, height), GROUND)
    for number, picture in enumerate(pictures):
        fitted = picture.convert("RGB").resize((width, picture.height * width // picture.width))
        whole.paste(fitted.crop((0, 0, width, min(height, fitted.height))), (number * (width + GAP), 0))
    return whole if width < 500 else whole.resize((whole.width // 2, whole.height // 2))


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.screenshots.beside", description=__doc__)
    parser.add_argument("drawings", type=Path)
    drawings: Path = parser.parse_args().drawings
    folder = PICTURES / "beside"
    folder.mkdir(exist_ok=True)
    for name, ours in PAIRS.items():
        picture = beside(drawings / f"{name}.png", ours).quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
        picture.save(folder / f"{name}.webp", lossless=True)
    print(f"{len(PAIRS)} pictures in {folder.relative_to(PICTURES.parents[1])}")


if __name__ == "__main__":
    main()
