"""The conventions of Arabic print: where a text violates them, and what should be there.

Pure functions on one text. A *convention* has a name (:data:`CONVENTIONS`); each break of it is a
:class:`Violation`. Some violations can be fixed without knowing the meaning: these carry edits. The
rest are advice for a person. ``docs/conventions.md`` gives an example of each. Files and places are
:mod:`report.lint`'s.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from report.arabic.conventions_text import (
    ARABIC,
    JOINED_MARK,
    WORD,
    Edit,
    Span,
    Violation,
    overlaps,
)
from report.arabic.locales import language_of

#: Every convention, in the order of reporting; the value tells whether its violations can be fixed
#: mechanically.
CONVENTIONS: dict[str, bool] = {
    "presentation-form": True,
    "look-alike": True,
    "tatweel": True,
    "lam-alef": True,
    "bidi-control": True,
    "digits": True,
    "double-space": True,
    "space-before-stop": True,
    "space-after-stop": True,
    "latin-stop": True,
    "quotes": True,
    "hamza": False,
    "ya": False,
    "ta-marbuta": False,
    "variant": False,
    "month": False,
    "country": False,
    "separators": False,
    "numeric-date": False,
}

#: What is a convention of Arabic lines only: an English line that quotes Arabic words keeps its own
#: signs.
_OF_ARABIC_LINES = frozenset(["latin-stop", "quotes", "digits", "separators", "numeric-date"])
_LATIN = re.compile("[A-Za-z]")
#: How much of a line on either side of a place reports which language it is.
_NEAR = 400

#: A text is fixed in rounds: a letter that is put right can uncover a word that is not. Three are
#: the most seen.
_ROUNDS = 12

_MayFind = Callable[[str, str], bool]
_Find = Callable[[str, str], Iterator[Violation]]


@dataclass(frozen=True, slots=True)
class Conventions:
    """The policy of one brief: its ``locale``, with the digits that it chooses, and what it allows.

    ``allow`` holds names of :data:`CONVENTIONS` that are not looked at; ``words`` words or phrases
    that are not checked, wherever they occur as whole words.

    :raises ExpressionError: ``unknown-locale``.
    """

    locale: str
    allow: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        language_of(self.locale)


def violations(
    text: str, conventions: Conventions, spans: Sequence[Span] = ()
) -> tuple[Violation, ...]:
    """Return where ``text`` violates the conventions, in order of place.

    ``spans`` are spans that are not Arabic text, such as code or addresses: nothing in them is
    reported or changed. A text without an Arabic letter has no violations: nothing tells that it is
    Arabic.
    """
    if not ARABIC.search(text):
        return ()
    locale = conventions.locale
    every = chain.from_iterable(
        find(text, locale) for may_find, find in _finders() if may_find(text, locale)
    )
    candidates = [violation for violation in every if violation.rule not in conventions.allow]
    if not candidates:
        return ()
    closed = _joined([*spans, *_spared(text, conventions.words)])
    open_violations = [violation for violation in candidates if not _touches(violation, closed)]
    return tuple(
        violation
        for violation in _apart(open_violations)
        if violation.rule not in _OF_ARABIC_LINES or _is_arabic(text, violation.start)
    )


def fixed(
    text: str, conventions: Conventions, keep: Callable[[str], Sequence[Span]] = lambda _text: ()
) -> str:
    """Return ``text`` with a fix of every violation that has one; ``keep`` returns the spans of a
    text that do not change.

    Fixing again changes nothing, and a text without such violations is returned unchanged.
    """
    for _ in range(_ROUNDS):
        changed = apply(text, edits(violations(text, conventions, keep(text))))
        if changed == text:
            break
        text = changed
    return text


def edits(matches: Sequence[Violation]) -> tuple[Edit, ...]:
    """Return the edits that fix ``matches``, in order and apart: of two violations that meet, the
    first is fixed."""
    chosen: list[Edit] = []
    taken: set[int] = set()
    for violation in matches:
        places = set(chain.from_iterable(range(edit.start, edit.end) for edit in violation.edits))
        if taken.isdisjoint(places):
            taken |= places
            chosen.extend(violation.edits)
    return tuple(sorted(chosen, key=lambda edit: edit.start))


def apply(text: str, changes: Sequence[Edit]) -> str:
    """Return ``text`` with ``changes`` made; they are in order and apart."""
    pieces = []
    position = 0
    for edit in changes:
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


@lru_cache(maxsize=8)
def searched(locale: str) -> str:
    """Return a regular expression for Python and for RE2 that a text with a violation matches,
    unless one of its words is a misspelt one (:func:`known_words`).
    """
    from report.arabic import conventions_letters as letters
    from report.arabic import conventions_numbers as numbers
    from report.arabic import conventions_stops as stops

    return "|".join((*letters.SEARCHED, *numbers.searched(locale), *stops.SEARCHED, JOINED_MARK))


def known_words(locale: str) -> frozenset[str]:
    """Return the misspelt words: a text without a match of :func:`searched` violates a convention
    only where one of them is a whole word, when vowel signs are left out."""
    from report.arabic import conventions_words as words

    return words.known_words(locale)


@lru_cache(maxsize=1)
def _finders() -> tuple[tuple[_MayFind, _Find], ...]:
    """Return the functions that find violations, each with a test for texts that may have any."""
    from report.arabic import conventions_letters as letters
    from report.arabic import conventions_numbers as numbers
    from report.arabic import conventions_stops as stops
    from report.arabic import conventions_words as words

    return (
        (letters.may_have_letter_violations, letters.letter_violations),
        (numbers.may_have_number_violations, numbers.number_violations),
        (stops.may_have_stop_violations, stops.stop_violations),
        (words.may_have_word_violations, words.word_violations),
    )


def _spared(text: str, words: frozenset[str]) -> Iterator[Span]:
    """Yield where a spared word or phrase stands as whole words."""
    for words_of in filter(None, (word.strip() for word in words)):
        for match in re.finditer(rf"(?<!{WORD}){re.escape(words_of)}(?!{WORD})", text):
            yield match.span()


def _is_arabic(text: str, index: int) -> bool:
    """Say whether the line around a place has no more Latin letters than Arabic ones."""
    left, right = text[max(0, index - _NEAR) : index], text[index : index + _NEAR]
    line = left[left.rfind("\n") + 1 :] + right.partition("\n")[0]
    return len(_LATIN.findall(line)) <= len(ARABIC.findall(line))


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those that meet or overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _touches(violation: Violation, stored: Sequence[Span]) -> bool:
    """Return whether the edits of a violation touch one of the kept spans; without edits, the whole
    violation counts."""
    spans = [(edit.start, edit.end) for edit in violation.edits] or [
        (violation.start, violation.end)
    ]
    for start, end in spans:
        index = bisect_left(stored, (end, -1))
        if index and stored[index - 1][1] > start:
            return True
    return False


def _apart(matches: list[Violation]) -> tuple[Violation, ...]:
    """Return violations in order of place, without those that say less than another one on the same
    letters."""
    ordered = sorted(
        matches,
        key=lambda violation: (
            violation.start,
            -violation.end,
            list(CONVENTIONS).index(violation.rule),
        ),
    )
    inside = {
        id(later)
        for earlier, later in pairwise(ordered)
        if not later.edits
        and earlier.rule != "quotes"
        and overlaps((earlier.start, earlier.end), (later.start, later.end))
    }
    return tuple(violation for violation in ordered if id(violation) not in inside)
