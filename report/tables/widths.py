"""The widths of a long table's columns, from what stands in them.

A table that goes over hundreds of pages is not measured word by word: its columns get their shares of the width from
a sample of the rows, the same on every page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from statistics import fmean

from report.tables.model import HeadCell, Item

#: The widths of letters in ems, on the safe side: figures and capitals are wide, Arabic letters are narrow.
_EM_FIGURE, _EM_LETTER = 0.62, 0.55
#: The padding of a cell, and the width of a table on an A4 page, in ems of a register's type (9 pt).
_PADDING, _TABLE = 0.95, 51.0
#: So many rows are looked at, spread over this many of the first.
_SAMPLE, _REACH = 400, 2_000
#: However long the texts of a column are, it asks for no more room than such texts.
_LONGEST = 90


def with_widths(heads: Sequence[HeadCell], items: Iterator[Item]) -> tuple[HeadCell, ...]:
    """Return the columns with widths in percent that sum to 100; those that the brief gives stand as far as they can.

    A column is at least as wide as its longest word, one of numbers as its longest number; what is left goes to the
    columns of longer texts.
    """
    rows = [item for item in islice(items, 0, _REACH, max(1, _REACH // _SAMPLE)) if not isinstance(item, str)]
    needed, wanted = [], []
    for at, head in enumerate(heads):
        texts = [head.label, *(row[at] or "" for row in rows)]
        parts = texts[1:] if head.numeric else [word for text in texts for word in text.split()]
        needed.append(_PADDING + max(map(_ems, [*parts, max(head.label.split(), key=len, default="")])))
        wanted.append(_PADDING + fmean(min(_ems(text), _LONGEST * _EM_LETTER) for text in texts))
    given = {at: head.width / 100 * _TABLE for at, head in enumerate(heads) if head.width}
    shares = [given.get(at, need) for at, need in enumerate(needed)]
    left = _TABLE - sum(shares)
    free = [at not in given for at in range(len(heads))]
    asked = [max(0.0, want - need) * own for want, need, own in zip(wanted, needed, free, strict=True)]
    weights = asked if sum(asked) > 0 else [float(own) for own in free]
    if left > 0 and sum(weights) > 0:
        part = left / sum(weights)
        shares = [share + part * weight for share, weight in zip(shares, weights, strict=True)]
    whole = sum(shares)
    return tuple(replace(head, width=round(100 * share / whole, 3)) for head, share in zip(heads, shares, strict=True))


def _ems(text: str) -> float:
    figures = sum(sign.isdigit() or sign.isupper() for sign in text)
    return figures * _EM_FIGURE + (len(text) - figures) * _EM_LETTER
