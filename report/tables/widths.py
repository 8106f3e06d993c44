"""The widths of a long table's columns, from what stands in them.

A table that goes over hundreds of pages is not measured word by word: its columns get their shares of the width from
a sample of the rows, the same on every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from statistics import fmean

from report.tables.model import HeadCell, Item

#: The widths of letters in ems, on the safe side: capitals are wide, Arabic letters are narrow.
_EM_CAPITAL, _EM_FIGURE, _EM_LETTER = 0.75, 0.61, 0.55
#: The padding of a cell, and the width of a table on an A4 page, in ems of a register's type (9 pt).
_PADDING, _TABLE = 1.0, 51.0
#: So many rows are looked at, spread over this many of the first.
_SAMPLE, _REACH = 400, 2_000
#: However long the texts of a column are, it asks for no more room than such texts; a word that is longer than this, in
#: ems, has places to be broken at, unless it is a code.
_LONGEST, _WORD = 50.0, 9.0
_CODE = re.compile(r"[\w-]{1,24}")


def with_widths(heads: Sequence[HeadCell], items: Iterator[Item], longest: Sequence[str]) -> tuple[HeadCell, ...]:
    """Return the columns with widths in percent that sum to 100; those that the brief gives stand as far as they can.

    A column is at least as wide as its longest word, one of numbers as its ``longest``; what is left goes to the
    columns of longer texts.
    """
    rows = [item for item in islice(items, 0, _REACH, _REACH // _SAMPLE) if not isinstance(item, str)]
    needed, wanted = [], []
    for at, head in enumerate(heads):
        texts = [head.label, *(row[at] or "" for row in rows)]
        parts = [longest[at], head.label] if head.numeric else [word for text in texts for word in text.split()]
        needed.append(_PADDING + max(map(_least if not head.numeric else _ems, parts), default=0.0))
        wanted.append(_PADDING + fmean(min(_ems(text), _LONGEST) for text in texts))
    given = {at: head.width / 100 * _TABLE for at, head in enumerate(heads) if head.width}
    shares = [given.get(at, need) for at, need in enumerate(needed)]
    left = _TABLE - sum(shares)
    free = [at not in given for at in range(len(heads))]
    asked = [max(0.0, want - need) * own for want, need, own in zip(wanted, needed, free, strict=True)]
    weights = asked if sum(asked) > 0 else [float(own) for own in free]
    if left > 0 and sum(weights) > 0:
        part = left / sum(weights)
        shares = [share + part * weight for share, weight in zip(shares, weights, strict=True)]
    total = sum(shares)
    return tuple(replace(head, width=round(100 * share / total, 3)) for head, share in zip(heads, shares, strict=True))


def _least(word: str) -> float:
    """Return the room that a word needs, in ems."""
    return _ems(word) if _CODE.fullmatch(word) and any(map(str.isdigit, word)) else min(_ems(word), _WORD)


def _ems(text: str) -> float:
    capitals = sum(map(str.isupper, text))
    figures = sum(map(str.isdigit, text))
    return capitals * _EM_CAPITAL + figures * _EM_FIGURE + (len(text) - capitals - figures) * _EM_LETTER
