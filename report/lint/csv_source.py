"""The cells of a CSV file, and where they are in it: ``csv`` keeps no places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from report.lint.located import Located


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``row`` is counted as a spreadsheet shows it, the header being row 1, ``column`` from
    0."""

    row: int
    column: int
    start: int
    end: int
    quoted: bool
    text: str

    def located(self) -> Located:
        """Return the text with the place of each character; a quotation mark in a quoted cell is
        written twice."""
        if '"' not in self.text or not self.quoted:
            return Located.plain(self.text, self.start)
        starts: list[int] = []
        position = self.start
        for character in self.text:
            starts.append(position)
            position += 2 if character == '"' else 1
        return Located(self.text, starts, [*starts[1:], position])


@lru_cache(maxsize=8)
def _pattern(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    return re.compile(
        rf'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>(?!")[^{sign}\r\n]*))(?P<end>{sign}|\r\n|\n|\r|\Z)'
    )


def csv_cells(source: str, delimiter: str) -> Iterator[Cell]:
    """Yield every cell of ``source``, which the intake has read (RFC 4180).

    :raises ValueError: where a closing quotation mark is followed by anything but a delimiter or a
        line's end.
    """
    pattern = _pattern(delimiter)
    position = 1 if source.startswith("\ufeff") else 0
    row, column = 1, 0
    while position < len(source) or column:
        match = pattern.match(source, position)
        if match is None:
            raise ValueError(f"no cell of CSV at character {position}")
        quoted = match["quoted"] is not None
        body = "quoted" if quoted else "plain"
        text = match[body].replace('""', '"') if quoted else match[body]
        yield Cell(row, column, match.start(body), match.end(body), quoted, text)
        if match["end"] == delimiter:
            column += 1
        else:
            row, column = row + 1, 0
        position = match.end()
