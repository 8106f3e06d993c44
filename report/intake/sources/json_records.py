"""JSON (RFC 8259) as a list of records, or JSON Lines with one record per line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn, cast

from report.errors import TableError
from report.intake.grid import Grid, Recognised
from report.intake.recognise.cells import Cell
from report.intake.sources import limits
from report.intake.sources.columnar import grid_of_records

if TYPE_CHECKING:
    from report.intake.sources.files import Source

#: Significant digits that a 64-bit float keeps.
_FIGURES = 15


class _Twice(ValueError):
    """A record has the same key twice."""


def looks_like_json(head: str) -> str | None:
    """Return ``json`` or ``jsonl`` when a text is clearly meant as such, ``None`` otherwise.

    A single record on one line is a file of one line.
    """
    head = head.lstrip("\ufeff \t\r\n")
    if re.match(r"\[\s*(?:\{|\]\s*$)", head):
        return "json"
    if not re.match(r'\{\s*(?:"|\}\s*$)', head):
        return None
    first = head.split("\n", 1)[0].strip()
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return "json"
    return "jsonl"


def parse_json(source: Source, text: str, line: int = 1) -> object:
    """Return the value of a text; numbers with more digits than a float keeps stay text.

    :raises TableError: ``broken-json`` with the line, ``twice-key``, ``json-too-deep``,
        ``too-many-cells``.
    """
    # A value takes about sixty bytes in memory, and as few as two characters of text.
    if sum(map(text.count, ",[{")) > 2 * limits.MOST_RECORD_CELLS:
        raise TableError.of("too-many-cells", source.where, limit=limits.MOST_RECORD_CELLS)
    try:
        return json.loads(
            text,
            parse_float=_number,
            parse_int=_integer,
            parse_constant=_refuse,
            object_pairs_hook=_record,
        )
    except _Twice as error:
        raise TableError.of(
            "twice-key", replace(source.where, line=line), given=str(error)[:80]
        ) from error
    except json.JSONDecodeError as error:
        place = replace(source.where, line=line + error.lineno - 1)
        raise TableError.of("broken-json", place, reason=error.msg) from error
    except RecursionError as error:
        raise TableError.of("json-too-deep", replace(source.where, line=line)) from error
    except ValueError as error:  # NaN, Infinity
        raise TableError.of(
            "broken-json", replace(source.where, line=line), reason=str(error)
        ) from error


def _number(text: str) -> float | str:
    mantissa = re.split("[eE]", text)[0]
    figures = mantissa.lstrip("-").replace(".", "").strip("0")
    value = float(text)
    return value if len(figures) <= _FIGURES and abs(value) != float("inf") else text


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= 18 else text


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


def _record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return record


def read_json(source: Source, text: str, kind: str, recognised: Sequence[Recognised] = ()) -> Grid:
    """Read a list of records, or one record per line.

    Columns are in the order in which their keys first appear; a missing key is a blank cell.

    :raises TableError: ``json-shape``, ``nested-value`` with its path, and those of
        :func:`parse_json`.
    """
    records = list(_lines(source, text)) if kind == "jsonl" else parse_json(source, text)
    return grid_of_json(source, records, recognised)


def _lines(source: Source, text: str) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield parse_json(source, line, number)


def grid_of_json(source: Source, records: object, recognised: Sequence[Recognised]) -> Grid:
    """Return a list of records, or a list of lists whose first is the header, as a table.

    :raises TableError: ``json-shape``, ``nested-value``, ``too-many-cells``.
    """
    if not isinstance(records, list) or not records:
        raise TableError.of("json-shape", source.where, path="$")
    if all(isinstance(record, list) for record in records):
        return _of_lists(source, records, recognised)
    names: dict[str, None] = {}
    for index, record in enumerate(records):
        if not isinstance(record, dict):
            raise TableError.of(
                "json-shape", replace(source.where, row=index + 2), path=f"$[{index}]"
            )
        names.update(dict.fromkeys(record))
        if len(names) > limits.MOST_COLUMNS or len(names) * len(records) > limits.MOST_CELLS:
            raise TableError.of("too-many-cells", source.where, limit=limits.MOST_CELLS)
    rows = []
    for index, record in enumerate(records):
        rows.append([_flat(source, record.get(name), index, name) for name in names])
    return grid_of_records(source, list(names), rows, recognised)


def _of_lists(source: Source, records: list[list[Any]], recognised: Sequence[Recognised]) -> Grid:
    names = [name if isinstance(name, str) else "" for name in records[0]]
    rows = []
    for index, record in enumerate(records[1:], start=1):
        if len(record) != len(names):
            raise TableError.of(
                "json-shape", replace(source.where, row=index + 1), path=f"$[{index}]"
            )
        rows.append(
            [_flat(source, value, index, name) for value, name in zip(record, names, strict=True)]
        )
    return grid_of_records(source, names, rows, recognised)


def _flat(source: Source, value: object, index: int, name: str) -> Cell:
    if isinstance(value, dict | list):
        inner = next(iter(value), None) if isinstance(value, dict) else 0
        step = f"[{inner}]" if isinstance(value, list) else f".{inner}"
        place = replace(source.where, row=index + 2, column=name)
        raise TableError.of("nested-value", place, path=f"$[{index}].{name}{step if value else ''}")
    return cast(Cell, value)
