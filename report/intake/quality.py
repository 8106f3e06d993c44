"""Data quality of a table: completeness, corrections, excluded rows, duplicates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from report.errors import Finding, Location, Severity, first_few, quoted_change
from report.messages import in_both

if TYPE_CHECKING:
    from report.intake.grid import Grid
    from report.intake.normalise import NormalColumn
    from report.intake.validate import TableUnderTest


@dataclass(frozen=True, slots=True)
class Completeness:
    """A column, its label, and how many cells hold a value, are blank, or are unreadable."""

    column: str
    label: str
    filled: int
    blank: int
    unread: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """The cells of a column that one normalisation step changed.

    ``before`` and ``after`` show the first of them, each cut to 60 characters.
    """

    column: str
    label: str
    step: str
    count: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ExcludedForReason:
    """The rows of a file that are excluded for one reason: ``title``, ``total``, ``note`` or
    ``ragged``.
    """

    file: str
    sheet: str | None
    why: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A property of a file or column that was detected and not set in the brief.

    ``key`` is the key of ``[tables.NAME]``, or of its column, that pins it to ``value``.
    """

    file: str | None
    column: str | None
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Quality:
    """The content of the data-quality block of a table.

    ``duplicates`` counts the rows that equal an earlier row in every column; ``warnings`` are the
    findings that do not stop the build.
    """

    rows: int
    columns: tuple[Completeness, ...]
    duplicates: int
    corrections: tuple[Corrected, ...]
    excluded_rows: tuple[ExcludedForReason, ...]
    worked_out: tuple[WorkedOut, ...]
    warnings: tuple[Finding, ...]


def quality(
    subject: TableUnderTest, normals: Mapping[str, NormalColumn], findings: Iterable[Finding]
) -> Quality:
    """Return the quality of a normalised and checked table; ``findings`` come from its checks."""
    return Quality(
        rows=len(subject.frame),
        columns=tuple(_completeness(subject, name) for name in subject.frame.columns),
        duplicates=_duplicates(subject),
        corrections=tuple(_corrections(subject, normals)),
        excluded_rows=excluded_by_reason(subject.grids),
        worked_out=(*_recognised(subject.grids), *_decided(normals)),
        warnings=tuple(finding for finding in findings if finding.severity is Severity.WARNING),
    )


def _label(subject: TableUnderTest, name: str) -> str:
    return subject.columns[name].label if name in subject.columns else name


def _completeness(subject: TableUnderTest, name: str) -> Completeness:
    filled, unread = int(subject.frame[name].notna().sum()), len(subject.faulty(name))
    return Completeness(
        name, _label(subject, name), filled, len(subject.frame) - filled - unread, unread
    )


def _duplicates(subject: TableUnderTest) -> int:
    """Return the number of rows that equal an earlier row; unlike in a key, blanks are equal."""
    import pandas as pd

    from report.intake.validate.columns import comparable

    codes, distinct = np.zeros(len(subject.frame), dtype=np.int64), min(len(subject.frame), 1)
    for name in subject.frame.columns:
        numbers, uniques = pd.factorize(comparable(subject.frame[name]), use_na_sentinel=False)
        # Combine the codes of two columns, and renumber so that they stay small.
        codes, distinct = (
            (numbers, len(uniques)) if distinct < 2 else _numbered(codes * len(uniques) + numbers)
        )
        if distinct == len(codes):
            return 0
    return len(codes) - distinct


def _numbered(values: np.ndarray) -> tuple[np.ndarray, int]:
    import pandas as pd

    numbers, uniques = pd.factorize(values)
    return numbers, len(uniques)


def _corrections(
    subject: TableUnderTest, normals: Mapping[str, NormalColumn]
) -> Iterable[Corrected]:
    for name, normal in normals.items():
        for correction in normal.corrections:
            count, (old_text, new_text) = (
                len(correction.positions),
                quoted_change(correction.before, correction.after),
            )
            yield Corrected(name, _label(subject, name), correction.step, count, old_text, new_text)


def excluded_by_reason(grids: Sequence[Grid]) -> tuple[ExcludedForReason, ...]:
    """Return the excluded rows, grouped by file and reason."""
    rows: dict[tuple[str, str | None, str], list[int]] = {}
    for grid in grids:
        for excluded in grid.excluded_rows:
            rows.setdefault((grid.path.name, grid.sheet, excluded.why), []).append(excluded.row)
    return tuple(ExcludedForReason(*place, tuple(numbers)) for place, numbers in rows.items())


