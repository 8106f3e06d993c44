"""The state of XLS sheets (MS-XLS, BIFF8): errors, formulas, formats, hidden rows."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence

from report.workbooks.cells import SheetState, Spot
from report.workbooks.formats import BUILT_IN, mark_of, without_lone_unit
from report.workbooks.ole import BrokenContainer, stream

_BOF, _EOF = 0x0809, 0x000A
_BOUNDSHEET, _DATE_1904, _FORMAT, _XF = 0x0085, 0x0022, 0x041E, 0x00E0
_FORMULA, _NUMBER, _RK, _MULTIPLE_RK, _BOOL_OR_ERROR = 0x0006, 0x0203, 0x027E, 0x00BD, 0x0205
_ROW, _COLUMNS, _FILTER_MODE = 0x0208, 0x007D, 0x009B
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}


def states(data: bytes, names: Sequence[str]) -> tuple[dict[str, SheetState], bool]:
    """Return the state of the named sheets, and whether days count from 1904.

    Files of Excel 5 and 95 have no such state, and their sheets are left out.

    :raises BrokenContainer: when the file is damaged.
    """
    book = stream(data, ("Workbook", "Book"))
    try:
        return _states(book, names)
    except (struct.error, IndexError) as error:
        raise BrokenContainer(str(error)) from None


def _states(book: bytes, names: Sequence[str]) -> tuple[dict[str, SheetState], bool]:
    sheets: dict[str, int] = {}
    formats = dict(BUILT_IN)
    styles: list[int] = []
    from_1904 = False
    for kind, body in _records(book, 0):
        if kind == _BOF and struct.unpack_from("<H", body)[0] != 0x0600:
            return {}, False
        if kind == _BOUNDSHEET:
            sheets[_text(body[7:], body[6])] = struct.unpack_from("<I", body)[0]
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", body)
            formats[number] = mark_of(_text(body[4:], length))
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _DATE_1904:
            from_1904 = bool(body[0])
    marks = without_lone_unit(
        {str(index): formats.get(number, "") for index, number in enumerate(styles)}
    )
    by_style = {int(style): mark for style, mark in marks.items()}
    return {
        name: _state(book, sheets[name], by_style) for name in names if name in sheets
    }, from_1904


def _records(book: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the bytes of each record of a substream; embedded charts are skipped."""
    depth = 0
    while offset + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, offset)
        body = book[offset + 4 : offset + 4 + length]
        offset += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, body


def _text(data: bytes, length: int) -> str:
    """Return a BIFF8 string; a flag says whether its characters have two bytes."""
    if data[0] & 1:
        return data[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return data[1 : 1 + length].decode("latin-1")


def _state(book: bytes, offset: int, marks: Mapping[int, str]) -> SheetState:
    state = SheetState()
    empty: dict[Spot, str] = {}
    computed = False
    for kind, body in _records(book, offset):
        if kind in (_NUMBER, _RK, _BOOL_OR_ERROR, _FORMULA):
            _cell(state, kind, body, marks)
            if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 3:
                empty[_spot(body)] = "="
            computed = computed or (kind == _FORMULA and _spot(body) not in empty)
        elif kind == _MULTIPLE_RK:
            row, first = struct.unpack_from("<HH", body)
            for place in range((len(body) - 6) // 6):
                style = struct.unpack_from("<H", body, 4 + 6 * place)[0]
                if style in marks:
                    state.add_mark(marks[style], row + 1, first + place + 1)
        elif kind == _ROW:
            (row,) = struct.unpack_from("<H", body)
            if struct.unpack_from("<H", body, 12)[0] & 0x20:
                state.add_hidden_rows(row + 1, row + 1)
        elif kind == _COLUMNS:
            first, last, width, _, options = struct.unpack_from("<HHHHH", body)
            if options & 1 or not width:
                state.hidden_columns.append((first + 1, last + 1))
        elif kind == _FILTER_MODE:
            state.filtered = True
    # An empty text is a valid value; if no formula has any other value, none was computed.
    state.unstored = {} if computed else empty
    return state


def _spot(body: bytes) -> Spot:
    row, column = struct.unpack_from("<HH", body)
    return row + 1, column + 1


def _cell(state: SheetState, kind: int, body: bytes, marks: Mapping[int, str]) -> None:
    spot, (style,) = _spot(body), struct.unpack_from("<H", body, 4)
    if kind == _BOOL_OR_ERROR:
        if body[7]:
            state.errors[spot] = _ERRORS.get(body[6], "#VALUE!")
        return
    if (
        kind == _FORMULA and body[12:14] == b"\xff\xff"
    ):  # no number: a text, a truth value, an error or nothing
        if body[6] == 2:
            state.errors[spot] = _ERRORS.get(body[8], "#VALUE!")
    elif style in marks:
        state.add_mark(marks[style], *spot)
