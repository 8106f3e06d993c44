"""What a number format shows beside the number: a percent sign, a currency or a unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from report.workbooks.cells import PERCENT

#: The parts of a format code: quoted text, an escaped character, padding, a currency, a condition
#: or colour, and any other character.
_PART = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(.)', re.DOTALL)
#: A placeholder of digits, or the general format.
_NUMBER = re.compile(r"[0#?]|general", re.IGNORECASE)
#: A comma after the last placeholder divides by a thousand.
_SCALED = re.compile(r"[0#?],+[^0#?]*$")
#: What surrounds a unit in a format: blanks, brackets, full stops.
_AROUND = " \u00a0\u2009\u202f\t\n()[]{}.,;:/-–*"
#: Built-in formats with a mark; the currency of the last ones is that of the machine.
BUILT_IN: Mapping[int, str] = {
    **dict.fromkeys((9, 10), PERCENT),
    **dict.fromkeys((5, 6, 7, 8, 42, 44), "$"),
}


def mark_of(code: str) -> str:
    """Return what a number format shows beside the number.

    The result is :data:`~report.workbooks.cells.PERCENT`, a currency or a unit (``€``, ``DH``,
    ``kg``), or ``""``.
    """
    bare, text, units = "", "", []
    has_number = False
    for quoted, escaped, currency, char in _PART.findall(code + ";"):
        if char == ";":
            if has_number or _NUMBER.search(bare):
                units.append(_unit(bare, text))
            bare, text, has_number = "", "", False
        elif char and unicodedata.category(char) != "Sc":
            bare += char
            if char == "%":
                return PERCENT
        else:
            text += quoted or escaped or currency or char
            has_number = has_number or bool(currency)
    return next(filter(None, units), "")


def without_lone_unit(marks: Mapping[str, str]) -> dict[str, str]:
    """Return the marks of cell styles, without units when there is only one: it mixes with none."""
    units = {mark for mark in marks.values() if mark and mark != PERCENT}
    return {
        style: mark for style, mark in marks.items() if mark == PERCENT or (mark and len(units) > 1)
    }


def unit_text(text: str) -> str:
    """Return the unit in a literal text, without what surrounds it; empty if it has no unit."""
    shown = "".join(char for char in text if unicodedata.category(char) != "Cf")
    unit = " ".join(shown.strip(_AROUND).split())
    is_unit = any(char.isalpha() or unicodedata.category(char) == "Sc" for char in unit)
    return unit if is_unit else ""


def _unit(bare: str, text: str) -> str:
    """Return the unit of a section of a format that shows a number.

    :param bare: the placeholders and signs of the section; ``text`` is its literal text.
    """
    unit = unit_text(text)
    if _SCALED.search(bare) and unit[:1] in ("k", "K", "M"):
        return unit_text(unit[1:])  # thousands or millions of the unit
    return unit
