"""Convert the raw cells of a column into values of its type, and record every changed cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from report.brief.column_types import COLUMNS
from report.intake.normalise.broken import broken_cells
from report.intake.normalise.distinct import (
    Distinct,
    arrow_of,
    by_step,
    distinct_objects,
    distinct_texts,
    typed_of,
)
from report.intake.normalise.model import (
    STEPS,
    Correction,
    Decided,
    Fault,
    NormalColumn,
    Policy,
    alias_pairs,
)
from report.intake.types.kind import type_of
from report.workbooks.cells import PercentCell, percent_text

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column

__all__ = ["Correction", "Decided", "Fault", "NormalColumn", "Policy", "normalise_column"]

#: Numbers with more digits than this are written with an exponent.
_MOST_PLACES = 40
#: The number of distinct changed texts that a correction lists.
_MOST_WORDS = 5
_Changes = dict[int, dict[str, tuple[str, str]]]


def normalise_column(raw: pd.Series, column: Column, policy: Policy) -> NormalColumn:
    """Return the values of a column, its corrections, its faults, and the decisions made over it.

    :param raw: a column of a :class:`~report.intake.grid.Grid`; the values have its index.
    :raises ExpressionError: ``unknown-locale``.
    """

    def by_cells(distinct: Distinct) -> NormalColumn:
        return _by_cells(distinct, column, policy)

    texts, typed = arrow_of(raw), typed_of(raw)
    with COLUMNS.guarded(column.type):
        done = type_of(column).whole(raw, texts, typed, column, policy, by_cells)
        if done is None:
            held = typed if texts is None else texts
            distinct = distinct_objects(raw) if held is None else distinct_texts(held)
            done = _by_cells(distinct, column, policy, raw if texts is not None else None)
    done.values.index = raw.index
    return done


def _by_cells(
    distinct: Distinct, column: Column, policy: Policy, raw: pd.Series | None = None
) -> NormalColumn:
    """Return a column computed from its distinct cells; an unchanged text column is reused."""
    broken = broken_cells(distinct.cells, column, policy)
    sound = [None if code in broken else cell for code, cell in enumerate(distinct.cells)]
    cells, changes = _cleaned(sound, column, policy)
    places: dict[tuple[type, object], int] = {}
    place_by_code = [
        -1 if cell is None else places.setdefault((type(cell), cell), len(places)) for cell in cells
    ]
    reading = type_of(column).read(
        [cell for _, cell in places],
        lambda: _counts(place_by_code, distinct, len(places)),
        column,
        policy,
    )
    for code, place in enumerate(place_by_code):
        if place in reading.steps:
            changes.setdefault(code, {})[reading.steps[place]] = (
                _as_text(cells[code]),
                _shown(reading.values[place]),
            )
    values = [None if place < 0 else reading.values[place] for place in place_by_code]
    faults = {
        code: reading.faults[place]
        for code, place in enumerate(place_by_code)
        if place in reading.faults
    } | broken
    return NormalColumn(
        values=type_of(column).series(values, distinct)
        if raw is None or values != distinct.cells
        else raw.copy(deep=False),
        corrections=_corrections(distinct, changes),
        faults=_faults(distinct, faults),
        decided=reading.decided,
    )


def _counts(place_by_code: Sequence[int], distinct: Distinct, places: int) -> list[int]:
    """Return the number of occurrences of each cleaned cell in the column."""
    counts = [0] * places
    for place, count in zip(place_by_code, distinct.counts().tolist(), strict=True):
        if place >= 0:
            counts[place] += count
    return counts


def _cleaned(
    cells: Sequence[object], column: Column, policy: Policy
) -> tuple[list[object], _Changes]:
    """Return the cells after character steps, blank words and aliases, and the changes of each
    step.
    """
    from report.arabic.locales import digits_of
    from report.intake.normalise.characters import clean
    from report.intake.normalise.missing import missing_words

    kind = type_of(column)
    codes = kind.are_codes(cells)
    words = missing_words(column, policy.missing, usual=policy.steps.missing_words, codes=codes)
    declared = frozenset((*policy.missing, *column.missing))
    aliases = dict(alias_pairs(column))
    as_text, lines = kind.reads_text, kind.is_free_text
    figures = digits_of(policy.locale) if kind.is_words else "latn"
    cleaned: list[object] = []
    changes: _Changes = {}
    for code, cell in enumerate(cells):
        text = _as_text(cell) if as_text and cell is not None else cell
        if isinstance(text, str):
            new_text, steps = clean(text, policy.steps, figures, lines=lines)
            if steps:
                changes[code] = {step: (old_text, new_text) for step, old_text in steps.items()}
            if new_text in words:
                changes.setdefault(code, {})["missing_words"] = (new_text, "")
                new_text = ""
            elif new_text in aliases:
                changes.setdefault(code, {})["aliases"] = (new_text, aliases[new_text])
                new_text = aliases[new_text]
            text = new_text if new_text.strip() else None
        elif declared and cell is not None and (shown := _as_text(cell)) in declared:
            changes[code] = {"missing_words": (shown, "")}
            text = None
        cleaned.append(text)
    return cleaned, changes


def _corrections(
    distinct: Distinct, changes: Mapping[int, Mapping[str, tuple[str, str]]]
) -> tuple[Correction, ...]:
    corrections = []
    for step, cells in sorted(by_step(changes).items(), key=lambda item: STEPS.index(item[0])):
        positions = distinct.positions(list(cells))
        if len(positions):
            old_text, new_text = cells[int(distinct.codes[positions[0]])]
            words = tuple(dict.fromkeys(pair[0] for pair in cells.values()))[:_MOST_WORDS]
            corrections.append(Correction(step, positions, old_text, new_text, words))
    return tuple(corrections)


def _faults(distinct: Distinct, rules: Mapping[int, str]) -> tuple[Fault, ...]:
    if not rules:
        return ()
    text_by_code = {code: _as_text(distinct.cells[code]) for code in rules}
    codes = distinct.codes
    positions = distinct.positions(list(rules))
    return tuple(
        Fault(rules[int(codes[position])], int(position), text_by_code[int(codes[position])])
        for position in positions
    )


def _float_text(value: float) -> str:
    """Return a number without an exponent, unless it has extremely many digits."""
    text = repr(value + 0.0)  # 0.0 for -0.0, which is equal to it
    if "e" in text and abs(Decimal(text).adjusted()) < _MOST_PLACES:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def _shown(value: object) -> str:
    from report.arabic import Interval

    if isinstance(value, Interval):
        return value.text
    if isinstance(value, Decimal):
        return format(value, "f")
    return _as_text(value)


def _as_text(cell: object) -> str:
    """Return a cell as a spreadsheet shows it.

    Integers have no ``.0``, numbers no exponent, percentages their sign, and days no time of
    midnight.
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, PercentCell):
        return percent_text(cell)
    if isinstance(cell, float):
        return _float_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
