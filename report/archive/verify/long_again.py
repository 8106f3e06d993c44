"""Compare an edition that has long registers with a rebuild: their skeletons object by object, and
their rows one by one.

So the time is in proportion to that of the build, and the memory holds some pages at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

from report.archive.registers.placed_rows import PlacedRow, PlacedRows, PlacedText
from report.archive.registers.skeleton import Divided, divided
from report.archive.registers.table import OtherForm
from report.archive.registers.written import opened
from report.archive.verify.appearance import Appearance, way_of
from report.archive.verify.graph import differences, rebuilt_differs, reported
from report.archive.verify.long_file import LongFile
from report.archive.verify.relaid import relaid_differences
from report.errors import Finding, Location
from report.file_bytes import FileBytes, Source

if TYPE_CHECKING:
    import pikepdf

#: The skeleton of a larger file is on disk.
LARGE = 64 * 1024**2


class LongEdition(NamedTuple):
    """A divided file, and the first revision of its skeleton: its bytes, and opened."""

    divided: Divided
    skeleton: Source
    pdf: pikepdf.Pdf

    @classmethod
    def of(cls, file: LongFile, first: pikepdf.Pdf) -> LongEdition:
        """Return the first revision of a divided file; ``first`` is its skeleton."""
        return cls(file.divided, file.first_skeleton, first)


@contextmanager
def divided_edition(built: bytes | IO[bytes]) -> Iterator[LongEdition]:
    """Yield a built edition divided, while the context lasts.

    :raises OtherForm: if it does not have long registers in the form that Mujaz writes.
    """
    data: Source = built if isinstance(built, bytes) else FileBytes(built)
    with TemporaryFile() as skeleton:
        file = divided(data, out=skeleton if len(data) >= LARGE else None)
        with opened(file.skeleton) as pdf:
            yield LongEdition(file, file.skeleton, pdf)


def long_differences(
    actual: LongEdition, expected: LongEdition, where: Location, *, is_relaid: bool
) -> Iterator[Finding]:
    """Yield where an edition differs from the expected one.

    :param is_relaid: whether lines and pages may end elsewhere. Then only what does not depend on
        that is compared (:mod:`report.archive.verify.relaid`).
    :raises OtherForm: if the rows of one do not have the form that Mujaz writes; if lines may end
        elsewhere and WeasyPrint has set another number of the first rows.
    """
    if is_relaid and _rows_of_bodies(actual) != _rows_of_bodies(expected):
        raise OtherForm("rows of the skeleton")
    first, second = (
        LongFile(edition.divided, edition.pdf, edition.skeleton, where)
        for edition in (actual, expected)
    )
    if is_relaid:
        looks = (
            Appearance.of(actual.pdf, actual.skeleton, first.repeated),
            Appearance.of(expected.pdf, expected.skeleton, second.repeated),
        )
        yield from relaid_differences(actual.pdf, expected.pdf, *looks, where)
    else:
        yield from reported(differences(actual.pdf, expected.pdf), where)
        yield from _contents(first, second, where)
    rows = [file.placed_rows(is_placed=is_relaid) for file in (first, second)]
    yield from _rows(rows[0], rows[1], where, is_relaid=is_relaid)


def _rows_of_bodies(edition: LongEdition) -> list[range]:
    """Return the rows of each body of a table, by their places among all that are not in the
    skeleton."""
    return [stand_in.rows for stand_in in edition.divided.stand_ins.values()]


def _contents(actual: LongFile, expected: LongFile, where: Location) -> Iterator[Finding]:
    """Yield the pages whose rows are drawn in another way."""
    for first, second in zip_longest(actual.contents(), expected.contents()):
        page, drawn = first or (None, b"")
        should = b"" if second is None else second[1]
        if drawn != should:
            yield rebuilt_differs(where, page, "Page /Contents", *_first_line(drawn, should))


def _first_line(actual: bytes, expected: bytes) -> tuple[str, str]:
    """Return the first operators that differ."""
    lines = zip_longest(actual.split(b"\n"), expected.split(b"\n"), fillvalue=b"")
    first, second = next((pair for pair in lines if pair[0] != pair[1]), (b"", b""))
    return first.decode("latin-1"), second.decode("latin-1")


def _rows(
    actual: PlacedRows, expected: PlacedRows, where: Location, *, is_relaid: bool
) -> Iterator[Finding]:
    """Yield the rows that differ in their elements, in their texts or in the places of these."""
    previous: PlacedRow | None = None
    for row, should in zip_longest(actual, expected):
        if row is None or should is None:
            page = None if row is None else row.page
            yield rebuilt_differs(where, page, "TR", _said(row), _said(should))
            return
        if row.said != should.said:
            yield rebuilt_differs(where, row.page, "TR", _said(row), _said(should))
        elif row.written != should.written:
            yield rebuilt_differs(where, row.page, "TR", *_first_line(row.written, should.written))
        elif not is_relaid and row.places != should.places:
            places = [" ".join(map(str, places)) for places in (row.places, should.places)]
            yield rebuilt_differs(where, row.page, "TR", *places)
        elif is_relaid and (moved := _moved(previous, row, should)):
            yield rebuilt_differs(where, row.page, "BT", moved, "")
        previous = row
    for (kind, colour), page in actual.colours.items():
        if (kind, colour) not in expected.colours:
            yield rebuilt_differs(where, page, kind, str(colour), "")


def _said(row: PlacedRow | None) -> str:
    return "" if row is None else " ".join(row.said)


def _moved(previous: PlacedRow | None, row: PlacedRow, should: PlacedRow) -> str:
    """Return the first text of a row that has another position relative to the text before."""
    if previous is not None and not _follows(previous, row):
        return _said(row)
    cells = zip(row.said, row.cells, should.cells, strict=True)
    for said, texts, expected in cells:
        if bool(texts) != bool(expected):
            return said
        if moved := _moved_in_cell(texts, expected):
            return moved
    firsts, expected_firsts = _first_texts(row), _first_texts(should)
    for place in range(len(firsts) - 1):
        pair, expected_pair = firsts[place : place + 2], expected_firsts[place : place + 2]
        on_one_page = _is_on_one_page(pair) and _is_on_one_page(expected_pair)
        if on_one_page and _way(*pair) != _way(*expected_pair):
            return pair[1].text
    return ""


def _moved_in_cell(texts: Sequence[PlacedText], expected: Sequence[PlacedText]) -> str:
    """Return the first text of a cell that has another position relative to the text before.

    If its lines end elsewhere, they still go down.
    """
    same_lines = [text.text for text in texts] == [text.text for text in expected]
    for place in range(len(texts) - 1):
        pair, expected_pair = texts[place : place + 2], expected[place : place + 2]
        if not _is_on_one_page(pair):
            is_moved = pair[1].page < pair[0].page
        elif same_lines and _is_on_one_page(expected_pair):
            is_moved = _way(*pair) != _way(*expected_pair)
        else:
            is_moved = _way(*pair)[1] > 0
        if is_moved:
            return pair[1].text
    return ""


def _first_texts(row: PlacedRow) -> list[PlacedText]:
    return [texts[0] for texts in row.cells if texts]


def _is_on_one_page(texts: Sequence[PlacedText]) -> bool:
    return texts[0].page == texts[1].page


def _follows(previous: PlacedRow, row: PlacedRow) -> bool:
    """Return whether a row is below the one before, or on a later page."""
    last, first = _first_texts(previous), _first_texts(row)
    if not last or not first or last[0].page != first[0].page:
        return row.page >= previous.page
    return _way(last[0], first[0])[1] < 0


def _way(start: PlacedText, end: PlacedText) -> tuple[int, int]:
    """Return the direction from one text to another on its page."""
    return way_of(end.left - start.left, end.up - start.up)
