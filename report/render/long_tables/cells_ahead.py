"""Cells that a side process lays out while this process is at the rows before.

The side process gets texts of the next rows, and returns their cells. It gives out no glyph code:
a cell that needs a new one is left to this process, as is one that cannot be laid out. So codes are
given out in the order of the rows, with a side process or without, and the bytes are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple, cast

from report.render.codes import CodesSoFar, Shape
from report.render.fonts import BundledFont
from report.render.long_tables.cells import Cells
from report.render.long_tables.model import CellStream, ColumnStyle, LaidOutCell, ShapedLine
from report.render.long_tables.typeface import Typeface
from report.render.machine import MANY_ROWS
from report.render.runs import RunEncoder
from report.render.text_layer import TextLayer
from report.side_process import is_hurried

if TYPE_CHECKING:
    from report.render.codes import Codes
    from report.render.engine.drawing import Font
    from report.side_process import SideProcess

#: The number of rows after which the side process looks whether this process waits for it.
_STEP = 50
#: New codes by the name of their font: shapes with their texts.
_Entries = dict[str, tuple[tuple[Shape, str], ...]]
#: A cell as plain tuples, which are pickled in a third of the time.
_Plain = tuple[
    tuple[tuple[int, str, bool], ...], tuple[bytes, tuple[tuple[int, int], ...]] | None,
    bytes, bool, bool, str | None, float,
]  # fmt: skip
#: The texts of some rows, by column.
_Step = list[list[str]]
#: The cells of the texts of each step, by column, and the glyphs that the faces use.
_Reply = tuple[list[list[list[_Plain | None]]], list[list[int]]]


class _Face(NamedTuple):
    """A typeface: the name of its font in the PDF, its file, its size, its language, and the first
    code of its font."""

    name: str
    face: BundledFont
    size: float
    language: str
    first: int


class _Columns(NamedTuple):
    """What the side process needs to know of a table: whether the document is right-to-left, the
    faces, each column with the place of its face, and the distance between the baselines of a
    row."""

    rtl: bool
    faces: tuple[_Face, ...]
    columns: tuple[tuple[ColumnStyle, int], ...]
    leading: float


@dataclass(slots=True)
class _UsedGlyphs:
    """The font of a typeface in the side process: it only notes which glyphs are used."""

    hash: str
    widths: dict[int, int] = field(default_factory=dict)
    to_unicode: dict[int, str] = field(default_factory=dict)


class _Worker:
    """Lays out cells in the side process."""

    def __init__(self, table: _Columns, entries: _Entries) -> None:
        self._codes = {face.name: CodesSoFar(face.first) for face in table.faces}
        self._learn(entries)
        encoder = RunEncoder(table.rtl, _codes=cast("dict[str, Codes]", self._codes))
        self._findings = encoder.findings
        self._fonts = [_UsedGlyphs(face.name) for face in table.faces]
        faces = [
            Typeface(
                cast("Font", font), face.face, face.size, self._codes[face.name], face.language
            )
            for font, face in zip(self._fonts, table.faces, strict=True)
        ]
        layer = TextLayer(encoder)
        self._columns = [
            Cells(style, faces[place], layer.beside(), leading=table.leading)
            for style, place in table.columns
        ]

    def reply(self, steps: Sequence[_Step], entries: _Entries) -> _Reply:
        """Return the cells of the texts of each step up to the one at which the parent waits, and
        the glyphs of each face."""
        self._learn(entries)
        cells = []
        for step in steps:
            if is_hurried():
                break
            cells.append(list(map(self._column_cells, self._columns, step)))
        return cells, [sorted(font.to_unicode) for font in self._fonts]

    def _column_cells(self, column: Cells, texts: Sequence[str]) -> list[_Plain | None]:
        column.shape(texts)
        return [self._cell(column, text) for text in texts]

    def _cell(self, column: Cells, text: str) -> _Plain | None:
        try:
            cell = column.new_cell(text)
        except Exception:  # UnknownCode, or what the parent will raise itself
            return None
        if cell is None or len(self._findings):
            return None
        lines = tuple([tuple(line) for line in cell.lines])
        stream = cell.stream and (cell.stream.data, cell.stream.bodies)
        return cast("_Plain", (lines, stream, *cell[1:-1]))

    def _learn(self, entries: _Entries) -> None:
        for name, of_font in entries.items():
            self._codes[name].learn(of_font)


def is_large(rows: int, side: SideProcess) -> bool:
    """Return whether cells of a table of ``rows`` rows are laid out in the side process."""
    return rows >= MANY_ROWS and side.has_child


#: The table of the side process: in any other process there is none.
_WORKERS: list[_Worker] = []


def _open(table: _Columns | None, entries: _Entries) -> None:
    """Prepare for a table, in the side process; ``None`` releases it."""
    _WORKERS[:] = [] if table is None else [_Worker(table, entries)]


def _lay_out(steps: Sequence[_Step], entries: _Entries) -> _Reply | None:
    """Return the reply of the side process; ``None`` in any other process."""
    return _WORKERS[0].reply(steps, entries) if _WORKERS else None


class CellsAhead:
    """Has cells of ``columns`` laid out in a side process."""

    def __init__(self, side: SideProcess, columns: Sequence[Cells]) -> None:
        self._side = side
        self._columns = columns
        self._faces = list({id(cells.face): cells.face for cells in columns}.values())
        self._sent: dict[str, int] = {}
        self._steps: list[_Step] = []
        places = [self._faces.index(cells.face) for cells in columns]
        faces = [
            _Face(face.name, face.face, face.size, face.language, face.codes.first)
            for face in self._faces
        ]
        styles = [cells.column for cells in columns]
        table = _Columns(
            columns[0].layer.rtl,
            tuple(faces),
            tuple(zip(styles, places, strict=True)),
            columns[0].leading,
        )
        self._opened: Callable[[], None] | None = side.begin(_open, table, self._entries())
        self._reply: Callable[[], _Reply | None] | None = None

    def begin(
        self, rows: Sequence[Sequence[str | None]], current: Sequence[Sequence[str | None]]
    ) -> None:
        """Begin with cells of ``rows``; this process lays out the ``current`` rows."""
        self._finish_opening()
        columns = [
            _new_texts(cells, rows, current, index) for index, cells in enumerate(self._columns)
        ]
        self._steps = [list(step) for step in zip(*columns, strict=True) if any(step)]
        if self._steps:
            self._reply = self._side.begin(_lay_out, self._steps, self._entries())

    def take(self) -> None:
        """Give the cells that are laid out so far to their columns; the rest is left to them."""
        if self._reply is None:
            return
        self._side.hurry()
        reply, self._reply = self._reply(), None
        if reply is None:
            return
        laid_out, glyphs = reply
        for face, of_face in zip(self._faces, glyphs, strict=True):
            face.use(of_face)
        for index, cells in enumerate(self._columns):
            cells.ahead = {
                text: _cell(plain)
                for step, of_step in zip(self._steps, laid_out, strict=False)
                for text, plain in zip(step[index], of_step[index], strict=True)
                if plain is not None
            }

    def close(self) -> None:
        """Release the memory of the side process."""
        self._finish_opening()
        if self._reply is not None:
            self._reply()
        self._side.begin(_open, None, {})()

    def _finish_opening(self) -> None:
        if self._opened is not None:
            self._opened()
            self._opened = None

    def _entries(self) -> _Entries:
        """Return the codes that the side process does not know yet."""
        entries: _Entries = {}
        for face in self._faces:
            if face.name not in entries:
                entries[face.name] = face.codes.entries_from(self._sent.get(face.name, 0))
                self._sent[face.name] = self._sent.get(face.name, 0) + len(entries[face.name])
        return entries


def _new_texts(
    cells: Cells,
    rows: Sequence[Sequence[str | None]],
    current: Sequence[Sequence[str | None]],
    index: int,
) -> list[list[str]]:
    """Return the texts of a column, step by step, that have no cell yet and are not in the
    ``current`` rows: each text once."""
    seen = {row[index] for row in current}
    steps: list[list[str]] = []
    for start in range(0, len(rows), _STEP):
        distinct = dict.fromkeys([row[index] for row in rows[start : start + _STEP]])
        new = [text for text in distinct if text not in seen]
        seen.update(new)
        steps.append([text for text in new if text and text not in cells.cached])
    return steps


def _cell(plain: _Plain) -> LaidOutCell:
    lines, stream = plain[:2]
    shared = None if stream is None else CellStream(*stream)
    return LaidOutCell(tuple(starmap(ShapedLine, lines)), *plain[2:], shared)
