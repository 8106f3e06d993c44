"""Words whose spelling is certain: hamza, ya and ta marbuta from lists; months and country names of
the locale.

Nothing is guessed. The lists hold only words that have only one possible meaning in their misspelt
form: «الى» is in them, «امام» (أمام or إمام) is not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import product

from report.arabic.conventions_text import MARK, WORD, WORDS, Violation, bare
from report.arabic.countries import country_name
from report.arabic.locales import LOCALES, language_of, rules

_JOINED = ("", "و", "ف")
#: Conjunction, preposition and article, in the spelling that joins them to a noun.
_BEFORE_NOUN = tuple(
    filter(None, map("".join, product(_JOINED, ("", "ب", "ل", "ك", "ال", "بال", "كال", "لل"))))
)
_ARTICLES = tuple(prefix for prefix in _BEFORE_NOUN if prefix.endswith(("ال", "لل")))
_PREFIXES = {
    "whole": ("",),
    "word": _JOINED,
    "noun": ("", *_BEFORE_NOUN),
    "definite": _ARTICLES,
}
#: What can follow a verbal noun of the forms VII, VIII and X, and a verb in the past.
_NOUN_ENDINGS = (
    "",
    *[
        "ا",
        "ات",
        "ان",
        "ين",
        "ي",
        "ية",
        "يا",
        "يات",
        "ه",
        "ها",
        "هم",
        "هن",
        "هما",
        "نا",
        "كم",
        "اته",
    ],
    *["اتها", "اتهم", "اتنا", "اتكم", "يين", "يون"],
)
_VERB_ENDINGS = ("", *["ت", "ا", "تا", "وا", "ن", "نا", "ه", "ها", "هم"])

#: Names that are nothing but a month; others count as one only beside a day or a year.
_ONLY_MONTHS = frozenset(
    [
        *[
            "نونبر",
            "نوفمبر",
            "نوفنبر",
            "دجنبر",
            "ديسمبر",
            "ديسنبر",
            "شتنبر",
            "سبتمبر",
            "سبتنبر",
            "يوليوز",
        ],
        *["غشت", "أغسطس", "اغسطس", "فيفري", "جويلية", "اكتوبر"],
    ]
)
_BEFORE_MONTH = re.compile(
    "(?:[0-9\u0660-\u0669]{1,2}|(?<!\\w)(?:ال|ل|ب)?(?:شهر|فاتح|أوائل|أواخر|مطلع|منتصف|متم))\\s+(?:من\\s+)?$"
)
_AFTER_MONTH = re.compile(
    "\\s+(?:من\\s+)?(?:سنة\\s+|عام\\s+)?(?:1[89]|2[01]|١[٨٩]|٢[٠١])[0-9\u0660-\u0669]{2}(?!\\d)"
)
#: «نوفمبر/تشرين الثاني», «تشرين الثاني (نوفمبر)»: both names are given on purpose.
_BESIDE = re.compile("\\s?[/(]")

#: What :func:`report.arabic.conventions_text.bare` changes in a word.
_MARKED = re.compile(f"[{MARK[1:-1]}\u0640]")
_NO_HAMZA = str.maketrans("أإآ", "ااا")


def known_words(locale: str) -> frozenset[str]:
    """Return words; every text with a violation of this module has at least one of them, with or
    without vowel signs."""
    return _known(locale)


def may_have_word_violations(text: str, locale: str) -> bool:
    """Return ``False`` only for a text without a violation of this module.

    It is ``True`` for a text of several lines if it is for one of them.
    """
    if _MARKED.search(text):
        return True
    return not _known(locale).isdisjoint(WORDS.findall(text))


def word_violations(text: str, locale: str) -> Iterator[Violation]:
    """Yield misspelt words, months that the locale calls otherwise, and other spellings of
    countries; advice only."""
    spellings, openers = _spellings(locale), _openers(locale)
    opened = False
    for match in WORDS.finditer(text):
        word = bare(match[0]) if _MARKED.search(match[0]) else match[0]
        opened = opened or match[0] in openers
        if word in spellings:
            rule, correct = spellings[word]
            yield Violation(rule, *match.span(), correct)
    if opened:
        yield from _phrase_violations(text, locale)
        yield from _month_violations(text, locale)


def _phrase_violations(text: str, locale: str) -> Iterator[Violation]:
    for match in _phrases(locale).finditer(text):
        rule, correct = _phrase_spellings(locale)[match[0]]
        yield Violation(rule, *match.span(), correct)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("report.arabic").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=4)
def _all(locale: str) -> Mapping[str, tuple[str, str]]:
    """Return every misspelt form, with its prefixes, and the rule and spelling that go with it."""
    country = language_of(locale).removeprefix("ar-")
    table: dict[str, tuple[str, str]] = {}
    for row in _rows("wasl.csv"):
        heads, endings, kind = (
            (("إ", "أ"), _NOUN_ENDINGS, "noun")
            if row["kind"] == "noun"
            else (("إ",), _VERB_ENDINGS, "word")
        )
        for head in heads:
            for ending in endings:
                right = row["stem"] + ending
                _put(table, kind, "hamza", head + right[1:], right)
    for row in _rows("spellings.csv"):
        if country in (row["locales"].split() or [country]):
            _put(table, row["kind"], row["rule"], row["wrong"], row["right"])
    for row in _rows("country_spellings.csv"):
        correct = country_name(row["code"], locale)
        for spelling in row["spellings"].split("|"):
            if country not in row["not_in"].split():
                _put_country(table, spelling, correct)
    return table


def _put(table: dict[str, tuple[str, str]], kind: str, rule: str, wrong: str, right: str) -> None:
    for prefix in _PREFIXES[kind]:
        table[prefix + wrong] = rule, prefix + right


def _put_country(table: dict[str, tuple[str, str]], spelling: str, expected: str) -> None:
    """Enter a country's other spelling, with the prepositions: the article of either name is joined
    as it must be."""
    if spelling == expected:
        return
    for join in _JOINED:
        for prefix in ("", "ب", "ل", "ك"):
            wrong, right = (
                f"{join}لل{name[2:]}"
                if prefix == "ل" and name.startswith("ال") and name not in _NO_ARTICLE
                else join + prefix + name
                for name in (spelling, expected)
            )
            table[wrong] = "country", right


_NO_ARTICLE = frozenset(["ألمانيا", "ألبانيا"])


@lru_cache(maxsize=4)
def _spellings(locale: str) -> Mapping[str, tuple[str, str]]:
    return {
        wrong: right
        for wrong, right in _all(locale).items()
        if " " not in wrong and "-" not in wrong
    }


@lru_cache(maxsize=4)
def _phrase_spellings(locale: str) -> Mapping[str, tuple[str, str]]:
    return {wrong: right for wrong, right in _all(locale).items() if " " in wrong or "-" in wrong}


@lru_cache(maxsize=4)
def _phrases(locale: str) -> re.Pattern[str]:
    return _any_of(_phrase_spellings(locale))


def _any_of(names: Mapping[str, object]) -> re.Pattern[str]:
    """Return a pattern of whole words, the longest first."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(f"(?<!{WORD})(?:{'|'.join(map(re.escape, longest))})(?!{WORD})")


