"""Numbers in digits: Western or Arabic-Indic, with the separators of the locale."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from report.arabic.locales import rules
from report.errors import ExpressionError

_TO_ARAB = {ord("0") + digit: chr(0x660 + digit) for digit in range(10)}
_TO_LATN = {0x660 + digit: chr(ord("0") + digit) for digit in range(10)}
#: The digits that Persian and Urdu keyboards type become Western ones too.
_TO_LATN |= {0x6F0 + digit: chr(ord("0") + digit) for digit in range(10)}

#: As CLDR's decimal pattern ``#,##0.###``: at most three decimals when none are asked for.
_MOST_DECIMALS = 3
_MOST_ASKED = 40
#: Whole figures of the longest number that is printed; a cell may say ``1e999999``.
LONGEST = 30


def digits(text: str | int, locale: str) -> str:
    """Return ``text`` with every digit written as in ``locale``; nothing else changes.

    :raises ExpressionError: ``unknown-locale``.
    """
    return str(text).translate(_TO_ARAB if rules(locale).digits == "arab" else _TO_LATN)


def western(text: str) -> str:
    """Return a text with every digit a Western one."""
    return text.translate(_TO_LATN)


def number(
    value: int | float | Decimal, locale: str, decimals: int | None = None, *, grouping: bool = True
) -> str:
    """Return ``value`` with the separators of ``locale``: ``1.234,5`` in ar-MA, ``١٬٢٣٤٫٥`` in
    ar-EG (CLDR).

    ``decimals`` fixes how many decimals are shown, rounded half away from zero; without it, up to
    three are. ``grouping`` says whether thousands are separated: those of a year are not. A
    negative number has its sign in front in logical order: :func:`report.arabic.isolate` sets it on
    the left.

    :raises ExpressionError: ``not-a-number`` for NaN, infinities and what is too long to print,
        ``decimals-range`` beyond 40, ``unknown-locale``.
    """
    if decimals is not None and not 0 <= decimals <= _MOST_ASKED:
        raise ExpressionError.of("decimals-range", decimals=decimals, largest=_MOST_ASKED)
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or exact.adjusted() >= LONGEST:
        raise ExpressionError.of("not-a-number", value=f"{exact:.6g}", longest=LONGEST)
    rounded = round_half_up(exact, _MOST_DECIMALS if decimals is None else decimals)
    text = f"{rounded or abs(rounded):{',f' if grouping else 'f'}}"  # no zero has a sign
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_signs(locale))


@lru_cache
def _signs(locale: str) -> dict[int, str]:
    """Return the digits and signs of ``locale``, by the code points of Python's.

    :raises ExpressionError: ``unknown-locale``.
    """
    symbols = rules(locale).symbols
    signs = {ord(","): symbols.group, ord("."): symbols.decimal, ord("-"): symbols.minus}
    return signs | _TO_ARAB if rules(locale).digits == "arab" else signs


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Return ``value`` rounded to ``decimals``, halves away from zero, as printed statistics
    are."""
    exponent, context = _rounding(decimals)
    return value.quantize(exponent, context=context)


@lru_cache
def _rounding(decimals: int) -> tuple[Decimal, Context]:
    """Return the last decimal place, as a power of ten, and the context that rounds to it."""
    context = Context(prec=LONGEST + decimals + 1, rounding=ROUND_HALF_UP)
    return Decimal(1).scaleb(-decimals), context


def decimals_of(value: int | Decimal) -> int:
    """Return how many decimals a number needs: 2 for 1.250."""
    if not isinstance(value, Decimal) or not value or not value.is_finite():
        return 0
    text = str(value)
    if "E" not in text:
        return len(text.partition(".")[2].rstrip("0"))
    _, figures, exponent = value.as_tuple()
    zeros = len(figures) - len("".join(map(str, figures)).rstrip("0"))
    return max(-int(exponent) - zeros, 0)
