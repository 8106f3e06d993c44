"""What is to stand on the pages: the texts of a composed document, in the order of its structure tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from types import MappingProxyType

from report import arabic
from report.tables import PROBE, LongTable
from report.tables.model import BLANK

_VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "wbr"])
#: Elements of which the texts are repeated at the head of later pages.
_RUNNING = frozenset(["h1", "thead"])
_UNREAD = frozenset(["head", "title", "style", "script"])


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element: the block that it is in, whether it is in no element of the tree, whether it is in a note."""

    tag: str
    key: str | None
    apart: bool
    note: bool


class Wanted(HTMLParser):
    """Reads composed HTML, which Mujaz wrote: the text of each block, numbers of pages, lists and notes put in.

    ``flow`` holds pairs of the block's key, ``None`` outside of blocks, and a text; neighbours have different keys.
    ``notes`` are the footnotes, each with its number; ``running`` are the texts that may stand in running heads and
    feet: headings, heads of tables, and what is in no element of the tree.
    ``page_of`` gives the page, from 1, that an anchor stands on; ``registers`` are the tables of which the HTML has the
    first rows only.
    """

    def __init__(
        self,
        html: str,
        locale: str,
        page_of: Callable[[str], int | None],
        registers: Mapping[str, LongTable] = MappingProxyType({}),
    ) -> None:
        super().__init__(convert_charrefs=True)
        self._registers = registers
        self._long: str | None = None
        self._rows = 0
        self._locale = locale
        self._page_of = page_of
        self._open: list[_Open] = []
        self._lists: list[int | None] = []
        self.flow: list[tuple[str | None, str]] = []
        self.notes: list[str] = []
        self.running: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element's beginning."""
        if tag in _VOID:
            return
        given = {name: value or "" for name, value in attrs}
        above = self._open[-1] if self._open else _Open("", None, False, False)
        classes = given.get("class", "").split()
        apart = above.apart or tag in _UNREAD or given.get("data-pdf-tag") == "Artifact" or PROBE in classes
        if "data-register" in given:
            self._long, self._rows = given["data-register"], 0
        elif tag == "tr" and self._long is not None and not apart and ("odd" in classes or "even" in classes):
            self._rows += 1
        note = given.get("class") == "footnote"
        if note and not apart:
            number = arabic.digits(str(len(self.notes) + 1), self._locale)
            self._take(f"({number})")  # the call, where the note is called
            self.notes.append(f"{number}.")
        self.running += [given[name] for name in ("data-plain", "data-head") if name in given]
        self._open.append(_Open(tag, given.get("data-key", above.key), apart, above.note or note))
        if tag in ("ol", "ul"):
            self._lists.append(int(given.get("start", "1")) - 1 if tag == "ol" else None)
        elif tag == "li" and self._lists and (count := self._lists[-1]) is not None:
            self._lists[-1] = count + 1
            self._take(arabic.digits(str(count + 1), self._locale) + ".")
        if "data-to" in given and (page := self._page_of(given["data-to"][1:])) is not None:
            self._take(arabic.digits(str(page), self._locale))

    def handle_endtag(self, tag: str) -> None:
        """Take an element's end, and that of what is open in it; at a register's, the rows that are not in the HTML."""
        if tag == "table" and self._long is not None and self._long in self._registers:
            self._take_rows(self._registers[self._long])
            self._long = None
        if any(tag == one.tag for one in self._open):
            while (closed := self._open.pop().tag) != tag:
                self._close_list(closed)
            self._close_list(closed)

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if data.strip():
            self._take(data)

    def _take_rows(self, table: LongTable) -> None:
        """Take the rows of a register that come after those in the HTML."""
        seen = 0
        texts: list[str] = []
        for item in table.items():
            if not isinstance(item, str):
                seen += 1
                if seen > self._rows:
                    texts += [BLANK if text is None else text for text in item]
            elif seen >= self._rows:
                texts.append(item)
        self._take("".join(texts))

    def _close_list(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._lists.pop()

    def _take(self, text: str) -> None:
        here = self._open[-1] if self._open else _Open("", None, False, False)
        if here.apart or any(one.tag in _RUNNING for one in self._open):
            self.running.append(text)
        if here.apart:
            return
        if here.note:
            self.notes[-1] += text
        elif self.flow and self.flow[-1][0] == here.key:
            self.flow[-1] = here.key, self.flow[-1][1] + text
        else:
            self.flow.append((here.key, text))
