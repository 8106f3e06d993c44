"""A violation as a finding quotes it: with the words around it, and nothing in it invisible."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from report.arabic.conventions_text import Violation
from report.errors import Finding, Location, Severity

#: The most characters of a text that a message quotes.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a text has and what is wanted instead, each with the rest of its word."""

    rule: str
    text: str
    correct: str

    @classmethod
    def of(cls, text: str, violation: Violation) -> Quoted:
        """Return a violation with the rest of its word, or with the words beside its space."""
        left = re.search(r"\S*\Z", text[max(0, violation.start - _SHOWN) : violation.start])
        right = re.match(r"\S*", text[violation.end : violation.end + _SHOWN])
        first, last = left[0] if left else "", right[0] if right else ""
        choices = (f"{first}{choice}{last}" for choice in violation.wanted.split(" / "))
        quoted = f"{first}{text[violation.start : violation.end]}{last}"
        return cls(violation.rule, _shown(quoted), _shown(" / ".join(choices)))

    def finding(self, where: Location, times: int = 1) -> Finding:
        """Return the warning about it.

        :param times: how often it occurs in the column of ``where``.
        """
        often = f" (×{times})" if times > 1 else ""
        values = {"found": self.text, "wanted": self.correct, "often": often}
        return Finding(self.rule, where, values, Severity.WARNING)


def _shown(text: str) -> str:
    """Return a text with the Unicode numbers of invisible characters; a long one is cut in its
    middle."""
    if len(text) > _SHOWN:
        text = f"{text[: _SHOWN // 2]}…{text[1 - _SHOWN // 2 :]}"
    if text.isprintable():
        return text
    return "".join(
        f"[U+{ord(character):04X}]"
        if unicodedata.category(character) in ("Cf", "Cc")
        else character
        for character in text
    )
