"""Years: read as integers of at most four digits, and detected in undeclared columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from report.intake.normalise.model import Reading
from report.intake.normalise.numbers import read_numbers

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column

FIRST, LAST = 1, 9999
#: The range of years, Hijri and Gregorian, in an undeclared column of years.
_USUAL_FIRST, _USUAL_LAST = 1000, 2999
_WORDED = re.compile(
    r"(?:(?:ال)?سنة|(?:ال)?عام|année|year|fy)?\s*([0-9]{3,4})\s*(?:م|ميلادية|هـ?|هجرية|ad|ce|ah)?\.?",
    re.IGNORECASE,
)
#: Words for years in column names; «العام» also means "general", so it counts only alone or first.
_NAMES = frozenset(["سنة", "السنة", "year", "years", "annee", "exercice", "millesime", "yr"])
_FIRST_NAMES = frozenset(["عام", "العام", "an"])


def read_years(
    cells: Sequence[object], counts: Sequence[int], column: Column, locale: str
) -> Reading:
    """Read the distinct cells of a column of years: «2025», «سنة 2025», «1446هـ»; ``bad-year``
    otherwise.
    """
    bare = [
        match[1] if isinstance(cell, str) and (match := _WORDED.fullmatch(cell)) else cell
        for cell in cells
    ]
    read = read_numbers(bare, counts, column, locale, whole=True)
    values = [
        value if isinstance(value, int) and FIRST <= value <= LAST else None
        for value in read.values
    ]
    changed = {
        position: "number"
        for position, (cell, stripped) in enumerate(zip(cells, bare, strict=True))
        if cell != stripped
    }
    return Reading(
        list(values),
        {position: "bad-year" for position, value in enumerate(values) if value is None},
        {**read.steps, **changed},
        read.decided,
    )


def names_years(name: str) -> bool:
    """Return whether a column's name, or its label, indicates years."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", name) if unicodedata.category(char) != "Mn"
    )
    words = re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare))
    folded = [word.casefold() for word in words]
    return bool(_NAMES.intersection(folded)) or (
        bool(folded) and folded[0] in _FIRST_NAMES and len(folded) < 3
    )


def are_years(values: pd.Series) -> bool:
    """Return whether every number of a column may be a year; false for a column without numbers."""
    least, most = values.min(skipna=True), values.max(skipna=True)
    return bool(values.notna().any() and least >= _USUAL_FIRST and most <= _USUAL_LAST)