def _recognised(grids: Sequence[Grid]) -> Iterable[WorkedOut]:
    for grid in grids:
        for recognised in grid.recognised:
            yield WorkedOut(grid.path.name, None, recognised.what, recognised.value)


def _decided(normals: Mapping[str, NormalColumn]) -> Iterable[WorkedOut]:
    for name, normal in normals.items():
        for decision in normal.decided:
            yield WorkedOut(None, name, decision.what, str(decision.value))


def notes(subject: TableUnderTest, normals: Mapping[str, NormalColumn]) -> tuple[Finding, ...]:
    """Return findings about corrections and excluded rows, and the notes of the readers.

    There is one finding per column and step, at the first corrected cell. All are warnings, unless
    ``severity`` sets another weight for their rules.
    """
    from report.intake.validate.severity import weight
    from report.intake.validate.table_under_test import shown

    findings: list[Finding] = []
    heavy = weight(subject, "corrected")
    for name, normal in normals.items() if heavy is not None else ():
        for correction in normal.corrections:
            values: dict[str, object] = {
                "step": correction.step,
                "count": len(correction.positions),
            }
            previous, following = quoted_change(correction.before, correction.after)
            values |= {
                "before": shown(previous),
                "after": shown(following),
                **_turning_off(correction.step),
            }
            where = subject.where(int(correction.positions[0]), name)
            findings.append(Finding("corrected", where, values, heavy or Severity.WARNING))
    findings.extend(_made_blank(subject, normals))
    heavy = weight(subject, "excluded-rows")
    ragged_reported = weight(subject, "ragged-row") is not None  # each row has its own finding
    for grid in subject.grids if heavy is not None else ():
        rows = sorted(
            {
                excluded.row
                for excluded in grid.excluded_rows
                if not (ragged_reported and excluded.why == "ragged")
            }
        )
        if rows:
            where = Location(file=str(grid.path), sheet=grid.sheet, row=rows[0])
            findings.append(
                Finding(
                    "excluded-rows",
                    where,
                    {"count": len(rows), "rows": first_few(rows, 20)},
                    heavy or Severity.WARNING,
                )
            )
    for note in chain.from_iterable(grid.notes for grid in subject.grids):
        heavy = weight(subject, note.rule)
        if heavy is not None:
            findings.append(replace(note, severity=heavy))
    return tuple(findings)


def _turning_off(step: str) -> dict[str, str]:
    """Return the end of the advice on a correction: the key, if any, that turns off its step."""
    from report.brief.tables import Normalise

    if step not in Normalise.model_fields:
        return {"off": "", "off_ar": ""}
    return in_both("off", "correction.off", step=step)


def _made_blank(subject: TableUnderTest, normals: Mapping[str, NormalColumn]) -> Iterable[Finding]:
    """Yield ``made-blank`` for each number column in which undeclared words became blanks.

    A sum leaves such cells out, so the reader must know.
    """
    from report.intake.validate.severity import weight
    from report.intake.validate.table_under_test import shown

    heavy = weight(subject, "made-blank")
    for name, normal in normals.items() if heavy is not None else ():
        if name not in subject.columns or not subject.columns[name].is_number:
            continue
        said = {*subject.spec.missing, *subject.columns[name].missing}
        for correction in (
            correction for correction in normal.corrections if correction.step == "missing_words"
        ):
            words = [word for word in correction.words if word not in said]
            if words:
                quoted_words = tuple(f"«{shown(word)}»" for word in words)
                where = subject.where(int(correction.positions[0]), name)
                values = {"count": len(correction.positions), "words": quoted_words}
                yield Finding("made-blank", where, values, heavy or Severity.WARNING)


#: The first bytes of the file of excluded rows; they identify an older file by Mujaz.
ASIDE_HEAD = "\ufefffile,sheet,row,why,"


def excluded_rows_csv(grids: Sequence[Grid]) -> bytes:
    """Return the excluded rows as a CSV file, which is empty without any.

    The file is UTF-8 with a byte order mark, for Excel. Its columns are file, sheet, row, reason,
    and the raw cells of the row.
    """
    rows: list[tuple[object, ...]] = []
    for grid in grids:
        file, sheet = grid.path.name, grid.sheet or ""
        rows += [(file, sheet, row.row, row.why, *row.cells) for row in grid.excluded_rows]
    if not rows:
        return b""
    text = io.StringIO()
    writer = csv.writer(text)
    text.write(ASIDE_HEAD)
    writer.writerow([f"cell {number}" for number in range(1, max(map(len, rows)) - 3)])
    writer.writerows(rows)
    return text.getvalue().encode()