@lru_cache(maxsize=4)
def _months(locale: str) -> Mapping[str, str]:
    """Return each name of a month that the locale does not use, and the one that it does."""
    names: dict[str, str] = {}
    own = rules(locale).months
    for tag in LOCALES:
        names |= dict(zip(rules(tag).months, own, strict=True))
    for row in _rows("months.csv"):
        names |= dict.fromkeys(row["names"].split("|"), own[int(row["month"]) - 1])
    return {name: correct for name, correct in names.items() if name not in own}


@lru_cache(maxsize=4)
def _written_months(locale: str) -> Mapping[str, None]:
    written: dict[str, None] = {}
    for name in _months(locale):
        written |= dict.fromkeys(prefix + name for prefix in _month_prefixes(name))
    return written


@lru_cache(maxsize=4)
def _month_names(locale: str) -> re.Pattern[str]:
    return _any_of(_written_months(locale))


@lru_cache(maxsize=4)
def _openers(locale: str) -> frozenset[str]:
    """Return the words that a phrase or a month opens with: most texts have none, and need no
    search for either."""
    return frozenset(
        name.split(" ")[0] for name in (*_phrase_spellings(locale), *_written_months(locale))
    )


@lru_cache(maxsize=4)
def _known(locale: str) -> frozenset[str]:
    """Return the words of which a text without marks has one if it has any violation of this
    module."""
    return _openers(locale).union(_spellings(locale))


def _month_prefixes(name: str) -> tuple[str, ...]:
    return tuple(map("".join, product(_JOINED, ("", "ب", "ل")))) if _is_sure(name) else ("", "و")


def _is_sure(name: str) -> bool:
    return name in _ONLY_MONTHS or " " in name


def _month_violations(text: str, locale: str) -> Iterator[Violation]:
    names = _months(locale)
    for match in _month_names(locale).finditer(text):
        prefix, name = next(
            (match[0][:end], match[0][end:]) for end in range(3) if match[0][end:] in names
        )
        beside = text[max(0, match.start() - 1) : match.start()] in ("/", "(") or _BESIDE.match(
            text, match.end()
        )
        dated = _BEFORE_MONTH.search(
            text, max(0, match.start() - 20), match.start()
        ) or _AFTER_MONTH.match(text, match.end())
        if not beside and (dated or _is_sure(name)):
            same = name.translate(_NO_HAMZA) == names[name].translate(_NO_HAMZA)
            yield Violation("hamza" if same else "month", *match.span(), prefix + names[name])
