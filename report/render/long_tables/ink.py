"""Find ink of long-table rows that crosses a cell edge, another row or the end of the page.

The rules are those of :mod:`report.render.overflow`, which checks the layout of WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from report.errors import Finding, Location, RenderError
from report.render.long_tables.model import ColumnStyle, LaidOutCell, RowStyle
from report.render.overflow import CORE, MILLIMETRES, MOST_FINDINGS, TOLERANCE, shortened
from report.tables.model import BLANK, LongTable

Texts = Sequence[str | None]


@dataclass(slots=True)
class RowInk:
    """Compares the ink of a table's rows while they are put on pages.

    ``key`` is the key of the block, ``page`` the number of its first page, ``size`` the font size
    in CSS pixels, and ``columns`` the styles of the columns.
    """

    table: LongTable
    key: str
    page: int
    size: float
    columns: Sequence[ColumnStyle]
    findings: list[Finding] = field(default_factory=list)
    _before: Texts = ()
    _low: float = 0.0

    def turn(self) -> None:
        """Begin a page."""
        self.page += 1
        self._before = ()

    def compare(
        self,
        cells: Sequence[LaidOutCell],
        style: RowStyle,
        texts: Texts,
        index: int | None,
        top: float,
        bottom: float,
    ) -> None:
        """Compare a row, or a group head, with its cells, the row above and the foot of its page.

        :param index: the index of the row in the table, from 0; ``None`` for a group head.
        :param top: its distance from the top of the page; ``bottom`` is the end of the row area,
            both in CSS pixels.
        :raises RenderError: ``cell-overflow``, ``text-over-text``, ``off-page``, once there are
            many.
        """
        lines = [len(cell.lines) for cell in cells]
        first = top + style.baseline
        last = first + style.leading * (max(lines) - 1)
        core = self.size * CORE
        for column, cell in enumerate(cells):
            if cell.over > TOLERANCE:
                self._tell_wide(cell.over, index, column, texts)
        if self._before and self._low - (first - core) > TOLERANCE:
            self._tell(
                "text-over-text", index, *self._named(texts), other=self._named(self._before)[1]
            )
        if max(lines) > 1 and core - style.leading > TOLERANCE:
            column = lines.index(max(lines))
            self._tell("text-over-text", index, column, texts[column], other=texts[column])
        if last - bottom > TOLERANCE:
            column = lines.index(max(lines))
            self._tell("off-page", index, column, texts[column], length=_millimetres(last - bottom))
        self._before, self._low = texts, last

    def judge(self) -> None:
        """Raise the collected findings.

        :raises RenderError: ``cell-overflow``, ``text-over-text``, ``off-page``.
        """
        if self.findings:
            raise RenderError(*self.findings)

    def _tell_wide(self, over: float, index: int | None, column: int, texts: Texts) -> None:
        """Report a text that is wider than its cell; a text that is wider than the table is off the
        page."""
        if index is None:
            self._tell("off-page", index, column, texts[column], length=_millimetres(over))
            return
        end = self.columns[column].edge - over
        off = min(item.edge for item in self.columns) - end
        rule, length = ("off-page", off) if off > TOLERANCE else ("cell-overflow", over)
        self._tell(rule, index, column, texts[column], length=_millimetres(length))
        for text, neighbour in zip(texts[column + 1 :], self.columns[column + 1 :], strict=True):
            if neighbour.right - end > TOLERANCE:
                self._tell("text-over-text", index, column, texts[column], other=text)
                break

    def _named(self, texts: Texts) -> tuple[int, str | None]:
        """Return the name of the column that identifies the rows, and this row's text there; for a
        group head, its text."""
        column = min(self.table.heading, len(texts) - 1)
        return column, texts[column]

    def _tell(
        self, rule: str, index: int | None, column: int, text: str | None, **values: str | None
    ) -> None:
        row = None if index is None else next(islice(self.table.numbers(), index, None), None)
        label = None if index is None else self.table.columns[column].label
        where = Location(page=self.page, key=self.key, row=row, column=label or None)
        shown = {
            name: shortened(value or BLANK) for name, value in {"text": text, **values}.items()
        }
        self.findings.append(Finding(rule, where, shown))
        if len(self.findings) >= MOST_FINDINGS:
            self.judge()


def _millimetres(pixels: float) -> str:
    return f"{pixels * MILLIMETRES:.1f}"
