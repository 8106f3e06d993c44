"""Country names: ISO 3166-1 alpha-2 codes to Arabic names and back, with the spellings of Morocco
and others."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from report.arabic.collation import sort_key
from report.arabic.locales import language_of
from report.errors import ExpressionError
from report.nearest import nearest

#: CLDR codes that are not ISO 3166-1 countries: reserved ones, groups, test locales.
_NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
_CODE = re.compile("[A-Z]{2}")


def country_name(code: str, locale: str) -> str:
    """Return the name of the country ``code``: «بولونيا» in ar-MA, «بولندا» in ar-EG.

    ar-MA takes the official Moroccan spelling where ``countries.csv`` has one; all others are
    CLDR's.

    :raises ExpressionError: ``unknown-country-code``, ``unknown-locale``.
    """
    name = _names(language_of(locale)).get(code)
    if name is None:
        raise ExpressionError.of("unknown-country-code", code=code)
    return name


def country_code(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of the country called ``name`` in any spelling that is
    known.

    Vowel signs, hamza seats, spaces and hyphens are passed over: «الدنمارك» and «الدانمارك» are
    both ``DK``.

    :raises ExpressionError: ``unknown-country``, naming the nearest spelling.
    """
    code = find_country(name)
    if code is None:
        index = _index()
        near = nearest(_folded(name), index)
        meant = None if near is None else country_name(index[near], "ar-MA")
        raise ExpressionError.of("unknown-country", name=name, nearest=meant)
    return code


def find_country(name: str) -> str | None:
    """Return what :func:`country_code` does, and ``None`` for a country that is not known."""
    return _index().get(_folded(name))


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes of all countries."""
    return frozenset(_names("ar-MA"))


@lru_cache(maxsize=8)
def _names(locale: str) -> dict[str, str]:
    language = language_of(locale)
    from babel import Locale

    territories = Locale.parse(language, sep="-").territories
    names = {
        code: name
        for code, name in territories.items()
        if _CODE.fullmatch(code) and code not in _NOT_COUNTRIES
    }
    if language == "ar-MA":
        names |= {row["code"]: row["moroccan"] for row in _rows() if row["moroccan"]}
    return names


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    text = files("report.arabic").joinpath("countries.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def _index() -> dict[str, str]:
    """Every known spelling, folded. CLDR's names go in first, so that the shipped table has the
    last word."""
    index: dict[str, str] = {}
    for locale in ("ar-EG", "ar-SA", "ar-MA"):
        index |= {_folded(name): code for code, name in _names(locale).items()}
    for row in _rows():
        index |= {_folded(alias): row["code"] for alias in row["aliases"].split("|") if alias}
    return index


def _folded(name: str) -> str:
    return re.sub(r"[\s()\-]+", "", sort_key(name)[0])
