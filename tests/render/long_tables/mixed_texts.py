"""Texts in which Arabic, Latin, codes, numbers, addresses and signs are mixed at random."""

from __future__ import annotations

import random
from collections.abc import Callable

from render.long_tables.registers import PLAIN

_MARKED = ["مُحَمَّدٌ", "الكِتَابُ", "قُرْآنٌ", "هٰذا", "أوّلاً", "لأنَّ"]
_LATIN = [
    "INTERPOL",
    "Rabat",
    "United",
    "Nations",
    "report",
    "annex",
    "Café",
    "São",
    "Übung",
    "S.A.",
    "Inc.",
    "the",
    "of",
    "and",
]
_SIGNS = ["–", "—", "-", "…", "•", "&", "/", "*", "=", "ـ", "؟!", "!"]
_LETTERS = "ابتجحدرسعفقلمنهوي", "abcdefghijklmnop"
_PAIRS = ["()", "[]", "«»", "“”", '""', "''"]
#: Texts whose runs are easily divided in another way than Pango does.
DIVIDED = [
    "ـ 2025",
    "1.5 ـ",
    "2025:١٢ محمد",
    "محمد 2025:١٢",
    "٣٫٥:1.5 لا لم",
    "محمد 20١٢",
    "20١٢",
    "12.٣٤",
    "1٬234",
    "1٬234 م",
    "١٬٢٣٤٫٥",
    "۱۲٫۵",
]
_SCHEMES = ("https://example.org/", "www.example.org/", "/home/user/")


def mixed_text(chance: random.Random) -> str:
    """Return a text of 1 to 16 words of any kind, with spaces of any kind between them."""
    words: list[str] = []
    for _ in range(chance.randint(1, 16)):
        stop = chance.choice("،؛.:؟!") if chance.random() < 0.12 else ""
        words += [_word(chance) + stop, *chance.choices((" ", "\u00a0", "  ", "\n"), (96, 2, 1, 1))]
    return "".join(words[:-1])


def _word(chance: random.Random) -> str:
    kinds: tuple[Callable[[random.Random], str], ...] = (
        lambda chance: chance.choice(PLAIN),
        lambda chance: chance.choice(_MARKED),
        lambda chance: " ".join(chance.choices(_LATIN, k=chance.randint(1, 4))),
        _code,
        _address,
        _number,
        _range,
        lambda chance: chance.choice(("+212 537 12 34 56", "0537-12-34-56", "00212 6 12 34 56 78")),
        _bracketed,
        lambda chance: chance.choice(_SIGNS),
        lambda chance: chance.choice(PLAIN) + chance.choice("/-ـ–_.:") + chance.choice(PLAIN),
        lambda chance: chance.choice("وبلك") + chance.choice(("", "ـ")) + chance.choice(_LATIN),
        lambda chance: "".join(
            chance.choices(chance.choice(_LETTERS), k=chance.randint(15, 60))
        ),
    )  # fmt: skip
    return chance.choices(kinds, (40, 6, 14, 10, 6, 8, 5, 1, 5, 2, 1, 1, 1))[0](chance)


def _code(chance: random.Random) -> str:
    number = chance.randrange(10 ** chance.randint(1, 6))
    forms = [
        "ref-{0}",
        "MJZ-2025-{0}",
        "A/RES/{0}/12",
        "F{0}",
        "ISO\xa0{0}-1",
        "v1.{0}.3",
        "B{0}/44",
        "x_{0}",
    ]
    return chance.choice(forms).format(number)


def _address(chance: random.Random) -> str:
    number = chance.randrange(10**5)
    name = chance.choice(_LATIN).lower().rstrip(".")
    forms = (
        "{scheme}{name}/{number}?q=7", "info{number}@example.org", "example{number}.org",
        "{scheme}a-very-long-path/with_many-parts/{number}/index.html#section-{number}",
        "https://مثال.org/{arabic}/{arabic}-{number}",
    )  # fmt: skip
    return chance.choice(forms).format(
        scheme=chance.choice(_SCHEMES), name=name, number=number, arabic=chance.choice(PLAIN)
    )


def _number(chance: random.Random) -> str:
    number = chance.randrange(10 ** chance.randint(1, 7))
    eastern = str(number).translate({ord("0") + figure: 0x660 + figure for figure in range(10)})
    forms = [
        "{0}",
        "{0}%",
        "%{0}",
        "{0:,}",
        "−{0}",
        "+{0}",
        "15:30",
        "28/2/2025",
        "٪{0}",
        "{0}٪",
        "{1}",
        "3,5",
    ]
    return chance.choice([*forms, "{0} %", "{0} درهم"]).format(number, eastern)


def _range(chance: random.Random) -> str:
    first = chance.randint(1900, 2030)
    forms = ["{0}-{1}", "{0}–{1}", "«{0}-{1}»", "({0}-{1})", "{0}/{1}", "10:30-11:45", "12-18"]
    return chance.choice([*forms, "{0} - {1}", "{0} – {1}", "من {0} إلى {1}"]).format(
        first, first + chance.randint(1, 20)
    )


def _bracketed(chance: random.Random) -> str:
    opening, closing = chance.choice(_PAIRS)
    return opening + _word(chance) + closing
