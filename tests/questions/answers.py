"""What Mujaz answers to a question, and what DuckDB does, in one form."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
from measures.engines import cells_of

from brief.minimal import heading_of, merged
from report.arabic.dates import Interval
from report.brief.load import LoadedBrief, loaded_from_model
from report.brief.model import Brief
from report.measures.model import Cell, Member, Result

#: A cell as a question asks for it: numbers are exact.
Answer = int | Fraction | str | bool | dt.date | None
#: Texts stay in their written form.
AS_WRITTEN = dict.fromkeys(
    (
        "nfc",
        "presentation_forms",
        "look_alikes",
        "tatweel",
        "bidi_controls",
        "spaces",
        "missing_words",
    ),
    False,
)
HEADING = tomllib.loads(heading_of("1870-01-01/2030-12-31"))


def brief_of(fragment: Mapping[str, Any], shared: Mapping[str, Any], folder: Path) -> LoadedBrief:
    """Return a fragment as a whole brief: the tables that it needs, its measures, and its block.

    A ``[brief]`` of the fragment has the keys of the heading that the question depends on.
    """
    own = fragment.get("tables", {})
    names = set(_needed(fragment, shared))
    tables = merged({name: shared[name] for name in shared if name in names}, own)
    for name, table in tables.items():
        table.setdefault("label", name)
        if "from" not in table:
            table["normalise"] = AS_WRITTEN
        columns = table.get("columns", {})
        table["columns"] = {key: {"label": key, **column} for key, column in columns.items()}
    (block,) = fragment["sections"]["blocks"]
    measures = {name: {"label": name, **measure} for name, measure in fragment["measures"].items()}
    data = {
        **merged(HEADING, {"brief": fragment.get("brief", {})}),
        "tables": tables,
        "measures": measures,
        "sections": [{"title": "القسم", "blocks": [{"caption": "جواب", **block}]}],
    }
    return loaded_from_model(Brief.model_validate(data), folder)


def _needed(fragment: Mapping[str, Any], shared: Mapping[str, Any]) -> Iterator[str]:
    """Yield the shared tables whose names are in the fragment."""
    words = str(fragment)
    return (name for name in shared if name in words)


def load_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


def expected_answer(
    connection: duckdb.DuckDBPyConnection, sql: str
) -> tuple[list[list[Any]], list[frozenset[int]] | None]:
    """Return the rows that DuckDB gives, and for each the numbers of the rows behind it."""
    reply = connection.execute(sql)
    names = [column[0] for column in reply.description]
    rows = reply.fetchall()
    if "rows" not in names:
        return [list(row) for row in rows], None
    place = names.index("rows")
    cells = []
    for row in rows:
        cells.append([cell for index, cell in enumerate(row) if index != place])
    return (
        cells,
        [frozenset(row[place] or ()) for row in rows],
    )


def answer_of(result: Result, dimensions: Sequence[str]) -> list[list[Answer | Cell]]:
    """Return the members and the cells of a result, row after row.

    :param dimensions: the expressions of its rows.
    """
    return [
        [*_members(members, dimensions), *cells_of(result, row)]
        for row, members in enumerate(result.rows)
    ]


def _members(members: Sequence[Member], dimensions: Sequence[str]) -> Iterator[Answer]:
    is_total = bool(members) and members[0].kind == "total"
    for place, member in enumerate(members):
        if is_total and place:
            yield None
        elif member.kind == "value":
            yield from _parts(member.value, dimensions[place])
        else:
            yield _SPECIAL[member.kind]


_SPECIAL = {"missing": "(blank)", "others": "Others", "total": "Total", "subtotal": "Subtotal"}


def _parts(value: Any, dimension: str) -> Iterator[Answer]:
    """Yield a value; a period of the calendar is its year and its number in the year."""
    if isinstance(value, tuple):
        for piece in value:
            yield from _parts(piece, "")
    elif not isinstance(value, Interval) or value.start is None:
        yield value
    elif dimension.startswith("year_week("):
        year, week, _ = value.start.isocalendar()
        yield from (year, week, value.start)
    elif dimension.startswith(_PERIODS):
        months = {"year_half(": 6, "year_quarter(": 3, "year_month(": 1}
        length = months[dimension[: dimension.index("(") + 1]]
        yield from (value.start.year, 1 + (value.start.month - 1) // length)
    else:
        yield _day(value)


_PERIODS = ("year_half(", "year_quarter(", "year_month(")


def _day(value: Interval) -> dt.date | str:
    return value.start if value.start is not None and value.start == value.end else value.text


def difference(expected: Any, actual: Answer | Cell) -> str | None:
    """Return how a cell of Mujaz differs from that of DuckDB; ``None`` if it does not."""
    if isinstance(actual, Cell):
        decimals = -expected.as_tuple().exponent if isinstance(expected, Decimal) else 0
        value: Any = actual.value
        if isinstance(value, Interval):
            value = _day(value)
        is_number = isinstance(value, int | Fraction) and not isinstance(value, bool)
        if is_number and isinstance(expected, Decimal) and actual.style.decimals != decimals:
            return f"{actual.style.decimals} decimals, {decimals} asked"
        if is_number:
            value = rounded(value * 100 if actual.style.is_ratio else value, decimals)
    else:
        value = actual
    if isinstance(expected, Decimal):
        expected = Fraction(expected)
    if isinstance(expected, str) and isinstance(value, int | Fraction):
        value = str(value)
    return None if expected == value else f"{value!r}, DuckDB {expected!r}"


def rounded(value: int | Fraction | Decimal, decimals: int) -> Fraction:
    """Return a number rounded half away from zero."""
    scaled = abs(Fraction(value)) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    return Fraction(-whole if value < 0 else whole, 10**decimals)
