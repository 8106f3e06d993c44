"""Reads a composed document: its HTML, which Mujaz wrote, to what it is expected to say.

The HTML comes from templates, also those of the brief itself: their order is the reading order.
Values of cells and charts are marked in it while it is composed (:mod:`report.document.marks`), so
that each text is read with where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from report import arabic
from report.document.expected import (
    Alternative,
    Break,
    Cell,
    CellStart,
    Expected,
    ListMarker,
    NoteCall,
    PageReference,
    Place,
    RegisterRows,
    RunningText,
    Words,
)
from report.document.marks import number_of
from report.tables import CARRIED_CLASSES, PROBE_CLASS

if TYPE_CHECKING:
    from collections.abc import Collection

    from report.measures import Provenance

_VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "wbr"])
#: Elements whose texts are repeated at the head of later pages.
_RUNNING = frozenset(["h1", "thead"])
_UNREAD = frozenset(["head", "title", "style", "script"])
#: Elements within a line of text (HTML, phrasing content); others begin a new line.
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
     "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"]
)  # fmt: skip
#: Elements that a blank line separates from their neighbours.
_SEPARATE = frozenset(
    ["aside", "blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre",
     "section", "table", "ul"]
)  # fmt: skip
_CELLS = frozenset(["td", "th"])
_LISTS = frozenset(["ol", "ul"])
#: The places of cells before the first of a row, and where no row is open.
_BEFORE_ROW, _NO_ROW = -1, -2
#: Paragraphs that follow one another line by line: an entry of the contents, a key figure's texts.
_LINES = frozenset(["TOCI", "figure-value", "figure-label", "figure-detail"])
#: A start tag and an end tag as templates write nearly all, and an attribute of one.
_START_TAG = re.compile(r'<([a-z][a-z0-9]*)((?: [a-z][a-z0-9-]*="[^"]*")*)\s*(/?)>')
_END_TAG = re.compile(r"</([a-z][a-z0-9]*)>")
_ATTRIBUTE = re.compile(r' ([a-z][a-z0-9-]*)="([^"]*)"')
#: Elements whose content is read in another way.
_RAW = frozenset(
    ["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea",
     "title", "xmp"]
)  # fmt: skip
#: What stands between the numbers of pages in an index.
_BETWEEN_PAGES = "، \n"

Attributes = Mapping[str, str]


class _Element(NamedTuple):
    """An open element; ``place`` is that of its texts, ``attributes`` are its own."""

    tag: str
    place: Place
    attributes: Attributes = MappingProxyType({})
    provenance: tuple[Provenance, ...] = ()

    @property
    def is_note(self) -> bool:
        """Whether it is itself a footnote."""
        return self.attributes.get("class") == "footnote"


def read_document(
    html: str,
    locale: str,
    registers: Collection[str] = (),
    values: Sequence[tuple[Provenance, ...]] = (),
) -> tuple[Expected, ...]:
    """Return what a composed document is expected to say.

    :param html: the document, its values still marked.
    :param locale: that of the brief, whose figures number lists and notes.
    :param registers: the keys of the tables whose first rows alone are in the HTML.
    :param values: where the marked values come from, by the numbers of their marks.
    """
    reader = _Reader(locale, registers, values)
    reader.feed(html)
    reader.close()
    return tuple(reader.expected)


class _Reader(HTMLParser):
    """Goes through a composed document in reading order."""

    def __init__(
        self,
        locale: str,
        registers: Collection[str],
        values: Sequence[tuple[Provenance, ...]],
    ) -> None:
        super().__init__(convert_charrefs=True)
        self.expected: list[Expected] = []
        self._locale = locale
        self._registers = registers
        self._values = values
        self._register: str | None = None
        self._rows = 0
        self._open = [_Element("", Place())]
        self._lists: list[int | None] = []
        self._notes = 0
        self._in_cell = False
        self._in_carried = False
        self._drawings = 0
        self._columns = 0
        self._table_rows = 0
        #: The last cell of each open table.
        self._cells: list[Cell] = []
        self._after_span = False
        self._after_page = False

    # Quicker than HTMLParser, which looks at a tag three times, and counts lines.

    def parse_starttag(self, i: int) -> int:
        """Take a start tag at a place, and return where it ends."""
        match = None if self.cdata_elem else _START_TAG.match(self.rawdata, i)
        if match is None or match[1] in _RAW:
            return super().parse_starttag(i)
        attributes: list[tuple[str, str | None]] = [
            (name, unescape(value)) for name, value in _ATTRIBUTE.findall(match[2])
        ]
        take = self.handle_startendtag if match[3] else self.handle_starttag
        take(match[1], attributes)
        return match.end()

    def parse_endtag(self, i: int) -> int:
        """Take an end tag at a place, and return where it ends."""
        match = None if self.cdata_elem else _END_TAG.match(self.rawdata, i)
        if match is None:
            return super().parse_endtag(i)
        self.handle_endtag(match[1])
        return match.end()

    def updatepos(self, i: int, j: int) -> int:
        """Return the end of what was read."""
        return j

    # What HTMLParser calls.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the beginning of an element."""
        attributes = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self._void(tag, attributes)
            return
        if tag == "tr" and attributes.get("class") in CARRIED_CLASSES:
            self._in_carried = True  # its texts are those of no page
        place = self._place(tag, attributes)
        self._count_row(tag, attributes, place)
        element = _Element(tag, place, attributes, self._open[-1].provenance)
        self._open.append(element)
        self._begin(element)
        self._mark_item(element)

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element, and that of what is open in it."""
        self._in_carried = self._in_carried and tag != "tr"
        if tag == "table" and self._register in self._registers:
            place = replace(self._open[-1].place, cell=Cell(self._table_rows, 0))
            self._add(RegisterRows(str(self._register), self._rows, place))
            self._register = None
        if any(tag == element.tag for element in self._open):
            while self._end() != tag:
                pass

    def handle_comment(self, data: str) -> None:
        """Take the mark of a value: the texts of the innermost open element come from it."""
        number = number_of(data)
        if number is not None and number < len(self._values):
            self._open[-1] = self._open[-1]._replace(provenance=self._values[number])

    def handle_data(self, data: str) -> None:
        """Take a text."""
        element = self._open[-1]
        if self._in_carried:
            return
        is_drawn = bool(self._drawings) and not self._is_inside("figcaption")
        if element.place.apart or is_drawn:
            self._words(data, only_on_page=True)
            return
        self._after_span = False
        if self._after_page and not data.strip(_BETWEEN_PAGES):
            self._words(data, only_on_page=True)
            return
        self._after_page = False
        if element.tag == "pre" or (element.tag == "code" and self._open[-2].tag == "pre"):
            for line in data.splitlines():
                self._words(line)
                self._add(Break(1, element.place, is_inside=True))
        else:
            self._words(data)

    # What the reader makes of it.

    def _add(self, item: Expected) -> None:
        self.expected.append(item)

    def _words(self, text: str, *, only_on_page: bool = False) -> None:
        element = self._open[-1]
        if text.strip() or not only_on_page:
            self._add(Words(text, element.place, element.provenance, only_on_page))

    def _place(self, tag: str, attributes: Attributes) -> Place:
        """Return the place of the texts of an element that begins; the call of a footnote is
        taken."""
        above = self._open[-1].place
        apart = (
            above.apart
            or tag in _UNREAD
            or attributes.get("data-pdf-tag") == "Artifact"
            or PROBE_CLASS in attributes.get("class", "").split()
        )
        note = above.note
        if attributes.get("class") == "footnote" and not apart:
            self._notes += 1
            note = self._figures(self._notes)
            self._add(NoteCall(note, above))
        key = attributes.get("data-key", above.key)
        running = above.running or tag in _RUNNING
        text_key = attributes.get("data-text", above.text_key)
        cell = above.cell if apart else self._cell(tag, attributes, above)
        place = Place(key, note, apart, running, text_key, cell)
        return above if place == above else place

    def _cell(self, tag: str, attributes: Attributes, above: Place) -> Cell | None:
        """Return the cell of a table that the texts of an element that begins are in.

        Rows that have another role in the structure tree do not count, such as a caption in the
        head of a table.
        """
        if tag == "table":
            self._cells.append(Cell(0, _NO_ROW))
        elif tag == "tr" and self._cells:
            is_row = attributes.get("data-pdf-tag", "TR") == "TR"
            place = _BEFORE_ROW if is_row else _NO_ROW
            self._cells[-1] = self._cells[-1]._replace(place=place)
        elif tag in _CELLS and self._cells and self._cells[-1].place != _NO_ROW:
            row, place = self._cells[-1]
            if place == _BEFORE_ROW:
                row = self._table_rows = self._table_rows + 1
            self._cells[-1] = Cell(row, place + 1)
            return self._cells[-1]
        else:
            return above.cell
        return None

    def _count_row(self, tag: str, attributes: Attributes, place: Place) -> None:
        """Count the rows of a register that are in the HTML."""
        if "data-register" in attributes:
            self._register, self._rows = attributes["data-register"], 0
        elif tag == "tr" and self._register is not None and not place.apart:
            self._rows += not {"odd", "even"}.isdisjoint(attributes.get("class", "").split())

    def _begin(self, element: _Element) -> None:
        tag, place, attributes = element.tag, element.place, element.attributes
        if "data-plain" in attributes:
            self._add(RunningText(attributes["data-plain"]))
        if "data-head" in attributes:
            self._add(RunningText(attributes["data-head"], place.text_key))
        if "data-to" in attributes:
            self._add(PageReference(attributes["data-to"][1:], place))
        if place.apart or element.is_note:
            return
        if tag in _CELLS:
            if self._columns:
                self._add(CellStart(self._columns, place))
            self._columns = _span(attributes)
            self._in_cell = True
        elif tag in _INLINE:
            if self._after_span and "class" in attributes:
                self._add(Break(0, place))  # two boxes side by side, with a gap between them
            self._after_span = False
        else:
            self._columns = 0 if tag == "tr" else self._columns
            self._break(self._gap(element), place)
        self._drawings += "data-alt" in attributes

    def _mark_item(self, element: _Element) -> None:
        """Begin a list, or take the marker of an item."""
        if element.tag in _LISTS:
            start = int(element.attributes.get("start", "1")) - 1
            self._lists.append(start if element.tag == "ol" else None)
        elif element.tag == "li" and self._lists:
            count = self._lists[-1]
            number = None if count is None else self._figures(count + 1)
            self._lists[-1] = None if count is None else count + 1
            self._add(ListMarker(number, len(self._lists), element.place))

    def _void(self, tag: str, attributes: Attributes) -> None:
        """Take the end of a line, or the alternative text of a picture."""
        place = self._open[-1].place
        if place.apart or self._drawings:
            return
        if tag == "br":
            self._break(1, place, is_inside=True)
        elif tag == "img" and attributes.get("alt"):
            self._add(Alternative(attributes["alt"], place))

    def _end(self) -> str:
        element = self._open.pop()
        if element.tag in _LISTS:
            self._lists.pop()
        self._close(element)
        return element.tag

    def _close(self, element: _Element) -> None:
        tag, place, attributes = element.tag, element.place, element.attributes
        if place.apart:
            return
        self._after_page = "data-to" in attributes
        if "data-alt" in attributes:
            self._drawings -= 1
            self._break(1, place)
            self._add(Alternative(attributes["data-alt"], place))
        if tag == "table":
            self._cells.pop()
        if tag in _CELLS:
            self._in_cell = False
        elif tag in _INLINE:
            self._after_span = "class" in attributes and not element.is_note
        else:
            self._break(self._gap(element), place)

    def _break(self, lines: int, place: Place, *, is_inside: bool = False) -> None:
        self._add(Break(0 if self._in_cell else lines, place, is_inside))

    def _gap(self, element: _Element) -> int:
        """Return how many lines separate an element from its neighbours."""
        attributes = element.attributes
        if attributes.get("class") == "figure-box":
            return 2
        in_list = bool(self._lists) and element.tag != "table"
        in_lines = attributes.get("data-pdf-tag") in _LINES or attributes.get("class") in _LINES
        return 2 if element.tag in _SEPARATE and not in_list and not in_lines else 1

    def _is_inside(self, tag: str) -> bool:
        return any(element.tag == tag for element in reversed(self._open))

    def _figures(self, number: int) -> str:
        return arabic.digits(str(number), self._locale)


def _span(attributes: Attributes) -> int:
    """Return how many columns a cell spans."""
    span = attributes.get("colspan", "1")
    return min(max(int(span), 1), 1000) if span.isascii() and span.isdecimal() else 1
