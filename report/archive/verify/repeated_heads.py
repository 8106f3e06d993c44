"""The heads of groups that a page may repeat: of the groups that its rows are in.

A repeated head is an artifact, so it is in no element of the structure tree. The tree says which
heads the cells of a page have (``Headers``, ISO 32000-1, 14.8.5.7).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from report.archive.printed import TextOnPage
from report.render.group_heads import continued_mark


class GroupHeads:
    """Collects the heads of groups, and the heads that the rows of each page have, from the texts
    of a structure tree, one by one."""

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}
        self._row: int | None = None
        #: The texts of the last row if all are of one head of a group, whose id is ``_id``.
        self._id: str | None = None
        self._said: list[str] = []
        #: The heads of the rows that begin on each page, and those of its last row.
        self._own: dict[int, set[str]] = defaultdict(set)
        self._reached, self._last = 0, set[str]()

    def add(self, text: TextOnPage) -> None:
        """Take the next text of the structure tree."""
        if text.row is None:
            return
        if text.row != self._row:
            self._end_row()
            self._row, self._id, self._said = text.row, text.id if text.role == "TH" else None, []
        if text.role != "TH" or text.id != self._id:
            self._id = None
        self._said.append(text.said)
        if not self._heads:
            return
        self._reach(text.page)
        own = set[str]()
        for names in text.cells or (text.heads,):
            own = {self._heads[name] for name in names if name in self._heads}
            self._own[text.page] |= own
        self._reached, self._last = max(self._reached, text.page), own

    def allowed(self, pages: int) -> Mapping[int, set[str]]:
        """Return the heads that each page may repeat, when all texts were taken."""
        self._end_row()
        self._reach(pages)
        return self._own

    def _end_row(self) -> None:
        """Take the last row: the head of a group is the only cell of its row."""
        if self._id is not None and self._row is not None:
            self._heads[self._id] = "".join(self._said)
        self._row = None

    def _reach(self, page: int) -> None:
        """Add the heads of the last row to each page up to one: it may break across these."""
        if self._last:
            for number in range(self._reached + 1, page + 1):
                self._own[number] |= self._last


def repeated_heads(heads: GroupHeads, pages: int) -> Mapping[int, frozenset[str]]:
    """Return the repeated heads that each page may have, by its number from 1.

    :param heads: those of all texts of the structure tree.
    :param pages: how many pages there are.
    """
    mark = continued_mark()
    return {
        page: frozenset(f"{name}{mark}" for name in names)
        for page, names in heads.allowed(pages).items()
    }
