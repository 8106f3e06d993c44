"""The positions of signature marks on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.archive.signing.model import MOST_PLACES, Box
from report.design import PageGeometry
from report.errors import Location, SigningError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

#: Points in a millimetre.
POINTS = 72 / 25.4
#: The page of an edition for the marks, from 1: the back of the cover.
IMPRINT = 2
_HEIGHT, _GAP = 32.0, 6.0
#: The distance between the marks and the printed content below them.
_CLEAR = 12.0


def page_size(pdf: PdfDocument, page: int | None, where: Location) -> tuple[int, float, float]:
    """Return the number of the page to sign on, from 1, and its width and height in millimetres.

    ``pdf`` is a document of pdfium. Without ``page``, the page is the imprint, or the last page of
    a file without one.

    :raises SigningError: ``no-such-page``.
    """
    count = len(pdf)
    number = min(IMPRINT, count) if page is None else page
    if not 1 <= number <= count:
        raise SigningError.of("no-such-page", where, page=number, pages=count)
    width, height = pdf.get_page_size(number - 1)
    return number, width / POINTS, height / POINTS


def check_box(box: Box, width: float, height: float, where: Location) -> None:
    """Check that a mark is within its page, whose size is in millimetres.

    :raises SigningError: ``box-outside``.
    """
    if not (0 <= box.left < box.right <= width and 0 <= box.bottom < box.top <= height):
        box_text = f"{box.left:g},{box.bottom:g},{box.right:g},{box.top:g}"
        raise SigningError.of(
            "box-outside", where, box=box_text, width=f"{width:.0f}", height=f"{height:.0f}"
        )


def free_places(
    pdf: PdfDocument,
    number: int,
    size: tuple[float, float],
    pages: PageGeometry,
    count: int,
    where: Location,
) -> tuple[Box, ...]:
    """Return ``count`` boxes in the free area of a page, two in a row, above the printed content at
    its foot.

    The first is at the right of the upper row, in reading order.

    :param size: the width and height of the page, in millimetres.
    :param pages: the margins of the document's pages.
    :raises SigningError: ``bad-places``; ``no-free-place`` if they do not all fit below the head of
        the page.
    """
    if not 1 <= count <= MOST_PLACES:
        raise SigningError.of("bad-places", where, places=count, most=MOST_PLACES)
    rows = -(-count // 2)
    width, height = size
    side = pages.side(number)
    edge = side.left / POINTS
    wide = (width - edge - side.right / POINTS - _GAP) / 2
    base = max(_printed_to(pdf[number - 1]) / POINTS + _CLEAR, side.bottom / POINTS)
    if base + rows * _HEIGHT + (rows - 1) * _GAP > height - side.top / POINTS or wide < _HEIGHT:
        raise SigningError.of("no-free-place", Location(file=where.file, page=number))
    boxes = []
    for index in range(count):
        left = edge + (wide + _GAP if index % 2 == 0 else 0)
        bottom = base + (rows - 1 - index // 2) * (_HEIGHT + _GAP)
        boxes.append(Box(left, bottom, left + wide, bottom + _HEIGHT))
    return tuple(boxes)


def apart(first: Box, second: Box) -> bool:
    """Return whether two boxes do not overlap."""
    beside = first.right <= second.left or second.right <= first.left
    return beside or first.top <= second.bottom or second.top <= first.bottom


def _printed_to(page: PdfPage) -> float:
    """Return the upper edge of the printed content of a page, in points from its lower edge."""
    reach = 0.0
    for thing in page.get_objects(max_depth=4):
        _, _, _, top = thing.get_bounds()
        reach = max(reach, top)
    return reach
