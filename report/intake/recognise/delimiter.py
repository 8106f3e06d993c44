"""Detect the delimiter of a text file by how evenly it splits all rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

#: Delimiters; the first wins a tie.
DELIMITERS = ("\t", ";", "؛", "|", ",", "،")
#: The least share of equally split rows for a delimiter.
_LEAST_SHARE = 0.5


def ranked(head: str) -> list[str]:
    """Return the possible delimiters of a text that begins with ``head``, the likeliest first.

    The list is empty when the text has one column.
    """
    scores = {}
    for delimiter in DELIMITERS:
        if delimiter in head:
            reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
            counts = lengths(reader)
            # A delimiter in every row, header included, indicates ragged rows, not prose.
            if counts and (min(counts) > 1 or evenness(counts)[0] > _LEAST_SHARE):
                scores[delimiter] = evenness(counts)
    return sorted(scores, key=lambda delimiter: scores[delimiter], reverse=True)


def lengths(records: Iterable[Sequence[str]]) -> list[int]:
    """Return the cell count of each record, up to an unreadable one, without blank lines."""
    counts = []
    try:
        for record in records:
            if record:
                counts.append(len(record))
    except csv.Error:
        pass
    return counts


def evenness(counts: Sequence[int]) -> tuple[float, float, int]:
    """Return the share of rows with the commonest cell count above one, whether the first row has
    it (0 or 1), and that count; zeros when no row is split.
    """
    parted = Counter(count for count in counts if count > 1)
    if not parted:
        return 0.0, 0.0, 0
    width, number = max(parted.items(), key=lambda item: (item[1], item[0]))
    return number / len(counts), float(counts[0] == width), width
