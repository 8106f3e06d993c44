"""Content streams of large cells, which all pages with the same cell share.

Foreign prose takes some 60 characters of operators for each character, and its texts recur, such
as the title of a resolution in the votes on it. The content of a page may be in several streams,
and a stream may be part of the content of several pages (ISO 32000-1, 7.8.2). So the operators of a
large cell are deflated once and written once. Their origin is the right edge of the column, on the
first baseline.
"""

from __future__ import annotations

import zlib

from report.deflating import deflated
from report.render.long_tables.model import CellStream, LaidOutCell
from report.render.long_tables.strings import start_line

#: The least length of the operators of a cell with a stream.
_LARGE = 6_000


def line_places(top: float, leading: float, lines: int) -> list[int]:
    """Return the heights of the baselines of a row, in hundredths of a point.

    The distances between them are the same at all places of a page.

    :param top: the height of the first, and ``leading`` the distance between two.
    """
    first = round(top)
    return [first - round(leading * line) for line in range(lines)]


def with_stream(cell: LaidOutCell, leading: float, font: str) -> LaidOutCell:
    """Return a cell with its operators in a stream if they are many.

    :param leading: the distance between baselines, in hundredths of a point.
    :param font: the operator that selects the font of the column.
    """
    first = cell.lines[0]
    if sum([len(line.body) for line in cell.lines]) < _LARGE:
        return cell
    if cell.neutral and not first.chooses:
        return cell  # a mark may have to separate it from the cell before
    content = "BT\n"
    bodies: list[tuple[int, int]] = []
    selected = False
    places = line_places(0, leading, len(cell.lines))
    for line, place in zip(cell.lines, places, strict=True):
        if not (selected or line.chooses):
            content += f"{font}\n"
        selected = not line.chooses
        content += start_line(-line.reach, place)
        bodies.append((len(content), len(content) + len(line.body)))
        content += f"{line.body}\n"
    data = deflated(f"{content}ET\n".encode("latin-1"))
    lines = tuple([line._replace(body="") for line in cell.lines])
    return cell._replace(lines=lines, stream=CellStream(data, tuple(bodies)))


def without_stream(cell: LaidOutCell) -> LaidOutCell:
    """Return a cell whose lines have their operators, as those of a row that breaks across
    pages."""
    if cell.stream is None:
        return cell
    content = zlib.decompress(cell.stream.data).decode("latin-1")
    lines = [
        line._replace(body=content[start:end])
        for line, (start, end) in zip(cell.lines, cell.stream.bodies, strict=True)
    ]
    return cell._replace(lines=tuple(lines), stream=None)
