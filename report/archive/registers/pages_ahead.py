"""Read the pages of long registers in their order, some of them ahead in a child process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from report.archive.registers.page_content import Replaced
from report.side_process import SideProcess

#: From how many pages on a child process reads some of them.
_MANY = 200
#: How many pages both processes read together before they exchange them.
_ROUND = 32
#: How many pages the child reads first if it begins before any page is asked for.
_FIRST = 256

#: In a child process, what reads a page.
_read_here: Callable[[int], ReadPage] | None = None


class ReadPage(NamedTuple):
    """What is known of a page of a register when it is read.

    :param marked: the texts of each marked content by its number.
    :param apart: the texts outside of all marked content with a number, except blanks.
    :param replaced: the texts that replace others in the content.
    :param painted: how many texts are painted.
    :param is_doubtful: whether a text may be hidden.
    """

    marked: dict[int, str]
    apart: list[str]
    replaced: list[Replaced]
    painted: int
    is_doubtful: bool


class PagesAhead:
    """Reads pages one by one; a child process reads the last of each round meanwhile.

    The share of the child follows from who waits: a process that has to wait gets more pages.

    :param read: reads a page by the number of its object.
    :param order: the pages in the order in which they will be asked for. A page that is asked for
        in another order is read then.
    :param side_process: whether a child process reads; for a process that has started no thread.
    :param is_early: whether this process has other work to do before it asks for a page.
    """

    def __init__(
        self,
        read: Callable[[int], ReadPage],
        order: Sequence[int],
        *,
        side_process: bool,
        is_early: bool = False,
    ) -> None:
        self._read = read
        self._order = order
        self._share = _ROUND * 3 // 4
        self._ready: dict[int, ReadPage] = {}
        #: The pages that the child reads, what returns them, and where the next round begins.
        self._pages: Sequence[int] = ()
        self._result: Callable[[], Sequence[ReadPage] | None] | None = None
        self._start = 0
        self._child: SideProcess | None = None
        if side_process and len(order) >= _MANY:
            self._child = SideProcess(lambda: _set_reader(read))
            if is_early:
                self._give(0, _FIRST)
            else:
                self._begin()

    def page(self, number: int) -> ReadPage:
        """Return what a page shows.

        :raises OtherForm: if its content has another form.
        """
        if number in self._pages:
            self._take()
        page = self._ready.pop(number, None)
        return self._read(number) if page is None else page

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.close()

    def _begin(self) -> None:
        """Let the child read its share of the next round, which ends with it."""
        end = min(self._start + _ROUND, len(self._order))
        self._give(max(self._start, end - self._share), end)

    def _give(self, start: int, end: int) -> None:
        """Let the child read the pages from ``start`` to ``end`` of the order."""
        pages = self._order[start:end]
        self._pages, self._start = pages, end
        if pages and self._child is not None:
            self._result = self._child.begin(_read_there, tuple(pages))

    def _take(self) -> None:
        """Take the pages of the child, which then reads some of the next round."""
        if self._child is None or self._result is None:
            return
        is_first = self._child.wait(0)
        self._share = min(max(self._share + (1 if is_first else -1), 1), _ROUND)
        # Without a child, the pages are read when they are asked for.
        self._ready.update(zip(self._pages, self._result() or (), strict=False))
        self._result = None
        self._begin()


def _set_reader(read: Callable[[int], ReadPage]) -> None:
    """Tell a child process what reads a page."""
    global _read_here
    _read_here = read


def _read_there(pages: Sequence[int]) -> list[ReadPage] | None:
    """Read some pages in a child process; return ``None`` in any other process."""
    return None if _read_here is None else [_read_here(page) for page in pages]
