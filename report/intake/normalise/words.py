"""Cells of closed vocabularies: booleans, categories, countries."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from report.arabic.collation import sort_key
from report.arabic.countries import country_codes, find_country
from report.intake.normalise.model import Reading, alias_pairs
from report.nearest import nearest

if TYPE_CHECKING:
    from report.brief.tables import Column

_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "1", "نعم"), True),
    **dict.fromkeys(("false", "no", "0", "لا"), False),
}
#: Further spellings, which count as corrections.
_MORE_BOOLEANS = {
    **dict.fromkeys(
        ("y", "t", "x", "oui", "vrai", "o", "on", "✓", "✔", "☑", "√", "صحيح", "صح", "أجل", "موافق"),
        True,
    ),
    **dict.fromkeys(
        ("n", "f", "non", "faux", "off", "✗", "✘", "☐", "×", "خطأ", "خاطئ", "كلا", "غير صحيح"),
        False,
    ),
}
_CODE = re.compile("[A-Za-z]{2}")
_OVERLONG = re.compile("[A-Z]{3}|[0-9]{3}")
#: Separators of words.
_GAPS = re.compile(r"[\s\-_()'’.,،/]+")
#: Letters that are often confused: hamza seats, ta marbuta, yeh; the bare hamza stays a letter.
_ALIKE = str.maketrans(
    {"ة": "ه", "ى": "ي", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ی": "ي", "ک": "ك"}
)


def folded(text: str) -> str:
    """Return the comparison key of a text: without hamza seats, ta marbuta, case and spaces."""
    return sort_key(_GAPS.sub("", text.translate(_ALIKE)))[0]


def read_booleans(cells: Sequence[object]) -> Reading:
    """Read yes and no in Arabic, French and English; any other cell breaks ``bad-boolean``."""
    values: list[object] = []
    faults: dict[int, str] = {}
    steps: dict[int, str] = {}
    for position, cell in enumerate(cells):
        word = str(cell).casefold()
        value = _BOOLEANS.get(word, _MORE_BOOLEANS.get(word))
        values.append(value)
        if value is None:
            faults[position] = "bad-boolean"
        elif word not in _BOOLEANS:
            steps[position] = "boolean"
    return Reading(values, faults, steps)


def read_categories(cells: Sequence[object], column: Column) -> Reading:
    """Read category values; a difference in hamza seats, ta marbuta, case or spaces is corrected.

    Any other cell breaks ``bad-category``, and so does one that is equally near to two values.
    """
    near: dict[str, str | None] = {}
    spellings = [(value, value) for value in column.values]
    spellings += alias_pairs(column)
    for spelling, value in spellings:
        key = folded(spelling)
        near[key] = value if near.get(key, value) == value else None
    values: list[object] = []
    faults: dict[int, str] = {}
    steps: dict[int, str] = {}
    for position, cell in enumerate(cells):
        text = str(cell)
        meant = text if text in column.values else near.get(folded(text))
        values.append(meant)
        if meant is None:
            faults[position] = "bad-category"
        elif meant != text:
            steps[position] = "near_misses"
    return Reading(values, faults, steps)


def read_countries(cells: Sequence[object], locale: str) -> Reading:
    """Read countries as ISO 3166-1 alpha-2 codes.

    Accepted are alpha-2, alpha-3 and numeric codes (aliases of Unicode CLDR), and names in Arabic,
    French and English; any other cell breaks ``bad-country``. A cell with the code, or with the
    name in ``locale``, does not count as changed.

    :raises ExpressionError: ``unknown-locale``.
    """
    from report.arabic import country_name

    values: list[object] = []
    faults: dict[int, str] = {}
    steps: dict[int, str] = {}
    for position, cell in enumerate(cells):
        text = str(cell)
        code = _country(text)
        values.append(code)
        if code is None:
            faults[position] = "bad-country"
        elif text not in (code, country_name(code, locale)):
            steps[position] = "country"
    return Reading(values, faults, steps)


@lru_cache(maxsize=1024)
def nearest_country(text: str) -> str | None:
    """Return the country name with the most similar spelling, or ``None``."""
    near = nearest(folded(text), _names())
    return None if near is None else _names()[near][0]


def _country(text: str) -> str | None:
    if _CODE.fullmatch(text) and text.upper() in country_codes():
        return text.upper()
    match = _names().get(folded(text))
    if match is not None:
        return match[1]
    if text.isdecimal() and len(text) < 3:
        text = text.zfill(3)  # a spreadsheet takes the zeros of 012
    if _OVERLONG.fullmatch(text.upper()):
        return _overlong().get(text.upper())
    return find_country(text)


@cache
def _overlong() -> Mapping[str, str]:
    from babel.core import get_global

    aliases: Mapping[str, Sequence[str]] = get_global("territory_aliases")
    return {
        old: new[0]
        for old, new in aliases.items()
        if _OVERLONG.fullmatch(old) and new[0] in country_codes()
    }


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    """Return names and codes by comparison key; the shipped names take precedence."""
    from babel import Locale

    names_by_key: dict[str, tuple[str, str]] = {}
    for language in ("en", "fr", "ar"):
        for code, name in Locale(language).territories.items():
            if code in country_codes():
                names_by_key[folded(name)] = (name, code)
    text = (
        files("report.intake.normalise").joinpath("country_names.csv").read_text(encoding="utf-8")
    )
    for row in csv.DictReader(text.splitlines()):
        names_by_key |= {folded(name): (name, row["code"]) for name in row["names"].split("|")}
    return names_by_key
