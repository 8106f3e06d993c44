"""The sign that parts the cells of a text file, by how evenly it parts all of its rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

#: In the order that decides between equals.
DELIMITERS = ("\t", ";", "؛", "|", ",", "،")
#: A sign that parts fewer of the rows alike is no delimiter but a sign of the text.
_LEAST_SHARE = 0.5


def ranked(head: str) -> list[str]:
    """Return the delimiters that may be that of a text which begins with ``head``, the likeliest first; none when
    the text has one column."""
    scores = {}
    for delimiter in DELIMITERS:
        if delimiter in head:
            reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
            counts = lengths(reader)
            # Where it parts every row, the header too, the rows are ragged and no prose.
            if counts and (min(counts) > 1 or evenness(counts)[0] > _LEAST_SHARE):
                scores[delimiter] = evenness(counts)
    return sorted(scores, key=lambda delimiter: scores[delimiter], reverse=True)


def lengths(records: Iterable[Sequence[str]]) -> list[int]:
    """Return how many cells each record has, blank lines left out; what cannot be read on is left out too."""
    counts = []
    try:
        for record in records:
            if record:
                counts.append(len(record))
    except csv.Error:
        pass
    return counts


def evenness(counts: Sequence[int]) -> tuple[float, float, int]:
    """Return what share of the rows has the commonest number of cells above one, whether the first row has it too
    (as 0 or 1), and that number; 0 for all when no row is separated."""
    parted = Counter(count for count in counts if count > 1)
    if not parted:
        return 0.0, 0.0, 0
    width, number = max(parted.items(), key=lambda item: (item[1], item[0]))
    return number / len(counts), float(counts[0] == width), width
