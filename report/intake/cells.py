"""Turn the text of cells into values, column by column, by the type that the brief declares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from report.errors import ExpressionError, Finding, MujazError, Where

if TYPE_CHECKING:
    from report.brief.base import Scalar
    from report.brief.tables import Column

Value = object
#: Blanks, and the marks that steer direction or join letters: at the edge of a cell nobody sees them.
_EDGES = re.compile(
    r"^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$"
)
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,12})?")
_TRUE = frozenset({"true", "yes", "1", "نعم"})
_FALSE = frozenset({"false", "no", "0", "لا"})


def clean(text: str) -> str:
    """Return a text in Unicode NFC, without what cannot be seen at its edges."""
    return unicodedata.normalize("NFC", _EDGES.sub("", text))


def _integer(text: str) -> int | None:
    return int(text) if _INTEGER.fullmatch(text) else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _boolean(text: str) -> bool | None:
    folded = text.casefold()
    return True if folded in _TRUE else False if folded in _FALSE else None


def _date(text: str) -> object | None:
    from report.arabic import parse_edtf

    try:
        return parse_edtf(text)
    except MujazError:
        return None


#: For each type: how to read it, and the rule that is broken when that fails.
_READERS: dict[str, tuple[Callable[[str], object | None], str]] = {
    "integer": (_integer, "bad-integer"),
    "number": (_number, "bad-number"),
    "boolean": (_boolean, "bad-boolean"),
    "date": (_date, "bad-date-cell"),
}


def read_column(
    cells: list[str], numbers: list[int], name: str, column: Column, file: str
) -> tuple[list[Value], list[Finding]]:
    """Return the values of one column, ``None`` for blank cells, and what is wrong with them.

    Texts are cleaned (:func:`clean`); nothing else is changed.
    """
    values: list[Value] = []
    findings: list[Finding] = []
    reader, rule = _READERS.get(column.type, (None, ""))
    allowed = frozenset(column.values)
    known: dict[str, Value] = {}
    for raw, number in zip(cells, numbers, strict=True):
        text = clean(raw)
        where = Where(file=file, row=number, column=name)
        value: Value = text or None
        if not text:
            if column.required:
                findings.append(Finding("missing-cell", where))
        elif reader is not None:
            if text not in known:
                known[text] = reader(text)
            value = known[text]
            if value is None:
                findings.append(Finding(rule, where, {"given": text[:80]}))
        elif column.type == "category" and text not in allowed:
            findings.append(Finding("bad-category", where, {"given": text[:80], "values": "، ".join(column.values)}))
        values.append(value)
    if column.unique:
        findings.extend(_repeated(values, numbers, name, file))
    return values, findings


def condition_value(value: Scalar, column: Column, where: Where) -> Value:
    """Return what a cell of ``column`` must equal to meet a condition of the brief.

    :raises ExpressionError: when no cell can ever equal it: ``bad-category``, ``bad-integer``, ``bad-number``,
        ``bad-boolean``, ``bad-date-cell``, or ``bad-value`` for anything but a text on a column of texts.
    """
    if column.type in ("text", "category"):
        if not isinstance(value, str) or not clean(value):
            wanted, wanted_ar = "text in quotes, or { missing = true }", "نص بين علامتي اقتباس أو { missing = true }"
            raise ExpressionError.of("bad-value", where, given=value, wanted=wanted, wanted_ar=wanted_ar)
        if column.type == "category" and clean(value) not in column.values:
            raise ExpressionError.of("bad-category", where, given=value, values="، ".join(column.values))
        return clean(value)
    reader, rule = _READERS[column.type]
    flag = isinstance(value, bool)
    read = None if flag != (column.type == "boolean") and not isinstance(value, str) else reader(clean(str(value)))
    if read is None:
        raise ExpressionError.of(rule, where, given=str(value)[:80])
    return read


def _repeated(values: list[Value], numbers: list[int], name: str, file: str) -> Iterator[Finding]:
    first: dict[Value, int] = {}
    for value, number in zip(values, numbers, strict=True):
        if value is None:
            continue
        if value in first:
            where = Where(file=file, row=number, column=name)
            yield Finding("repeated-cell", where, {"given": str(value)[:80], "first": first[value]})
        first.setdefault(value, number)
