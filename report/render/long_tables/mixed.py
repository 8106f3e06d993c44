"""Lines that mix left-to-right runs with Arabic words.

Each left-to-right run is in a box of its own, as :func:`report.arabic.isolate` isolates it, and the
boxes follow each other from the right as in WeasyPrint. This module sets only tokens without a line
break inside: words, numbers, names and codes, with their brackets and stops.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from report.arabic import ltr_runs
from report.render.lines import Line, Run
from report.render.long_tables.model import SCALE, ColumnStyle, ShapedLine
from report.render.long_tables.recorder import Recorder
from report.render.long_tables.typeface import LETTERS, UNITS, Typeface
from report.render.text_layer import TextLayer

#: A word in a left-to-right run; a word with a hyphen is accepted only if its run stays on one
#: line.
_FOREIGN = re.compile(r"[A-Za-z\u00c0-\u024f0-9.,:'’&+%−()°\u00a0]+")
_UNBROKEN = re.compile(r"[A-Za-z\u00c0-\u024f0-9.,:'’&+%−()°-]+")
_LONGEST_UNBROKEN = 24
#: The text that may touch such a run: brackets or a fused word before it, brackets and stops after
#: it.
_BEFORE = re.compile(rf"[«(\[“]{{1,2}}|[{LETTERS}]{{1,3}}")
_AFTER = re.compile(r"[»)\]”]{0,2}[.،؛:؟!]{0,3}")
_LETTER = re.compile(f"[{LETTERS}]")


@dataclass(frozen=True, slots=True)
class _Item:
    """A word or a space, the index of its box, and its width in Pango units."""

    text: str
    box: int
    foreign: bool
    units: int


@dataclass(frozen=True, slots=True)
class Mixed:
    """Lays out the mixed texts of a column."""

    column: ColumnStyle
    face: Typeface
    layer: TextLayer

    def lines(self, text: str) -> tuple[ShapedLine, ...] | None:
        """Return the lines of a text, or ``None`` if the text is not plain enough for this
        module."""
        items = self._items(text)
        if not items or not _single_spaced(items):
            return None
        tokens = [
            list(group)
            for space, group in groupby(items, lambda item: item.text == " ")
            if not space
        ]
        if not all(map(self._holds, tokens)) or max(map(_units_of, tokens)) > self._room:
            return None
        broken = self._broken(items)
        if any(line[-1].text == " " and _units_of(line) > self._room for line in broken):
            return None  # WeasyPrint breaks such a line at another point
        lines = [self._line(line[:-1] if line[-1].text == " " else line) for line in broken]
        return None if None in lines else tuple(line for line in lines if line is not None)

    @property
    def _room(self) -> int:
        """The width available for a line, in Pango units."""
        return int((self.column.right - self.column.left) * UNITS) if self.column.wraps else 1 << 60

    def _items(self, text: str) -> list[_Item] | None:
        """Return the words and spaces of a text, or ``None`` if one of them cannot be set here."""
        items: list[_Item] = []
        for box, (text_of_box, foreign) in enumerate(_boxes(text)):
            whole = (
                foreign
                and "-" in text_of_box
                and not re.search(r"\s", text_of_box)
                and len(text_of_box) <= _LONGEST_UNBROKEN
            )
            for word in re.findall(" |[^ ]+", text_of_box):
                if (
                    foreign
                    and word != " "
                    and not (_UNBROKEN if whole else _FOREIGN).fullmatch(word)
                ):
                    return None
                units = self._units(word, foreign=foreign)
                if units is None:
                    return None
                items.append(_Item(word, box, foreign, units))
        return items

    def _units(self, word: str, *, foreign: bool) -> int | None:
        """Return the width of a word or a space, in Pango units."""
        plain = None if foreign or word == " " else self.face.word(word)
        if plain is not None:
            return plain.units
        run = self._run(word, foreign=foreign)
        return None if run is None else run[1]

    def _holds(self, token: list[_Item]) -> bool:
        """Return whether a token between spaces has no line break inside."""
        kinds = [item.foreign for item in token]
        if len(token) == 1:
            return kinds[0] or self.face.word(token[0].text) is not None
        first, last = (token[0], token[-1])
        return sum(kinds) == 1 and (
            (kinds == [False, True] and bool(_BEFORE.fullmatch(first.text)))
            or (kinds == [True, False] and bool(_AFTER.fullmatch(last.text)))
            or (kinds == [False, True, False] and bool(_BEFORE.fullmatch(first.text))
                and bool(_AFTER.fullmatch(last.text)))
        )  # fmt: skip

    def _broken(self, items: list[_Item]) -> list[list[_Item]]:
        """Return the items of each line, filled greedily.

        Of the spaces between two lines, only a space that ends a box on the first line stays,
        because WeasyPrint includes it in the width of the line.
        """
        lines: list[list[_Item]] = [[]]
        pending: list[_Item] = []
        width = 0
        for space, group in groupby(items, lambda item: item.text == " "):
            word = list(group)
            units = _units_of(word)
            if space:
                pending = word
            elif not lines[-1]:
                lines[-1] = word
                width = units
            elif width + pending[0].units + units > self._room:
                if word[0].box != pending[0].box == lines[-1][-1].box:
                    lines[-1] += pending
                lines.append(word)
                width = units
            else:
                lines[-1] += [*pending, *word]
                width += pending[0].units + units
        return lines

    def _line(self, items: list[_Item]) -> ShapedLine | None:
        """Return a line, with its boxes from the right."""
        boxes = []
        for _, group in groupby(items, lambda item: item.box):
            box_items = list(group)
            text = "".join(item.text for item in box_items)
            box_runs = self._runs(text, foreign=box_items[0].foreign)
            if box_runs is None:
                return None
            boxes.append((text, *box_runs))
        recorder = Recorder({})
        layer = self.layer.beside()
        whole = sum(units for *_, units in boxes)
        right = whole / UNITS
        for text, runs, units in boxes:
            x = right - units / UNITS
            if text.strip():
                place = x, units / UNITS, 0, self.face.size
                line = Line(text, self.face.face, recorder.page_rectangle, None, *place)
                layer.draw_runs(recorder, runs, line, recorder.at(x))
                layer.lines.append(line)
            right = x
        return ShapedLine(round(whole * SCALE / UNITS), "\n" + recorder.taken(), chooses=True)

    def _runs(self, text: str, *, foreign: bool) -> tuple[list[Run], int] | None:
        """Return the runs of a box from left to right, and their width in Pango units."""
        if foreign or not _LETTER.search(text):
            run = self._run(text, foreign=foreign)
            return None if run is None else ([run[0]], run[1])
        return self.face.runs(text)

    def _run(self, text: str, *, foreign: bool) -> tuple[Run, int] | None:
        if foreign:
            return self.face.run(text, rtl=False, level=0)
        if not _LETTER.search(text):  # without a script, figures take another form
            return (
                None
                if any(map(str.isdigit, text))
                else self.face.run(text, rtl=True, level=1, script="Zyyy")
            )
        runs = self.face.runs(text)
        return None if runs is None else (runs[0][0], runs[1])


def _boxes(text: str) -> list[tuple[str, bool]]:
    """Return the boxes of a text in reading order, each with whether it reads from left to
    right."""
    boxes: list[tuple[str, bool]] = []
    position = 0
    for run in ltr_runs(text):
        if not run.plain:
            boxes += [(text[position : run.start], False), (text[run.start : run.end], True)]
            position = run.end
    boxes.append((text[position:], False))
    return [box for box in boxes if box[0]]


def _units_of(items: list[_Item]) -> int:
    return sum(item.units for item in items)


def _single_spaced(items: list[_Item]) -> bool:
    """Return whether the words are separated by exactly one space, with no space at either end."""
    spaces = [item.text == " " for item in items]
    return not spaces[0] and not spaces[-1] and not any(a and b for a, b in pairwise(spaces))
