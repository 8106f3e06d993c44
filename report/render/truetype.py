"""Glyphs that are added to a TrueType font file.

fontTools reads and writes each of the thousands of glyphs of a font. This module reads only the
tables that an added glyph changes, as arrays (OpenType: ``glyf``, ``loca``, ``hmtx``, and the
counts in ``maxp``, ``hhea`` and ``head``). It writes only the tables that a reader of a PDF uses.
"""

from __future__ import annotations

import io
import sys
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

#: A glyph number, and its offsets right and up in font units.
Component = tuple[int, int, int]

#: The places of numbers of two bytes in their tables.
_UNITS, _LONG_PLACES = 18, 50  # head
_LONG_METRICS = 34  # hhea
_GLYPHS, _POINTS, _CONTOURS = 4, 6, 8  # maxp
#: The tables of a font program in a PDF whose codes are mapped to glyphs (ISO 32000-1, 9.9): no
#: names, no layout, no map from characters.
_PROGRAM = frozenset(["glyf", "loca", "hmtx", "hhea", "head", "maxp", "cvt ", "fpgm", "prep"])
#: Short places of glyphs are half of a number below this.
_SHORT_END = 0x20000


class FontFile:
    """A TrueType font file in memory.

    :param data: the file; it has the tables of a font of TrueType outlines.
    """

    def __init__(self, data: bytes) -> None:
        from fontTools.ttLib import TTFont, newTable

        self._font = TTFont(io.BytesIO(data), recalcBBoxes=False, recalcTimestamp=False)
        self._head, self._hhea, self._maxp = map(self._table, ("head", "hhea", "maxp"))
        self._glyphs = self._table("glyf")
        self._places = self._read_places()
        self._widths, self._bearings = self._read_metrics()
        # The name of a glyph is its number.
        self._outlines = newTable("glyf")
        self._outlines.glyphOrder = range(0x10000)
        self._outlines.glyphs = _Glyphs(self._outline)

    @property
    def glyph_count(self) -> int:
        """Return the number of glyphs; the next one that is added has this number."""
        return len(self._places) - 1

    @property
    def units(self) -> int:
        """Return the units of the font's em."""
        return _number(self._head, _UNITS)

    def add_with_width(self, number: int, width: int) -> None:
        """Add the glyph of a number once more, with its outline, hints and left bearing.

        :param width: of the added glyph, in font units.
        """
        self._add(self._outline(number), width, self._bearings[number])

    def add_drawn(self, components: tuple[Component, ...], width: int) -> None:
        """Add one outline of several glyphs, each at its offset; an empty outline for none.

        :param width: of the added glyph, in font units.
        """
        glyph = self._drawn_together(components)
        # The left bearing is the start of the outline; any other value would move it (OpenType,
        # glyf, phantom points).
        if glyph.numberOfContours:
            self._add(glyph.compile(self._outlines, recalcBBoxes=False), width, glyph.xMin & 0xFFFF)
        else:
            self._add(b"", width, 0)

    def data(self) -> bytes:
        """Return the font program with the added glyphs."""
        from fontTools.ttLib.tables.DefaultTable import DefaultTable

        places, long_places = self._places, int(self._places[-1] >= _SHORT_END)
        if not long_places:
            import numpy as np

            places = array("H", (np.asarray(places) >> 1).astype(np.uint16).tobytes())
        _set_number(self._head, _LONG_PLACES, long_places)
        _set_number(self._maxp, _GLYPHS, self.glyph_count)
        changed = {
            # Some programs refuse a table of no bytes.
            "glyf": bytes(self._glyphs or b"\0"),
            "loca": _written(places),
            "hmtx": self._written_metrics(),
            "head": bytes(self._head),
            "hhea": bytes(self._hhea),
            "maxp": bytes(self._maxp),
        }
        for tag in set(self._font.reader.keys()) - _PROGRAM:
            del self._font[tag]
        for tag, data in changed.items():
            self._font[tag] = table = DefaultTable(tag)
            table.data = data
        out = io.BytesIO()
        self._font.save(out, reorderTables=None)
        return out.getvalue()

    def _table(self, tag: str) -> bytearray:
        return bytearray(self._font.reader[tag])

    def _read_places(self) -> array[int]:
        """Return where each glyph begins in ``glyf``, and where the last one ends."""
        if _number(self._head, _LONG_PLACES):
            return _read("I", self._table("loca"))
        import numpy as np

        halves = np.asarray(_read("H", self._table("loca")))
        return array("I", (halves.astype(np.uint32) << 1).tobytes())

    def _read_metrics(self) -> tuple[array[int], array[int]]:
        """Return the width and the left bearing of each glyph, each as a number from 0 to 65535."""
        long = _number(self._hhea, _LONG_METRICS)
        numbers = _read("H", self._table("hmtx"))
        pairs, rest = numbers[: 2 * long], numbers[2 * long :]
        return pairs[::2] + pairs[-2:-1] * len(rest), pairs[1::2] + rest

    def _written_metrics(self) -> bytes:
        """Return the table of widths; the last width holds for the glyphs that follow it."""
        long = len(self._widths)
        while long > 1 and self._widths[long - 2] == self._widths[-1]:
            long -= 1
        _set_number(self._hhea, _LONG_METRICS, long)
        pairs = array("H", bytes(4 * long))
        pairs[::2] = self._widths[:long]
        pairs[1::2] = self._bearings[:long]
        return _written(pairs + self._bearings[long:])

    def _outline(self, number: int) -> bytes:
        return bytes(self._glyphs[self._places[number] : self._places[number + 1]])

    def _add(self, outline: bytes, width: int, bearing: int) -> None:
        del self._glyphs[self._places[-1] :]
        # Short places are even.
        self._glyphs += outline + b"\0" * (len(outline) % 2)
        self._places.append(len(self._glyphs))
        self._widths.append(width)
        self._bearings.append(bearing)

    def _drawn_together(self, components: tuple[Component, ...]) -> Glyph:
        """Return one outline of several glyphs, and count its points in ``maxp``."""
        from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
        from fontTools.ttLib.tables.ttProgram import Program

        points: list[tuple[float, float]] = []
        flags = bytearray()
        ends: list[int] = []
        for number, right, up in components:
            glyph = self._outlines[number]
            coordinates, part_ends, part_flags = glyph.getCoordinates(self._outlines)
            ends += [len(points) + end for end in part_ends]
            points += [(x + right, y + up) for x, y in coordinates]
            flags += part_flags
        drawn = Glyph()
        drawn.numberOfContours = len(ends)
        if ends:
            drawn.coordinates, drawn.endPtsOfContours, drawn.flags = (
                GlyphCoordinates(points),
                ends,
                flags,
            )
            drawn.program = Program()
            drawn.program.fromBytecode(b"")
            drawn.recalcBounds(self._outlines)
            for place, count in ((_POINTS, len(points)), (_CONTOURS, len(ends))):
                _set_number(self._maxp, place, max(_number(self._maxp, place), count))
        return drawn


class _Glyphs(dict[int, "Glyph"]):
    """The glyphs of a font by their numbers, each read when fontTools asks for it."""

    def __init__(self, outline: Callable[[int], bytes]) -> None:
        super().__init__()
        self._outline = outline

    def __missing__(self, number: int) -> Glyph:
        from fontTools.ttLib.tables._g_l_y_f import Glyph

        glyph = self[number] = Glyph(self._outline(number))
        return glyph


def _read(kind: str, data: bytes | bytearray) -> array[int]:
    """Return the numbers of a table: ``kind`` is ``H`` for two bytes, ``I`` for four."""
    numbers = array(kind, bytes(data))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _written(numbers: array[int]) -> bytes:
    return _read(numbers.typecode, numbers.tobytes()).tobytes()


def _number(table: bytearray, place: int) -> int:
    return int.from_bytes(table[place : place + 2], "big")


def _set_number(table: bytearray, place: int, number: int) -> None:
    table[place : place + 2] = number.to_bytes(2, "big")
