"""Distinct cells of a column: each is computed once and mapped back to its positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from report.intake.missing_values import is_missing

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: The texts of a column recur when the first ``_SAMPLE`` of them are at least ``_TIMES`` times as
#: many as their distinct ones.
_SAMPLE, _TIMES = 2_000, 8


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """``cells`` are the distinct cells of a column in the order of their first occurrences;
    ``codes`` index them by position, -1 for a blank.
    """

    cells: list[object]
    codes: np.ndarray

    def counts(self) -> np.ndarray:
        """Return the number of occurrences of each cell in the column."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.cells))

    def first_positions(self) -> np.ndarray:
        """Return the position of the first occurrence of each cell."""
        codes, first = np.unique(self.codes, return_index=True)
        return first[codes >= 0]

    def positions(self, chosen: Sequence[int]) -> np.ndarray:
        """Return the positions of the cells with these codes, ascending."""
        mask = np.zeros(len(self.cells) + 1, dtype=bool)
        mask[list(chosen)] = True
        mask[-1] = False
        return np.flatnonzero(mask[self.codes])


def arrow_of(raw: pd.Series) -> pa.ChunkedArray | None:
    """Return a text column as an Arrow array, without a copy; ``None`` for a column of objects."""
    import pandas as pd
    import pyarrow as pa

    if not isinstance(raw.dtype, pd.StringDtype):
        return None
    texts = raw.array.__arrow_array__(type=pa.large_string())
    return texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])


def typed_of(raw: pd.Series) -> pa.ChunkedArray | None:
    """Return a column that the file stores as numbers, booleans or days as an Arrow array; else
    ``None``.
    """
    import pandas as pd

    return raw.array.__arrow_array__() if isinstance(raw.dtype, pd.ArrowDtype) else None


def distinct_texts(texts: pa.ChunkedArray) -> Distinct:
    """Return the distinct texts of a column, or its distinct values of another single type."""
    import pyarrow.compute as pc

    if not len(texts):
        return Distinct([], np.empty(0, dtype=np.int64))
    coded = pc.dictionary_encode(texts).combine_chunks()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Distinct(coded.dictionary.to_pylist(), codes)


def recur(texts: pa.ChunkedArray) -> bool:
    """Return whether the texts of a column recur, judged by a sample of the first ones."""
    import pyarrow.compute as pc

    head = texts.slice(0, _SAMPLE)
    return int(pc.count_distinct(head).as_py()) * _TIMES <= len(head)


def text_codes(texts: pa.ChunkedArray) -> pd.Series:
    """Return a number for each text, equal for equal texts; ``<NA>`` for blanks."""
    import pandas as pd
    import pyarrow.compute as pc

    indices = [chunk.indices for chunk in pc.dictionary_encode(texts).chunks]
    blank = [chunk.is_null().to_numpy(zero_copy_only=False) for chunk in indices]
    numbers = [chunk.fill_null(0).to_numpy(zero_copy_only=False) for chunk in indices]
    empty = np.empty(0, dtype=np.int32)
    numbered = pd.arrays.IntegerArray(
        np.concatenate([empty, *numbers]), np.concatenate([empty.astype(bool), *blank])
    )
    return pd.Series(numbered)


def distinct_objects(raw: pd.Series) -> Distinct:
    """Return the distinct cells of a column of objects: 1, 1.0, ``True`` and ``"1"`` are four."""
    import pandas as pd

    code_by_cell: dict[tuple[type, object], int] = {}
    codes = np.empty(len(raw), dtype=np.int64)
    for position, cell in enumerate(raw.array):
        blank = cell is None or cell is pd.NA or cell != cell
        codes[position] = (
            -1 if blank else code_by_cell.setdefault((type(cell), cell), len(code_by_cell))
        )
    return Distinct([cell for _, cell in code_by_cell], codes)


def text_series(values: Sequence[object], codes: np.ndarray) -> pd.Series:
    """Return the texts of these codes as ``string[pyarrow]``; ``None`` and -1 are blank."""
    import pandas as pd
    import pyarrow as pa

    taken = pa.array([*values, None], type=pa.large_string()).take(
        pa.array(np.where(codes < 0, len(values), codes))
    )
    return pd.Series(pd.StringDtype("pyarrow").__from_arrow__(taken))  # type: ignore[attr-defined]


def masked_series(values: Sequence[object], codes: np.ndarray, dtype: str) -> pd.Series:
    """Return the values of these codes as a series of ``Int64``, ``Float64`` or ``boolean``."""
    import pandas as pd

    taken = pd.array([*values, None], dtype=dtype)  # type: ignore[call-overload]
    return pd.Series(taken.take(np.where(codes < 0, len(values), codes)))


def object_series(values: Sequence[object], codes: np.ndarray) -> pd.Series:
    """Return the values of these codes as a series of objects; equal codes share one object."""
    import pandas as pd

    table = np.empty(len(values) + 1, dtype=object)
    table[: len(values)] = values
    return pd.Series(table[codes], dtype=object)


def by_step(
    steps: Mapping[int, Mapping[str, tuple[str, str]]],
) -> dict[str, dict[int, tuple[str, str]]]:
    """Invert changes by cell into changes by step."""
    turned: dict[str, dict[int, tuple[str, str]]] = {}
    for code, changed in steps.items():
        for step, pair in changed.items():
            turned.setdefault(step, {})[code] = pair
    return turned


def shared_objects(values: pd.Series) -> tuple[np.ndarray, list[object]]:
    """Return, for a series of objects, the index of each cell's object, and the distinct objects.

    Objects are compared by identity: hashing a million dates takes seconds, and normalisation
    shares one object per distinct text. Two equal dates may therefore be two objects.
    """
    import pandas as pd

    cells = values.to_numpy(dtype=object)
    identities = np.fromiter(map(id, cells), dtype=np.int64, count=len(cells))
    codes, _ = pd.factorize(identities)
    first = np.zeros(codes.max(initial=-1) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return codes, [cells[index] for index in first]


def equal_codes(values: pd.Series) -> pd.Series:
    """Return a number for each cell of hashable objects, equal for equal cells; ``<NA>`` for
    blanks.
    """
    import pandas as pd

    codes, objects = shared_objects(values)
    numbers: dict[object, int] = {}
    blank = map(is_missing, objects)
    of_object = [
        pd.NA if empty else numbers.setdefault(value, len(numbers))
        for value, empty in zip(objects, blank, strict=True)
    ]
    taken = pd.array(of_object, dtype="Int64").take(codes)
    return pd.Series(taken, index=values.index)
