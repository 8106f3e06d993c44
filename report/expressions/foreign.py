"""What people write from habit in an expression, and what it is in this language: functions of
spreadsheets, digits and signs of numbers."""

from __future__ import annotations

import re
import unicodedata

#: Functions of spreadsheets and databases, with what replaces them.
_FUNCTIONS = {
    "mean(…)": "average avg",
    "mean(… where …)": "averageif averageifs",
    "count(where …)": "countif countifs",
    "sum(… where …)": "sumif sumifs",
    "count(…)": "counta countrows",
    "distinct(…)": "countunique distinctcount countd nunique",
    "std(…)": "stdev stddev stdeva",
    "quantile(…, 0.9)": "percentile quartile",
    "coalesce(…)": "iferror ifnull nvl isnull ifna",
    "concat(…)": "concatenate textjoin",
    "if(…, …, …)": "iif",
}
_WRITTEN = {name: text for text, names in _FUNCTIONS.items() for name in names.split()}
#: Functions that look a value up in another table.
LOOKUPS = frozenset(
    ["vlookup", "xlookup", "hlookup", "lookup", "index", "match", "related", "lookupvalue"]
)
#: A number in digits of any script, with a decimal sign.
_DIGITS = re.compile(r"\d+(?:[.٫]\d+)?")


def written_as(function: str) -> str | None:
    """Return what replaces a function of spreadsheets; ``None`` for another name."""
    return _WRITTEN.get(function.lower().replace("_", "").replace(".", ""))


def is_lookup(function: str) -> bool:
    """Return whether a function of spreadsheets looks a value up in another table."""
    return function.lower().replace("_", "").replace(".", "") in LOOKUPS


def western(text: str, place: int) -> tuple[str, str] | None:
    """Return the number that begins at a place, as written and in Western digits; ``None`` where
    none does, or where it is in Western digits already."""
    match = _DIGITS.match(text, place)
    if match is None or match[0].isascii():
        return None
    signs = (str(unicodedata.digit(sign)) if sign.isdigit() else "." for sign in match[0])
    return match[0], "".join(signs)
