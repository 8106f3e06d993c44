"""Turn the raw cells of a table into normal values, and these into the event table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from report.brief.tables import Column, Table
from report.errors import Finding
from report.intake.model import EventTable

if TYPE_CHECKING:
    import pandas as pd

    from report.arabic import Interval
    from report.intake.grid import Grid
    from report.intake.normalise import NormalColumn
    from report.intake.validate import TableUnderTest

#: The number of cells from which columns are normalised in parallel.
MANY_CELLS = 500_000


def give_back() -> None:
    """Return the memory that Arrow's pool no longer uses to the system."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def subject_of(
    name: str, spec: Table, grids: tuple[Grid, ...], locale: str, period: Interval | None = None
) -> tuple[TableUnderTest, Mapping[str, NormalColumn]]:
    """Return a table made of these grids, with normalised cells.

    :param period: the period of the brief; it supplies the year of dates without one.
    """
    import pandas as pd

    from report.intake.normalise import Policy, normalise_column
    from report.intake.side_by_side import side_by_side
    from report.intake.validate import TableUnderTest

    labels = grids[0].labels
    columns = {
        title: spec.columns.get(title) or Column(label=labels.get(title, title))
        for title in grids[0].header
    }
    policy = Policy(spec.normalise, spec.missing, locale, period)
    raw = [_joined(grids, index) for index in range(len(columns))]
    many = sum(map(len, raw)) >= MANY_CELLS
    if many:
        give_back()
    pairs = zip(raw, columns.values(), strict=True)
    normalised = side_by_side(lambda pair: normalise_column(*pair, policy), pairs, many=many)
    normals = dict(zip(columns, normalised, strict=True))
    columns, normals = _worked_out(columns, normals)
    # Columns are immutable, so the frame needs no copies.
    frame = pd.DataFrame({title: normal.values for title, normal in normals.items()}, copy=False)
    faults = {title: normal.faults for title, normal in normals.items() if normal.faults}
    return TableUnderTest(name, spec, grids, frame, columns, faults), normals


def _worked_out(
    columns: Mapping[str, Column], normals: Mapping[str, NormalColumn]
) -> tuple[dict[str, Column], dict[str, NormalColumn]]:
    """Return the columns with display settings that their cells determine: decimals, percent,
    grouping.
    """
    from report.intake.normalise import Decided
    from report.intake.normalise.years import are_years, names_years

    new_columns, new_normals = dict(columns), dict(normals)
    for title, column in columns.items():
        normal = normals[title]
        for decision in normal.decided:
            if decision.what == "decimals":
                new_columns[title] = new_columns[title].model_copy(
                    update={"decimals": int(decision.value)}
                )
            elif decision.what == "percent" and "percent" in column.facts.keys:
                new_columns[title] = new_columns[title].model_copy(update={"percent": True})
        named = names_years(title) or names_years(column.label)
        if (
            column.facts.is_amount
            and column.facts.is_whole
            and column.grouping is None
            and named
            and are_years(normal.values)
        ):
            new_columns[title] = new_columns[title].model_copy(update={"grouping": False})
            new_normals[title] = replace(
                normal, decided=(*normal.decided, Decided("grouping", "false"))
            )
    return new_columns, new_normals


def _joined(grids: tuple[Grid, ...], index: int) -> pd.Series:
    """Return one column across all files, concatenated in file order."""
    import pandas as pd

    if len(grids) == 1:
        return grids[0].columns[index]
    columns = [grid.columns[index] for grid in grids]
    if len({column.dtype for column in columns}) > 1:
        columns = [column.astype(object) for column in columns]
    return pd.concat(columns, ignore_index=True)


def event_table(
    subject: TableUnderTest,
    normals: Mapping[str, NormalColumn],
    findings: Sequence[Finding],
    locale: str,
) -> EventTable:
    """Return the event table of a subject; ``findings`` are all findings about it."""
    from report.intake.frames import row_index, values_frame
    from report.intake.quality import quality
    from report.intake.types.kind import shown_columns

    return EventTable(
        name=subject.name,
        label=subject.spec.label,
        frame=values_frame(subject.frame, subject.columns, row_index(subject.grids), locale),
        columns=shown_columns(subject.columns, locale),
        grids=subject.grids,
        quality=quality(subject, normals, findings),
        findings=tuple(findings),
        locale=locale,
    )
