"""A printer and a photocopier: drawings in grey at 150 dots an inch, then blurred and made black and white."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from html import escape
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from charts.ink import left_of
from weasyprint import HTML

from report.charts import ChartDrawing
from report.document.blocks.chart import image_of
from report.places import assets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.float64]

#: Dots an inch of the printer, how far the optics of the copier spread a dot, in dots, and the grey that is black.
DPI, _BLUR, _THRESHOLD = 150, 0.6, 0.68
#: The air around a drawing on the sheet, in points.
_AIR = 10.0
_FACES = ((400, "IBMPlexSansArabic_400Regular"), (600, "IBMPlexSansArabic_600SemiBold"))


def printed(drawings: Sequence[ChartDrawing], folder: Path) -> list[Picture]:
    """Return drawings as a printer sets them in grey: from 0 for black to 1 for paper.

    Texts are set where and as the template of the project sets them.
    """
    wide = max(drawing.width for drawing in drawings)
    tall = max(drawing.height for drawing in drawings)
    faces = "".join(_face(weight, name) for weight, name in _FACES)
    size = f"{wide + 2 * _AIR}pt {tall + 2 * _AIR}pt"
    style = f"{faces} @page {{ size: {size}; margin: {_AIR}pt }} body {{ margin: 0; font-family: face }}"
    pages = "".join(map(_page, drawings))
    HTML(string=f"<html><style>{style}</style>{pages}</html>").write_pdf(folder / "print.pdf")
    command = [
        "pdftoppm",
        "-gray",
        "-r",
        str(DPI),
        str(folder / "print.pdf"),
        str(folder / "print"),
    ]
    subprocess.run(command, check=True)
    return [_cropped(path, drawing) for path, drawing in zip(_pages(folder), drawings, strict=True)]


def copied(picture: Picture) -> Picture:
    """Return what a photocopier makes of a printed picture: black, 0, or white, 1."""
    reach = 3
    steps = np.arange(-reach, reach + 1)
    weights = np.exp(-(steps**2) / (2 * _BLUR**2))
    weights /= weights.sum()
    for axis in (0, 1):
        around = np.pad(
            picture, [(reach, reach) if axis == each else (0, 0) for each in (0, 1)], mode="edge"
        )
        length = picture.shape[axis]
        moved = [around.take(range(step, step + length), axis) for step in range(2 * reach + 1)]
        picture = np.tensordot(weights, np.array(moved), axes=1)
    return (picture > _THRESHOLD).astype(float)


def cut(picture: Picture, left: float, top: float, right: float, bottom: float) -> Picture:
    """Return a rectangle of a picture; its edges are in points of the drawing."""
    scale = DPI / 72
    rows = slice(round(top * scale), round(bottom * scale))
    return picture[rows, round(left * scale) : round(right * scale)]


def pieces(picture: Picture) -> int:
    """Return how many pieces of black a picture has: letters that are joined, and their dots."""
    black = {(int(y), int(x)) for y, x in np.argwhere(picture < 0.5)}
    count = 0
    while black:
        count += 1
        reached = [black.pop()]
        while reached:
            near = _around(*reached.pop()) & black
            black -= near
            reached += near
    return count


def _around(y: int, x: int) -> set[tuple[int, int]]:
    return {(y + down, x + across) for down, across in product((-1, 0, 1), repeat=2)}


def _face(weight: int, name: str) -> str:
    path = assets() / "fonts/ibm-plex-sans-arabic" / f"{name}.ttf"
    return f"@font-face {{ font-family: face; font-weight: {weight}; src: url(file://{path}) }}"


def _page(drawing: ChartDrawing) -> str:
    texts = ""
    for text in drawing.texts:
        place = (
            f"left: {left_of(text)}pt; top: {text.y - text.size}pt; line-height: {2 * text.size}pt"
        )
        look = f"font-size: {text.size}pt; font-weight: {text.weight}; color: {text.color}"
        style = f"position: absolute; white-space: nowrap; direction: rtl; {place}; {look}"
        texts += f'<span style="{style}">{escape(text.text)}</span>'
    size = f"width: {drawing.width}pt; height: {drawing.height}pt"
    box = f"position: relative; break-after: page; {size}"
    return f'<div style="{box}"><img style="display: block; {size}" src="{image_of(drawing)}">{texts}</div>'


def _pages(folder: Path) -> list[Path]:
    return sorted(folder.glob("print-*.pgm"))


def _cropped(path: Path, drawing: ChartDrawing) -> Picture:
    """Return a page without its margins."""
    content = path.read_bytes()
    _, size, _, dots = content.split(b"\n", 3)
    wide, tall = map(int, size.split())
    picture = np.frombuffer(dots, np.uint8).reshape(tall, wide) / 255
    scale = DPI / 72
    edge = round(_AIR * scale)
    return picture[
        edge : edge + round(drawing.height * scale), edge : edge + round(drawing.width * scale)
    ]
