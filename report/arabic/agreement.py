"""Adjectives that follow a counted noun and agree with it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from report.arabic.cardinals import Case
from report.arabic.forms import Gender
from report.errors import ExpressionError

#: The pattern of an elative or a colour: its feminine does not follow from its letters.
_ELATIVE = re.compile("أ[^يا][^ياأء]?[^يةا]|أ[^ي]{2}ى|آخر")
#: The pattern of كبير, whose plural does not follow either; with م it is a participle, مفيد.
_BROKEN = re.compile("[^م][^اويى]ي[^يىةا]")


@dataclass(frozen=True, slots=True)
class _Adjective:
    """The forms of an adjective, indefinite: ``plural`` is that of men, in the genitive; the rest
    of duals and of women's plural are stems."""

    accusative: str
    feminine: str
    plural: str | None
    dual: str
    feminine_dual: str
    feminine_plural: str


def agree(
    adjective: str,
    number: int,
    gender: Gender,
    case: Case = "nom",
    *,
    human: bool = False,
    words: bool = False,
) -> str:
    """Return ``adjective``, given as the indefinite masculine singular, unchanged after ``number``
    and its noun.

    Dual after 2; after 3 to 10 the plural, which for things is the feminine singular; after 11 to
    99 the accusative singular, after that the genitive singular, in the noun's ``gender``:
    «اجتماعان مسميان», «5 دول مسماة», «خمسة مسؤولين كبار», «30 دولة كبرى», «43 اجتماعا ثنائيا».

    :param words: whether the number is in words. The noun that ends 102 is then a dual, «مائة وفد
        ووفدان مسميان», and that of 101 its own singular case.
    :raises ExpressionError: ``unknown-adjective`` for a form that does not follow from the letters:
        an elative or a broken plural that is not in ``adjectives.csv``, or an adjective that is not
        masculine.
    """
    number = abs(number)
    last = number % 100
    forms = _forms(adjective)
    if number == 2 or (words and last == 2):
        stem = forms.feminine_dual if gender == "feminine" else forms.dual
        return stem + ("ان" if case == "nom" else "ين")
    if 3 <= last <= 10:
        if not human:
            return forms.feminine
        if gender == "feminine":
            return forms.feminine_plural
        if forms.plural is None:
            raise ExpressionError.of("unknown-adjective", adjective=adjective)
        return forms.plural
    if gender == "feminine":
        return forms.feminine
    singular = number == 1 or (words and last == 1)
    return forms.accusative if last >= 11 or (singular and case == "acc") else adjective


def _forms(adjective: str) -> _Adjective:
    irregular = _irregular().get(adjective)
    if irregular is not None:
        return irregular
    if not adjective or adjective.endswith("ة") or _ELATIVE.fullmatch(adjective):
        raise ExpressionError.of("unknown-adjective", adjective=adjective)
    if adjective.endswith("ى"):
        stem = adjective[:-1]
        return _Adjective(
            adjective, stem + "اة", stem + "ين", stem + "ي", stem + "ات", stem + "يات"
        )
    return _regular(adjective, None if _BROKEN.fullmatch(adjective) else adjective + "ين")


def _regular(adjective: str, plural: str | None) -> _Adjective:
    return _Adjective(
        _accusative(adjective),
        adjective + "ة",
        plural,
        adjective,
        adjective + "ت",
        adjective + "ات",
    )


@lru_cache(maxsize=1)
def _irregular() -> dict[str, _Adjective]:
    """Return the adjectives of ``adjectives.csv`` by their masculine."""
    text = files("report.arabic").joinpath("adjectives.csv").read_text(encoding="utf-8")
    return {row["masculine"]: _listed(**row) for row in csv.DictReader(text.splitlines())}


def _listed(masculine: str, kind: str, feminine: str, plural: str) -> _Adjective:
    """Return the forms of an adjective of the list.

    An ``elative`` or a ``colour`` takes neither ة nor the alif of tanwin, and a ``defective`` one
    has its ya where something follows it. A ``regular`` one has a broken plural.
    """
    if kind == "regular":
        return _regular(masculine, plural)
    if kind == "defective":
        stem = masculine + "ي"
        return _Adjective(stem + "ا", feminine, plural, stem, stem + "ت", stem + "ات")
    dual = masculine[:-1] + "ي" if masculine.endswith("ى") else masculine
    stem = feminine.removesuffix("ء") + "و" if kind == "colour" else feminine[:-1] + "ي"
    return _Adjective(masculine, feminine, plural or None, dual, stem, stem + "ات")


def _accusative(adjective: str) -> str:
    """Add the alif of tanwin, which a hamza after an alif or on one does not take."""
    return adjective if adjective.endswith(("اء", "أ")) else adjective + "ا"
