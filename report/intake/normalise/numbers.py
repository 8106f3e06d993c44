"""Read written numbers, with one decimal sign for a whole column."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from report.intake.normalise.model import Decided, Reading
from report.intake.normalise.percents import PERCENT, percent_kind
from report.workbooks.cells import PercentCell, percentage

if TYPE_CHECKING:
    from report.brief.tables import Column

#: The number of significant digits that every IEEE 754 double keeps.
EXACT_DIGITS = 15
_MOST_DIGITS = 40
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"([+-]?[0-9]{1,20}(?:[.,٫][0-9]{1,20})?)[eE]([+-]?[0-9]{1,3})")
_MINUS = "-\u2212\u2012\u2013\ufe63\uff0d"
_BODY = re.compile(r"[0-9.,٫٬،'’ \u00a0\u2009\u202f]*[0-9][0-9.,٫٬،'’ \u00a0\u2009\u202f]*")
#: Signs that only separate thousands.
_THIN = str.maketrans(dict.fromkeys("'’ \u00a0\u2009\u202f", "٬") | {"،": ","})
_OTHER = {".": ",", ",": "."}
#: Words of magnitude and their powers of ten; «billion» and «بليون» are ambiguous, so left out.
_POWERS = {
    **dict.fromkeys(
        ("ألف", "الف", "ألفا", "الفا", "آلاف", "الاف", "ألاف", "mille", "milliers", "thousand"), 3
    ),
    **dict.fromkeys(("مليون", "مليونا", "ملايين", "million", "millions"), 6),
    **dict.fromkeys(("مليار", "مليارا", "مليارات", "ملايير", "milliard", "milliards"), 9),
}
_DUALS = {
    **dict.fromkeys(("ألفان", "ألفين", "الفان", "الفين"), 3),
    **dict.fromkeys(("مليونان", "مليونين"), 6),
    **dict.fromkeys(("ملياران", "مليارين"), 9),
}
_MAGNITUDE = re.compile(
    rf"(.*[0-9])\s*({'|'.join(sorted(_POWERS, key=len, reverse=True))})", re.IGNORECASE
)
_VOWELS = re.compile("[\u064b-\u0652\u0640]")


@dataclass(frozen=True, slots=True)
class _Written:
    """A written number: ``body`` holds digits and signs, with thin spaces between thousands
    unified.

    ``shows`` is the decimal sign that it proves, or ``""``; ``open`` says that both signs are
    possible; ``power`` is the power of ten of a word of magnitude after it.
    """

    body: str
    negative: bool
    shows: str
    open: bool
    power: int = 0


def read_numbers(
    cells: Sequence[object],
    counts: Sequence[int],
    column: Column,
    locale: str,
    *,
    whole: bool,
) -> Reading:
    """Read the distinct cells of a column of numbers or integers.

    ``1.234,5``, ``1,234.5``, ``1 234,5``, ``1٬234٫5``, ``(1,234)``, ``12 %`` (as 12) and «1,25
    مليون» are accepted. The decimal sign, ``.`` or ``,``, is decided over the column: by the key
    ``decimal``, otherwise by the majority of the unambiguous cells; the minority breaks
    ``decimal-sign``. When every cell is ambiguous, signs in a column of integers separate
    thousands; in other columns ``1.234`` breaks ``doubtful-number``, since either reading may be
    wrong by a factor of a thousand.

    :param counts: the number of occurrences of each cell.
    """
    written = {
        position: _written(cell) for position, cell in enumerate(cells) if isinstance(cell, str)
    }
    sign, decided, sure = _sign(written, counts, column, locale, whole=whole)
    values: list[object] = []
    faults: dict[int, str] = {}
    steps: dict[int, str] = {}
    for position, cell in enumerate(cells):
        form = written.get(position)
        doubtful = form is not None and form.open and not sure
        if form is not None and (doubtful or form.shows == _OTHER[sign]):
            values.append(None)
            faults[position] = "doubtful-number" if doubtful else "decimal-sign"
            continue
        value = _decimal(form, sign) if isinstance(cell, str) else _stored_number(cell)
        if isinstance(cell, str) and value is None:
            value = _scientific(cell, sign)
        result = _narrowed(value, whole=whole)
        values.append(result)
        if result is None:
            faults[position] = "bad-integer" if whole else "bad-number"
        elif isinstance(cell, str) and not (
            _PLAIN.fullmatch(cell) and (sign == "." or "." not in cell)
        ):
            steps[position] = "number"
    if not whole and column.decimals is None and (places := _even_zeros(written, sign)):
        decided = (*decided, Decided("decimals", str(places)))
    mixed, percent = percent_kind(cells, values, counts, column)
    values = [None if position in mixed else value for position, value in enumerate(values)]
    signed = column.percent is True or bool(
        percent
    )  # the sign is printed, so reading it is no correction
    steps = {
        position: step
        for position, step in steps.items()
        if position not in mixed and not (signed and _is_signed(cells[position]))
    }
    return Reading(values, {**faults, **mixed}, steps, (*decided, *percent))


def _is_signed(cell: object) -> bool:
    """Return whether a cell is a plain number with a percent sign."""
    return (
        isinstance(cell, str)
        and _PLAIN.fullmatch(PERCENT.sub("", cell, count=1).strip()) is not None
    )


def _even_zeros(written: Mapping[int, _Written | None], sign: str) -> int | None:
    """Return the number of decimals when all numbers have equally many and end in zero, else
    ``None``.

    As numbers, 12.50 and 13.00 are no longer distinguishable from 12.5 and 13.
    """
    tails = {
        form.body.replace("٫", sign).partition(sign)[2]
        for form in written.values()
        if form is not None
    }
    even = {len(tail) for tail in tails if tail.isdigit() and tail.endswith("0")}
    return (
        even.pop()
        if len(even) == 1 and all(tail.isdigit() and tail.endswith("0") for tail in tails)
        else None
    )


def is_number_text(text: str) -> bool:
    """Return whether a text is a number in any accepted form."""
    return _written(text) is not None or _SCIENTIFIC.fullmatch(text.strip()) is not None


def _narrowed(value: Decimal | None, *, whole: bool) -> int | float | Decimal | None:
    """Return a number in the smallest type that holds it exactly, ``None`` when the column cannot
    hold it.
    """
    if value is None:
        return None
    if whole:
        return int(value) if abs(value) < 2**63 and value == value.to_integral_value() else None
    return float(value) if len(value.as_tuple().digits) <= EXACT_DIGITS else value


def _stored_number(cell: object) -> Decimal | None:
    """Return a number that a spreadsheet stores as such."""
    if (
        isinstance(cell, bool)
        or not isinstance(cell, int | float | Decimal)
        or not math.isfinite(cell)
    ):
        return None
    if isinstance(cell, PercentCell):
        return percentage(cell)
    if isinstance(cell, float):
        # Spreadsheets show 15 digits of a double: 0.30000000000000004 was typed as 0.3.
        return Decimal(f"{cell:.{EXACT_DIGITS}g}") if not cell.is_integer() else Decimal(int(cell))
    return Decimal(cell)


def _scientific(text: str, sign: str) -> Decimal | None:
    match = _SCIENTIFIC.fullmatch(text)
    if match is None or (_OTHER[sign] in match[1]):
        return None
    value = Decimal(re.sub("[,٫]", ".", match[1])).scaleb(int(match[2]))
    return value if abs(value.adjusted()) < 300 else None


def _written(text: str) -> _Written | None:
    body, negative = _unsigned(text)
    body, power = _without_magnitude(body)
    if len(body) > 2 * _MOST_DIGITS or not _BODY.fullmatch(body):
        return None
    body = body.translate(_THIN)
    if sum(char.isdigit() for char in body) > _MOST_DIGITS:
        return None
    shows, is_open = _evidence(body)
    return _Written(body, negative, shows, is_open, power)


def _without_magnitude(body: str) -> tuple[str, int]:
    """Return a number without its word of magnitude, and its power of ten: 1, 3 for «ألف»."""
    if body.isascii() and not body[-1:].isalpha():
        return body, 0
    bare = _VOWELS.sub("", body)
    if bare in _DUALS:
        return "2", _DUALS[bare]
    if bare in _POWERS and not bare.isascii():
        return "1", _POWERS[bare]
    match = _MAGNITUDE.fullmatch(bare)
    return (match[1], _POWERS[match[2].lower()]) if match else (body, 0)


def _unsigned(text: str) -> tuple[str, bool]:
    """Return a number's text without its sign, the brackets of a negative amount, and its percent
    sign.
    """
    body = text.strip()
    negative = False
    if body.startswith("(") and body.endswith(")"):
        body, negative = body[1:-1].strip(), True
    body = PERCENT.sub("", body, count=1).strip()
    if body[:1] and body[0] in _MINUS:
        return body[1:].lstrip(), not negative
    if body[-1:] and body[-1] in _MINUS:
        return body[:-1].rstrip(), not negative
    return body.removeprefix("+").lstrip(), negative


def _evidence(body: str) -> tuple[str, bool]:
    """Return the decimal sign that a number proves, and whether both signs are possible."""
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        last = "." if body.rfind(".") > body.rfind(",") else ","
        return (last if body.count(last) == 1 else ""), False
    if not dots and not commas:
        return "", False
    sign = "." if dots else ","
    if "٫" in body or dots + commas > 1:
        return _OTHER[sign], False
    head, _, tail = body.partition(sign)
    if "٬" in head:
        return sign, False
    if not tail:
        return "", False
    is_open = len(tail) == 3 and 1 <= len(head) <= 3 and head[0] != "0"
    return ("" if is_open else sign), is_open


def _sign(
    written: Mapping[int, _Written | None],
    counts: Sequence[int],
    column: Column,
    locale: str,
    *,
    whole: bool,
) -> tuple[str, tuple[Decided, ...], bool]:
    """Return the decimal sign of the column, the decision to report, and whether it is certain."""
    if column.decimal is not None:
        return ("," if column.decimal == "٫" else column.decimal), (), True
    votes = {".": 0, ",": 0}
    doubt = False
    for position, form in written.items():
        if form is not None and form.shows:
            votes[form.shows] += counts[position]
        doubt |= form is not None and form.open
    if votes["."] != votes[","]:
        sign = "." if votes["."] > votes[","] else ","
        return sign, (Decided("decimal", sign),), True
    if not doubt and not votes["."]:
        return ".", (), True
    if not votes["."]:
        ambiguous = next(form for form in written.values() if form and form.open)
        used = "." if "." in ambiguous.body else ","
        if whole:
            return _OTHER[used], (Decided("decimal", _OTHER[used]),), True
        return used, (), False
    from report.arabic.locales import rules

    sign = "." if rules(locale).symbols.decimal == "." else ","
    return sign, (Decided("decimal", sign),), True


def _decimal(form: _Written | None, sign: str) -> Decimal | None:
    """Return the number, or ``None`` when its thousands are separated wrongly."""
    if form is None:
        return None
    head, mark, tail = form.body.replace(sign, "٫").partition("٫")
    groups = head.replace(_OTHER[sign], "٬").split("٬")
    first = groups[0]
    parted = len(groups) > 1
    if parted and (not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    digits = "".join(groups)
    if (mark and not tail) or not (digits + tail).isdigit():
        return None
    value = Decimal(f"{digits.lstrip('0') or '0'}.{tail.rstrip('0')}E{form.power}")  # exactly
    return value.copy_negate() if form.negative and value else value
