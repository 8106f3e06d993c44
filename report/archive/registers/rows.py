"""The rows of long registers in the structure tree, as :mod:`report.archive.append_pages` writes
them: a row, its cells, and in each cell the element of its marked content."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, utf_16_be_decode
from collections.abc import Sequence
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from report.archive.registers.table import OtherForm, Together

_SPACE = rb"(?:/NS (\d+) 0 R)?"
#: The bytes of a text between its brackets.
STRING = rb"[^\\()\r]*(?:\\[\\()r][^\\()\r]*)*"
_STRING = rb"\((%b)\)" % STRING
ROW = re.compile(rb"<</S/TR/P (\d+) 0 R/K\[((?:\d+ 0 R ?)+)\]" + _SPACE + rb">>")
CELL = re.compile(
    rb"<</S/(TD|TH)/P (\d+) 0 R/K (\d+) 0 R/A (\d+) 0 R/ActualText" + _STRING + _SPACE
    + rb"(?:/Lang\(([A-Za-z-]+)\))?>>",
    re.DOTALL,
)  # fmt: skip
_HEAD = re.compile(
    rb"<</S/TH/P (\d+) 0 R/K (\d+) 0 R/ID \((group-\d+)\)/A\s*"
    rb"(<<(?:\s*/(?:ColSpan\s+\d+|O\s*/Table|Scope\s*/Column))+\s*>>)/ActualText"
    + _STRING
    + _SPACE
    + rb">>",
    re.DOTALL,
)
CONTENT = re.compile(
    rb"<</S/Span/P (\d+) 0 R/Pg (\d+) 0 R"
    rb"/K (?:(\d+)|\[((?:<</Type/MCR/Pg \d+ 0 R/MCID \d+>>)+)\])>>"
)
_MARK = re.compile(rb"/Pg (\d+) 0 R/MCID (\d+)")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
BEGIN = b"<</S/TR/"


class RegisterRow(NamedTuple):
    """A row of a register: the numbers of its object and of its body's, and of each of its cells
    the kind, the text, and the object of its attributes.

    ``places`` are the pages on which it stands, by the numbers of their objects, each with the
    number of its first marked content there. ``elements`` are the numbers of the elements of its
    marked content, and ``spaces`` those of the namespaces it names. A ``head`` of a group has the
    id of its cell.
    """

    number: int
    body: int
    kinds: tuple[str, ...]
    said: tuple[str, ...]
    attributes: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    elements: range
    spaces: frozenset[int]
    head: str | None = None


def row_at(together: Together, start: int) -> RegisterRow:
    """Return the row whose first object is at an index.

    :raises OtherForm: if its objects have another form.
    """
    match = ROW.fullmatch(together.body(start))
    if match is None:
        raise OtherForm("row")
    row, kids = together.numbers[start], match[2].split(b" 0 R")[:-1]
    count = len(kids)
    stop = start + 1 + 2 * count
    numbers = together.numbers[start:stop]
    if numbers != list(range(row, row + 1 + 2 * count)):
        raise OtherForm("row")
    if not together.live[start:stop].all() or list(map(int, kids)) != numbers[1 : count + 1]:
        raise OtherForm("row")
    spaces = {match[3]}
    kinds, said, attributes, head = _cells(together, start + 1, count, row, spaces)
    first = row + 1 + count
    places = _places(together, start + 1 + count, count, row + 1)
    return RegisterRow(
        row, int(match[1]), kinds, said, attributes, places, range(first, first + count),
        frozenset([int(space) for space in spaces if space is not None]), head,
    )  # fmt: skip


_Cells = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], str | None]


def _cells(
    together: Together, start: int, count: int, row: int, spaces: set[bytes | None]
) -> _Cells:
    """Return the kinds, texts and attributes of the cells of a row, and the id of a group's head.

    :param spaces: the namespaces of the row, to which those of its cells are added.
    """
    kinds, said, attributes = [], [], []
    for place in range(count):
        body = together.body(start + place)
        match = CELL.fullmatch(body)
        if match is None:
            return _head(body, row, count, spaces)
        kind, parent, kid, of_columns, text, space, _ = match.groups()
        if int(parent) != row or int(kid) != row + 1 + count + place:
            raise OtherForm("cell")
        kinds.append("TH" if kind == b"TH" else "TD")
        said.append(text_of(text))
        attributes.append(int(of_columns))
        spaces.add(space)
    return tuple(kinds), tuple(said), tuple(attributes), None


def _head(body: bytes, row: int, count: int, spaces: set[bytes | None]) -> _Cells:
    """Return what :func:`_cells` does for the only cell of the head of a group."""
    match = _HEAD.fullmatch(body)
    if match is None or count != 1 or int(match[1]) != row or int(match[2]) != row + 2:
        raise OtherForm("cell")
    spaces.add(match[6])
    return ("TH",), (text_of(match[5]),), (), match[3].decode("ascii")


def _places(together: Together, start: int, count: int, cell: int) -> tuple[tuple[int, int], ...]:
    """Return the pages of a row whose first cell has the number ``cell``, each with the number of
    its first mark there."""
    first: list[tuple[int, int]] = []
    match = CONTENT.fullmatch(together.body(start))
    if match is not None and match[3] is not None:
        page, mark = int(match[2]), int(match[3])
        written = [
            b"<</S/Span/P %d 0 R/Pg %d 0 R/K %d>>" % (cell + place, page, mark + place)
            for place in range(count)
        ]
        if together.bodies(start, start + count) == b"\n".join(written):
            return ((page, mark),)
    for place in range(count):
        match = CONTENT.fullmatch(together.body(start + place))
        if match is None or int(match[1]) != cell + place:
            raise OtherForm("marked content of a cell")
        page = int(match[2])
        if match[3] is not None:
            marks = [(page, int(match[3]) - place)]
        else:
            marks = [(int(on), int(mark) - place) for on, mark in _MARK.findall(match[4])]
        if place == 0:
            first = marks
            if first[0][0] != page or min(mark for _, mark in first) < 0:
                raise OtherForm("marked content of a cell")
        elif marks != first:
            raise OtherForm("marked content of a cell")
    return tuple(first)


def text_of(written: bytes) -> str:
    """Return a text string from the bytes between the brackets of a literal.

    :raises OtherForm: if it is neither in ASCII nor in UTF-16.
    """
    raw = written
    if b"\\" in written and b"\\\\" not in written and b"\\r" not in written:
        raw = written.replace(b"\\", b"")
    elif b"\\" in written:
        raw = _ESCAPED.sub(lambda match: b"\r" if match[1] == b"r" else match[1], written)
    return decoded(raw)


def decoded(raw: bytes) -> str:
    """Return a text string from its bytes, without escapes.

    :raises OtherForm: if it is neither in ASCII nor in UTF-16.
    """
    try:
        if raw.startswith(BOM_UTF16_BE):
            return utf_16_be_decode(raw[2:], "strict", True)[0]
        text = raw.decode("ascii")
    except UnicodeDecodeError as error:
        raise OtherForm("text string") from error
    if not text.isprintable():
        raise OtherForm("text string")
    return text


def parents_of(rows: Sequence[RegisterRow]) -> bytes:
    """Return a digest of the array of the elements of a page's marks, as it is written for these
    rows."""
    numbers = chain.from_iterable(row.elements for row in rows)
    return sha256(b"[%b]" % b" ".join([b"%d 0 R" % number for number in numbers])).digest()
