"""The order of rows: by several columns or expressions, each ascending or descending."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from report.arabic import sort_key
from report.arabic.dates import Interval
from report.errors import Location
from report.intake.conditions import Value
from report.intake.model import EventTable
from report.measures.selection import MISSING, coded_values

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_DESCENDING = "-"


def in_order(
    table: EventTable, frame: pd.DataFrame, keys: Sequence[str], locale: str, where: Location
) -> pd.DataFrame:
    """Return the rows of ``frame`` sorted by all keys, the first key first.

    A key is the name of a column or an expression; ``-`` before it makes it descending. Texts are
    in the collation of the locale, categories with declared values in the order of these, dates by
    their first day. Blanks come last in both directions. The sort is stable:
    rows with equal keys keep their order.

    :raises ExpressionError: what is wrong with an expression.
    """
    import numpy as np

    if not keys:
        return frame
    ranks = [_ranks(table, frame, key, locale, where) for key in keys]
    return frame.iloc[np.lexsort(ranks[::-1])]


def _ranks(
    table: EventTable, frame: pd.DataFrame, key: str, locale: str, where: Location
) -> np.ndarray:
    """Return for each row its rank by one key."""
    import numpy as np

    is_column = key in frame.columns
    is_descending = not is_column and key.startswith(_DESCENDING)
    name = key[1:].strip() if is_descending else key
    if name in frame.columns:
        values, codes = coded_values(frame, name)
        declared: Sequence[str] = table.columns[name].values
    else:
        values, codes, declared = _evaluated(table, frame, name, where)
    keys = [_sort_value(value, declared, locale) for value in values]
    distinct = sorted(set(keys), reverse=is_descending)
    places = {value: place for place, value in enumerate(distinct)}
    ranks = [len(distinct) if value[0] == _LAST else places[value] for value in keys]
    return np.array([*ranks, len(distinct)], dtype=np.int64)[codes]


def _evaluated(
    table: EventTable, frame: pd.DataFrame, text: str, where: Location
) -> tuple[list[Value], np.ndarray, Sequence[str]]:
    """Return the values of an expression, for each row the index of its value, and the declared
    order."""
    import numpy as np

    from report.expressions.evaluation import evaluate
    from report.expressions.expression import check
    from report.expressions.faults import faults_at
    from report.expressions.schema import Scope

    with faults_at(where):
        expression = check(text, Scope(table.rows.schema))
        vector = evaluate(expression.tree, table.rows)
    places = table.frame.index.get_indexer(frame.index)
    if len(vector) == 1 and len(table.frame) != 1:
        places = np.zeros(len(frame), dtype=np.int64)
    numbers: dict[object, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in vector.take(places).objects()]
    return list(numbers), np.array(codes, dtype=np.int64), expression.type.values


#: The first part of the key of a blank.
_LAST = 4


def _sort_value(value: object, declared: Sequence[str], locale: str) -> tuple[int, object]:
    """Return a key that puts declared values, numbers, dates and texts in order."""
    if value is None or value == MISSING:
        return _LAST, 0
    if value in declared:
        return 0, list(declared).index(str(value))
    if isinstance(value, int | Fraction | Decimal):
        return 1, value
    if isinstance(value, Interval):
        return 2, (value.start is None, str(value.start or value.end))
    return 3, sort_key(str(value), locale)
