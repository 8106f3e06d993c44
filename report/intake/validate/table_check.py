"""Checks of the cells or rows of a table, vectorised.

A check that every cell passes needs no report. pandera collects the failures of the others; it is
loaded when the first check fails, since loading it takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from report.intake.side_by_side import side_by_side

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import Check, DataFrameSchema


def _nothing(_position: int) -> Mapping[str, object]:
    """Add nothing to a finding."""
    return {}


#: The number of rows from which columns are checked in parallel.
_MANY_ROWS = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class TableCheck:
    """One rule applied to a column, or to the rows.

    ``passes`` takes the column's series (without blanks, unless ``blanks``), or the frame if
    ``rows``, and returns a series of booleans with the same index; ``<NA>`` passes. A failure is
    reported at the cell of ``column``, with ``values`` and the values of ``detail`` for its
    position. Unreadable cells in the columns ``uses`` excuse a failure.
    """

    rule: str
    column: str
    passes: Callable[[Any], pd.Series]
    values: Mapping[str, object] = field(default_factory=dict)
    detail: Callable[[int], Mapping[str, object]] = _nothing
    uses: tuple[str, ...] = ()
    blanks: bool = False
    rows: bool = False

    @property
    def ignores_blanks(self) -> bool:
        """Whether ``passes`` takes the column without its blanks."""
        return not (self.blanks or self.rows)

    def results(self, data: pd.Series | pd.DataFrame) -> pd.Series:
        """Return for each cell, or row, of ``data`` whether it passes."""
        return self.passes(data).fillna(True).astype(bool)

    def holds(self, frame: pd.DataFrame) -> bool:
        """Return whether every cell of the column, or every row, passes."""
        data = frame if self.rows else frame[self.column]
        return bool(self.results(data.dropna() if self.ignores_blanks else data).all())


def failures(
    frame: pd.DataFrame, checks: Sequence[TableCheck]
) -> Iterator[tuple[TableCheck, np.ndarray]]:
    """Yield each check with failures, and the ascending positions that fail."""
    many = len(frame) >= _MANY_ROWS
    groups: dict[str | None, list[TableCheck]] = {}
    for table_check in checks:
        groups.setdefault(None if table_check.rows or not many else table_check.column, []).append(
            table_check
        )
    results = side_by_side(lambda group: list(_failures(frame, group)), groups.values(), many=many)
    yield from sorted(
        chain.from_iterable(results),
        key=lambda failure: checks.index(failure[0]),
    )


def _failures(
    frame: pd.DataFrame, checks: Sequence[TableCheck]
) -> Iterator[tuple[TableCheck, np.ndarray]]:
    checks = [table_check for table_check in checks if not table_check.holds(frame)]
    if not checks:
        return
    from pandera.errors import SchemaErrors

    schema = _schema(checks)
    # pandera stores its schema on the frame and complains at exit if the frame still exists.
    passing = frame.copy(deep=False)
    try:
        schema.validate(passing, lazy=True, inplace=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            if error.check_output is None:
                # Not a failure but an exception inside a check, which is a fault of Mujaz.
                raise error from error.__cause__
            failed: pd.Series = error.check_output
            positions = failed.index[~failed.to_numpy(dtype=bool)].to_numpy(dtype=np.int64)
            yield checks[int(error.check.name)], positions


def _schema(checks: Sequence[TableCheck]) -> DataFrameSchema:
    import pandera.pandas as pa

    of_column: dict[str, list[Check]] = {}
    of_rows: list[Check] = []
    for number, table_check in enumerate(checks):
        check = pa.Check(
            table_check.results,
            name=str(number),
            ignore_na=table_check.ignores_blanks,
            # pandera formats each case it collects; the positions come from the result itself.
            n_failure_cases=1,
        )
        (of_rows if table_check.rows else of_column.setdefault(table_check.column, [])).append(
            check
        )
    columns = {
        name: pa.Column(checks=column_checks, nullable=True)
        for name, column_checks in of_column.items()
    }
    return pa.DataFrameSchema(columns, checks=of_rows)
