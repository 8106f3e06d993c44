"""``text``: free text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from report.intake.types.kind import TextType

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from report.brief.tables import Column
    from report.intake.normalise.distinct import Distinct
    from report.intake.normalise.model import NormalColumn, Policy, Reading
    from report.intake.stores import Store


class _Text(TextType):
    name = "text"
    is_words = True
    is_free_text = True

    def whole(
        self,
        raw: pd.Series,
        texts: pa.ChunkedArray | None,
        typed: pa.ChunkedArray | None,
        column: Column,
        policy: Policy,
        by_cells: Callable[[Distinct], NormalColumn],
    ) -> NormalColumn | None:
        from report.intake.normalise.quick import quick_texts

        if texts is None or column.aliases:
            return None
        return quick_texts(raw, texts, column, policy, by_cells)

    def read(
        self,
        cells: Sequence[object],
        counts: Callable[[], Sequence[int]],
        column: Column,
        policy: Policy,
    ) -> Reading:
        from report.intake.normalise.model import Reading

        return Reading(list(cells))

    def store(self, cells: pd.Series, locale: str) -> Store:
        from report.intake.frames import free_texts_store

        return free_texts_store(cells)


TEXT = _Text()
