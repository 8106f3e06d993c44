"""What is to be on the pages: the texts of a composed document, in the order of its structure tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from report import arabic
from report.archive.composed import ComposedReader, Open
from report.tables import LongTable
from report.tables.model import BLANK, Item


class ExpectedText(ComposedReader):
    """The text of each block, numbers of pages, lists and notes put in.

    ``flow`` holds pairs of the block's key, ``None`` outside of blocks, and a text; neighbours have different keys.
    ``notes`` are the footnotes, each with its number; ``running`` are the texts that may be in running heads and
    feet: headings, heads of tables, and what is in no element of the tree.
    ``page_of`` gives the page, from 1, that an anchor is on; ``registers`` are the tables of which the HTML has the
    first rows only.
    """

    def __init__(
        self,
        html: str,
        locale: str,
        page_of: Callable[[str], int | None],
        registers: Mapping[str, LongTable] = MappingProxyType({}),
    ) -> None:
        super().__init__(locale, registers)
        self._page_of = page_of
        self.flow: list[tuple[str | None, str]] = []
        self.notes: list[str] = []
        self.running: list[str] = []
        self.read(html)

    def taken(self, text: str) -> None:
        """Take a text."""
        if text.strip():
            self._take(text)

    def called(self, number: str) -> None:
        """Take the call of a footnote, where it is called."""
        self._take(f"({number})")
        self.notes.append(f"{number}.")

    def marked(self, number: str | None) -> None:
        """Take the number of a list item; a bullet says nothing."""
        if number is not None:
            self._take(f"{number}.")

    def opened(self, element: Open) -> None:
        """Take the running texts that an element gives, and the page that it leads to."""
        attributes = element.attributes
        self.running += [
            attributes[name] for name in ("data-plain", "data-head") if name in attributes
        ]
        if (
            "data-to" in attributes
            and (page := self._page_of(attributes["data-to"][1:])) is not None
        ):
            self._take(arabic.digits(str(page), self._locale))

    def rows_follow(self, items: Iterator[Item]) -> None:
        """Take the rows of a register that come after those in the HTML."""
        texts: list[str] = []
        for item in items:
            texts += (
                [item]
                if isinstance(item, str)
                else [BLANK if text is None else text for text in item]
            )
        self._take("".join(texts))

    def _take(self, text: str) -> None:
        element = self.here
        if element.apart or element.running:
            self.running.append(text)
        if element.apart:
            return
        if element.note:
            self.notes[-1] += text
        elif self.flow and self.flow[-1][0] == element.key:
            self.flow[-1] = element.key, self.flow[-1][1] + text
        else:
            self.flow.append((element.key, text))
