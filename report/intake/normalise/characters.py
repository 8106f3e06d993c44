"""Steps that clean the characters of a cell: each is recorded, optional, and independent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from report.arabic.conventions import apply, edits
from report.arabic.conventions_letters import letter_violations

if TYPE_CHECKING:
    from report.brief.tables import Normalise

Step = Callable[[str], str]

#: Direction marks, zero-width breaks and similar characters from copied text.
_CONTROLS = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    # Joiners are part of Persian words and of «هـ»: they stay between letters, and after «ه».
    r"|(?<![^\W\d_])[\u200c\u200d]|\u200c(?![^\W\d_])|(?<!ه)\u200d(?![^\W\d_])"
)
#: Signs that no step changes, whatever is beside them but a space or a mark: of ASCII, of Latin, of
#: Arabic, and the usual stops and quotation marks. All are NFC, and none joins with another.
_SIGNS = "[!-~\u00a1-\u00ac\u00ae-\u017f،؛؟٪٫٬\u0621-\u063a\u0641-\u064a–—‘’“”„•…‹›€]"
#: Texts that no step changes: words of such signs, each with one vowel sign at most.
_PLAIN = re.compile(f"(?:{_SIGNS}++[\u064b-\u0652]?+)++(?: (?:{_SIGNS}++[\u064b-\u0652]?+)++)*+")
#: White space except line ends (Python's ``\s`` is Unicode's White_Space).
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?")
#: Line ends of other systems and of Unicode.
_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_ASCII = str.maketrans(
    {zero + place: str(place) for zero, place in product((0x660, 0x6F0), range(10))}
)
_ARABIC = str.maketrans({0x6F0 + place: chr(0x660 + place) for place in range(10)})
#: An upper bound: characters exposed by one step are handled in the next round at the latest.
_ROUNDS = 4


def clean(
    text: str, steps: Normalise, figures: str = "latn", *, lines: bool = True
) -> tuple[str, Mapping[str, str]]:
    """Return a text after the enabled steps, and for each step that changed it the text before that
    step.

    ``figures`` ``latn`` converts all digits to 0-9, ``arab`` converts only Persian digits to Arabic
    ones. Line ends are unified; without ``lines`` they become spaces. The function is idempotent.
    """
    changed: dict[str, str] = {}
    if _PLAIN.fullmatch(text):
        return text, changed
    for _ in range(_ROUNDS):
        start = text
        for name, step in _steps(figures, lines):
            if getattr(steps, name):
                previous, text = text, step(text)
                if text != previous:
                    changed.setdefault(name, previous)
        if text == start:
            break
    return text, changed


@cache
def _steps(figures: str, lines: bool) -> tuple[tuple[str, Step], ...]:
    """Return the steps in order: hidden characters first, so that letters become adjacent."""
    table = _ASCII if figures == "latn" else _ARABIC
    return (
        ("presentation_forms", _mender("presentation-form")),
        ("bidi_controls", _without_controls),
        ("look_alikes", _mender("look-alike")),
        ("tatweel", _mender("tatweel")),
        ("nfc", lambda text: unicodedata.normalize("NFC", text)),
        ("spaces", _spaced if lines else lambda text: " ".join(text.split())),
        ("digits", lambda text: text if text.isascii() else text.translate(table)),
    )


def _mender(rule: str) -> Step:
    def step(text: str) -> str:
        if text.isascii():
            return text
        violations = [
            violation for violation in letter_violations(text, "") if violation.rule == rule
        ]
        return apply(text, edits(violations)) if violations else text

    return step


def _without_controls(text: str) -> str:
    return text if text.isascii() else _CONTROLS.sub("", text)


def _spaced(text: str) -> str:
    single_spaced = _BLANKS.sub(" ", _ENDS.sub("\n", text))
    return _LINES.sub("\n", single_spaced).strip()
