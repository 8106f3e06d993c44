"""What the conventions share: spans, violations, and the letters that make a word Arabic."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: The characters from the first up to, not including, the second.
Span = tuple[int, int]

#: A letter of the Arabic script, its presentation forms included; no digits, stops or marks.
LETTER = (
    "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\ufb50-\ufdfb\ufe70-\ufefc]"
)
#: A vowel sign, or a hamza or madda that is written apart from its seat.
MARK = "[\u064b-\u065f\u0670]"
#: What a word is made of: letters, their marks, tatweel.
WORD = f"{LETTER[:-1]}\u0640{MARK[1:]}"

ARABIC = re.compile(LETTER)
WORDS = re.compile(f"{WORD}+")

#: What Python's regular expressions call a space.
SPACE = "[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
#: The vowel signs and tatweel: what :func:`bare` leaves out.
VOWEL = "[\u064b-\u0652\u0656-\u065f\u0670\u0640]"
#: The marks that :func:`bare` joins with the letter before them.
JOINED_MARK = "[\u0653-\u0655]"
_VOWELS = re.compile(VOWEL)


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` instead of the characters ``start`` to ``end``, at least one."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Violation:
    """A place where a text does not keep the convention ``rule``.

    ``wanted`` is what should stand from ``start`` to ``end``, or the choices, separated by « / ».
    ``edits`` fix it and are made together; they are empty where a person must decide.
    """

    rule: str
    start: int
    end: int
    wanted: str
    edits: tuple[Edit, ...] = ()


def violation(rule: str, start: int, end: int, expected: str) -> Violation:
    """Return a violation whose fix is to replace it by ``expected``."""
    return Violation(rule, start, end, expected, (Edit(start, end, expected),))


def overlaps(first: Span, second: Span) -> bool:
    """Say whether two spans share a character."""
    return first[0] < second[1] and second[0] < first[1]


def bare(word: str) -> str:
    """Return a word without vowel signs and tatweel; a hamza that is written apart joins its seat
    (NFC)."""
    return _VOWELS.sub("", unicodedata.normalize("NFC", word))
