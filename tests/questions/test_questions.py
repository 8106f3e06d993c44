"""Questions of an analyst: each answered by a brief, and held against DuckDB's answer to plain SQL.

The SQL in ``sql/`` and ``more/sql/`` is written from the words of the questions alone. Every cell is
compared: order, blanks, and numbers at the decimals that are printed; and so are the rows behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from measures.engines import cells_of
from properties import slow

from questions.answers import (
    answer_of,
    brief_of,
    difference,
    expected_answer,
    load_toml,
)
from questions.asking import asked, block_of, dimensions_of
from questions.duck import TABLES
from report.brief.tables import Table
from report.document.blocks.table import PivotTable
from report.measures.model import Result

HERE = Path(__file__).parent
QUESTIONS = HERE.parents[1] / "../shared/questions/questions.toml"
BRIEFS = sorted([*HERE.glob("briefs/*.toml"), *HERE.glob("more/briefs/*.toml")])


def _is_slow(path: Path) -> bool:
    """Return whether a question is not of the ninety, or asks of a table of 870,109 rows."""
    return "more" in path.parts or "votes" in path.read_text("utf-8")


#: The daily run asks one question in four.
CASES = [slow(path) if number % 4 or _is_slow(path) else path for number, path in enumerate(BRIEFS)]


@pytest.fixture(scope="session")
def shared() -> Mapping[str, Any]:
    return load_toml(HERE / "tables.toml")["tables"]


@pytest.fixture(scope="module", autouse=True)
def _files_are_read_once() -> Iterator[None]:
    """Keep what is read of each file: most questions ask of the same four."""
    from report import intake

    tables_read: dict[str, Any] = {}
    read = intake.read_subject

    def remembered(name: str, spec: Table, *place: Any) -> Any:
        key = spec.model_dump_json()
        if key not in tables_read:
            tables_read[key] = read(name, spec, *place)
        return tables_read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "read_subject", remembered)
        yield


def test_every_question_is_asked() -> None:
    if not QUESTIONS.is_file():
        pytest.skip("../shared/questions is not here")
    names = {question["id"] for question in load_toml(QUESTIONS)["questions"]}
    assert names == {path.stem for path in HERE.glob("briefs/*.toml")}
    assert names == {path.stem for path in HERE.glob("sql/*.sql")}
    more = {path.stem for path in HERE.glob("more/briefs/*.toml")}
    assert len(more) >= 40 and more == {path.stem for path in HERE.glob("more/sql/*.sql")}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_answer_is_that_of_duckdb(
    path: Path, database: duckdb.DuckDBPyConnection, shared: Mapping[str, Any]
) -> None:
    fragment = load_toml(path)
    sql = (path.parents[1] / "sql" / f"{path.stem}.sql").read_text("utf-8")
    expected, rows = expected_answer(database, sql)
    brief = brief_of(fragment, shared, TABLES)
    block = block_of(brief)
    result = asked(brief)
    actual = answer_of(result, dimensions_of(block))
    assert len(actual) == len(expected)
    width = len(expected[0])
    differences = []
    for row, (line, cells) in enumerate(zip(expected, actual, strict=True)):
        for column, (cell, value) in enumerate(zip(line, cells[:width], strict=True)):
            if (text := difference(cell, value)) is not None:
                differences.append(f"row {row}, column {column}: {text}")
    assert differences == []
    assert rows is None or _rows(result, block, fragment, rows) == rows
    assert _miscounted(result, block, fragment, shared) == []


def _rows(
    result: Result,
    block: PivotTable,
    fragment: Mapping[str, Any],
    expected: list[frozenset[int]],
) -> list[frozenset[int]]:
    """Return the rows behind each row of the result, of the measures that compare with no other.

    Where all are compared with others, only that no row is wanting is looked at.
    """
    plain = [
        place
        for place, item in enumerate(block.measures)
        if not item.show and _is_plain(fragment["measures"][item.measure])
    ]
    row_lists = []
    for row in range(len(result.rows)):
        cells = cells_of(result, row)
        stored = [
            cell
            for place, cell in enumerate(cells)
            if not plain or place % len(result.measures) in plain
        ]
        numbers = set()
        for cell in stored:
            for rowset in cell.provenance.rows:
                for number in rowset.rows:
                    numbers.add(number)
        row_lists.append(frozenset(numbers if plain else numbers & expected[row]))
    return row_lists


def _miscounted(
    result: Result, block: PivotTable, fragment: Mapping[str, Any], shared: Mapping[str, Any]
) -> list[tuple[object, int]]:
    """Return the counts of rows of files that are not the number of the rows behind them."""
    counts = {
        place
        for place, item in enumerate(block.measures)
        if not item.show and _counts_rows(fragment["measures"][item.measure], shared)
    }
    cells = []
    for row in range(len(result.rows)):
        for place, cell in enumerate(cells_of(result, row)):
            if place % len(result.measures) in counts:
                cells.append(cell)
    behind = []
    for cell in cells:
        behind.append((cell.value, sum(len(rowset.rows) for rowset in cell.provenance.rows)))
    return [(value, number) for value, number in behind if value != number]


def _counts_rows(measure: Mapping[str, Any], tables: Mapping[str, Any]) -> bool:
    name = measure.get("from", measure["value"].removeprefix("count(").removesuffix(")"))
    is_count = measure["value"].startswith("count(") and measure["value"].count(")") == 1
    return is_count and name in tables and "show" not in measure


def _is_plain(measure: Mapping[str, Any]) -> bool:
    return "show" not in measure and "total(" not in measure["value"]
