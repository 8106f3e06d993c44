"""Reading a composed document: its HTML, which Mujaz wrote, and the rows of long registers that are not in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import NamedTuple

from report import arabic
from report.tables import PROBE_CLASS, LongTable
from report.tables.model import Item

_VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "wbr"])
#: Elements of which the texts are repeated at the head of later pages.
_RUNNING = frozenset(["h1", "thead"])
_UNREAD = frozenset(["head", "title", "style", "script"])

Attributes = Mapping[str, str]


class Open(NamedTuple):
    """An open element.

    ``key`` is the block that it is in, ``apart`` whether it is in no element of the structure tree, ``note`` whether it
    is in a footnote, ``running`` whether its text is repeated on later pages. ``attributes`` are its own.
    """

    tag: str
    key: str | None = None
    apart: bool = False
    note: bool = False
    running: bool = False
    attributes: Attributes = MappingProxyType({})

    @property
    def is_note(self) -> bool:
        """Whether it is itself a footnote."""
        return self.attributes.get("class") == "footnote"


class ComposedReader(HTMLParser):
    """Goes through a composed document in reading order and calls a method for each thing that it meets.

    A subclass sets its fields, then calls :meth:`read`. ``registers`` are the tables, by the keys of their blocks, of
    which the HTML has the first rows only.
    """

    def __init__(self, locale: str, registers: Mapping[str, LongTable]) -> None:
        super().__init__(convert_charrefs=True)
        self._locale = locale
        self._registers = registers
        self._long: str | None = None
        self._rows = 0
        self._open = [Open("")]
        self._lists: list[int | None] = []
        self._notes = 0

    def read(self, html: str) -> None:
        """Go through ``html``."""
        self.feed(html)
        self.close()

    @property
    def here(self) -> Open:
        """The innermost open element; one without a name outside of all."""
        return self._open[-1]

    def taken(self, text: str) -> None:
        """Take a text of the innermost open element."""
        raise NotImplementedError

    def called(self, number: str) -> None:
        """Take the call of a footnote, whose element is opened next."""
        raise NotImplementedError

    def marked(self, number: str | None) -> None:
        """Take the beginning of a list item: its number, or ``None`` for a bullet."""

    def opened(self, element: Open) -> None:
        """Take the beginning of an element that holds others or a text."""

    def closed(self, element: Open) -> None:
        """Take the end of an element."""

    def passed(self, tag: str, attributes: Attributes) -> None:
        """Take an element that never holds anything."""

    def rows_follow(self, items: Iterator[Item]) -> None:
        """Take the heads of groups and the rows of a register that are not in the HTML."""
        raise NotImplementedError

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element's beginning."""
        above = self._open[-1]
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self.passed(tag, given)
            return
        classes = given.get("class", "")
        apart = (
            above.apart
            or tag in _UNREAD
            or given.get("data-pdf-tag") == "Artifact"
            or PROBE_CLASS in classes.split()
        )
        if "data-register" in given:
            self._long, self._rows = given["data-register"], 0
        elif (
            tag == "tr"
            and self._long is not None
            and not apart
            and not {"odd", "even"}.isdisjoint(classes.split())
        ):
            self._rows += 1
        note = classes == "footnote"
        if note and not apart:
            self._notes += 1
            self.called(self._figures(self._notes))
        element = Open(
            tag,
            given.get("data-key", above.key),
            apart,
            above.note or note,
            above.running or tag in _RUNNING,
            given,
        )
        self._open.append(element)
        self.opened(element)
        if tag in ("ol", "ul"):
            self._lists.append(int(given.get("start", "1")) - 1 if tag == "ol" else None)
        elif tag == "li" and self._lists:
            count = self._lists[-1]
            self._lists[-1] = None if count is None else count + 1
            self.marked(None if count is None else self._figures(count + 1))

    def handle_endtag(self, tag: str) -> None:
        """Take an element's end, and that of what is open in it; at a register's, the rows that are not in the HTML."""
        if tag == "table" and self._long is not None and self._long in self._registers:
            self.rows_follow(_after(self._registers[self._long], self._rows))
            self._long = None
        if tag == self._open[-1].tag or any(tag == one.tag for one in self._open):
            while self._end() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self.taken(data)

    def _end(self) -> str:
        element = self._open.pop()
        if element.tag in ("ol", "ul"):
            self._lists.pop()
        self.closed(element)
        return element.tag

    def _figures(self, number: int) -> str:
        return arabic.digits(str(number), self._locale)


def _after(table: LongTable, rows: int) -> Iterator[Item]:
    """Yield what comes after the first ``rows`` rows of a table."""
    seen = 0
    for item in table.items():
        if not isinstance(item, str):
            seen += 1
            if seen > rows:
                yield item
        elif seen >= rows:
            yield item
