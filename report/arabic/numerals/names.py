"""The words that tell that a numeral beside them states no quantity: nouns of references and of
dates, names that hold a number.

They are in ``numeral_words.csv``, a line for each kind.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from report.arabic.conventions_text import LETTER
from report.arabic.numerals.words import fold

#: ``reference``: a number behind them is a name, «المادة 5». ``references``: so are several,
#: «المواد 5 و7». ``numbered``: so is one behind these,
#: «الدورة 93». ``ordered``: a number with the article is an ordinal, «الدورة الخمسون». ``year``:
#: they open a year. ``before-year``: a number of four digits behind them is one. ``amount``: it is
#: none behind these, though they have the article. ``collective``: a definite number is part of
#: their name, «مجموعة السبع». ``period``: «نصف السنة». ``adverb``: words in «ا» that are not
#: counted. ``hour``: «10 صباحا».
Kind = Literal[
    "reference",
    "references",
    "numbered",
    "ordered",
    "year",
    "before-year",
    "amount",
    "collective",
    "ordinal",
    "period",
    "adverb",
    "hour",
]

DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]"

#: Bodies whose documents are cited by a number behind their name: «قرار مجلس الأمن 2254».
_CITED = re.compile(
    rf"(?<!{LETTER})[وفبل]{{0,2}}(?:ال)?(?:قرار|مقرر|قانون|مرسوم|ظهير|توصية)"
    rf"(?:\s+{LETTER}+){{1,4}}\s*$"
    rf"|(?<!{LETTER})[وفبل]{{0,2}}الجريدة\s+الرسمية\s+(?:عدد|رقم)\s*$"
)
_DIGIT_NAMES = (
    r"5\s?[+]\s?5",
    r"كوفيد[ \u00a0-]?19",
    r"مجموعة ال ?(?:5|7|8|10|20|24|77)",
)


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    text = files("report.arabic").joinpath("numeral_words.csv").read_text(encoding="utf-8")
    return {row["kind"]: row["words"] for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=16)
def words_of(kind: Kind) -> frozenset[str]:
    """Return the folded words of a kind."""
    return frozenset(map(fold, _rows()[kind].split()))


@lru_cache(maxsize=1)
def known_names() -> re.Pattern[str]:
    """Return the pattern of names that hold a number, for a folded text."""
    names = _rows()["name"].split("|")
    patterns = (r"\s+".join(map(re.escape, fold(name).split())) for name in names)
    return re.compile(
        rf"(?<!{LETTER})(?:[وفبلك]|وب|ول)?(?:{'|'.join((*patterns, *map(fold, _DIGIT_NAMES)))})"
        rf"(?!{LETTER}|{DIGIT})"
    )


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    kinds: tuple[Kind, ...] = (
        "reference",
        "references",
        "year",
        "before-year",
        "ordered",
        "collective",
    )
    return frozenset().union(*map(words_of, kinds))


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    stems = "|".join(sorted(words_of("ordinal")))
    return re.compile(rf"(?:[وف]?(?:[بك]?ال|لل)|[وف]?[بلك]?)(?:{stems})ا?")


def strip_proclitics(word: str) -> str:
    """Return a folded word without «و», «ف», «ب», «ل» and «ك» before an article or a noun of these
    lists."""
    for length in (0, 1, 2):
        rest = word[length:]
        if set(word[:length]) <= set("وفبلك") and (rest in _nouns() or rest.startswith("ال")):
            return rest
    return "ال" + word[2:] if word.startswith("لل") else word


def is_ordinal(word: str) -> bool:
    """Say whether a folded word is an ordinal, such as «الثالث», or «واحد» before tens."""
    return _ordinal().fullmatch(word) is not None


def opens_year(noun: str) -> bool:
    """Say whether a number of four digits behind a folded word without proclitics is a year."""
    if noun in words_of("before-year") or noun in words_of("year"):
        return True
    return noun.startswith("ال") and len(noun) > 3 and noun not in words_of("amount")


def is_cited(text: str) -> bool:
    """Say whether a text ends in the name of a document that a number follows."""
    return _CITED.search(text) is not None
