"""Compare the pages of a PDF, as pictures, with the golden pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

#: Coarse enough to keep the pictures small, fine enough that one changed digit in a table shows.
DPI = 60
#: A pixel counts as changed when its grey differs by more than this, of 255: smoothing may differ by less.
LEVELS = 32
#: The grey levels of a golden page: half the bytes of 256, and no level is off by more than 9.
GREYS = 16
#: A page fails when more of its pixels than this have changed. One digit at 9.5 pt changes some 10 to 20.
PIXELS = 5


def page_pictures(pdf: bytes | Path) -> list[Image.Image]:
    """Return each page as a grey picture at :data:`DPI`.

    It is drawn in colour first: drawing in grey pdfium sets letters on whole pixels, where a hair's breadth shows.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


def difference(actual: Image.Image, expected: Image.Image) -> Image.Image | None:
    """Return None for pages that are equal within the tolerance, else a picture that is black where they differ."""
    if actual.size != expected.size:
        return Image.new("L", expected.size, 0)
    changed = np.abs(np.asarray(actual, np.int16) - np.asarray(expected, np.int16)) > LEVELS
    if int(changed.sum()) <= PIXELS:
        return None
    return Image.fromarray(np.where(changed, 0, 255).astype(np.uint8))


def _open(file: Path) -> Image.Image:
    with Image.open(file) as picture:
        return picture.convert("L")


def golden_files(name: str, pages: Path) -> list[Path]:
    """Return the golden pages of ``name`` in their order."""
    return sorted((pages / "golden").glob(f"{name}-[0-9][0-9].png"))


def write_pages(pdf: bytes | Path, name: str, pages: Path) -> None:
    """Make the golden pages of ``name`` again, in ``pages/golden``."""
    for old in golden_files(name, pages):
        old.unlink()
    (pages / "golden").mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(page_pictures(pdf), start=1):
        _in_few_greys(picture).save(
            pages / "golden" / f"{name}-{number:02}.png", optimize=True, bits=4
        )


def _in_few_greys(picture: Image.Image) -> Image.Image:
    """Return a grey picture in :data:`GREYS` levels."""
    step = 255 // (GREYS - 1)
    levels = Image.fromarray(np.rint(np.asarray(picture) / step).astype(np.uint8), "P")
    levels.putpalette(np.repeat(np.arange(GREYS) * step, 3).tolist())
    return levels


def compare_pages(pdf: bytes | Path, name: str, pages: Path) -> None:
    """Compare each page of ``pdf`` with ``pages/golden/name-NN.png``.

    The actual page, the expected page and their difference are kept in ``pages/failed`` for each page that
    differs, and those of an earlier run are removed.

    :raises AssertionError: when a page differs, or when there are more or fewer pages than golden ones; it names
        the pages and the folder with the pictures.
    """
    failed = pages / "failed"
    for old in failed.glob(f"{name}-[0-9][0-9]-*.png"):
        old.unlink()
    expected = [_open(file) for file in golden_files(name, pages)]
    assert expected, (
        f"there are no golden pages of {name}: look at the PDF, then run pytest with --golden-write"
    )
    actual = page_pictures(pdf)
    changed = []
    for number, (actual_page, expected_page) in enumerate(
        zip(actual, expected, strict=False), start=1
    ):
        delta = difference(actual_page, expected_page)
        if delta is not None:
            changed.append(number)
            failed.mkdir(parents=True, exist_ok=True)
            for kind, picture in (
                ("actual", actual_page),
                ("expected", expected_page),
                ("difference", delta),
            ):
                picture.save(failed / f"{name}-{number:02}-{kind}.png")
    advice = (
        f"the pictures are in {failed}; where the change is meant, run pytest with --golden-write"
    )
    assert not changed, f"{name}: changed pages {', '.join(map(str, changed))}: {advice}"
    assert len(actual) == len(expected), (
        f"{name}: {len(actual)} pages, and {len(expected)} golden ones: {advice}"
    )
