"""The steps that clean the characters of a cell: each is distinguished, can be turned off, and changes nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from report.arabic.conventions import apply, edits
from report.arabic.conventions_letters import letter_violations

if TYPE_CHECKING:
    from report.brief.tables import Normalise

Step = Callable[[str], str]

#: Marks of direction, breaks of no width and similar ones, which a cell gains where texts are copied from pages.
_CONTROLS = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    # The joiners spell words of Persian, and «هـ» in some files: they stay between letters, and after that one.
    r"|(?<![^\W\d_])[\u200c\u200d]|\u200c(?![^\W\d_])|(?<!ه)\u200d(?![^\W\d_])"
)
#: What no step changes.
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
#: All blanks but the line's end (``\s`` of Python is Unicode's White_Space).
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?")
#: Line ends of other systems, and Unicode's own.
_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_ASCII = str.maketrans({zero + place: str(place) for zero in (0x660, 0x6F0) for place in range(10)})
_ARABIC = str.maketrans({0x6F0 + place: chr(0x660 + place) for place in range(10)})
#: More rounds than any text needs: letters that one step frees are the next one's at the latest in the round after.
_ROUNDS = 4


def clean(
    text: str, steps: Normalise, figures: str = "latn", *, lines: bool = True
) -> tuple[str, Mapping[str, str]]:
    """Return a text after the steps that are on, and, for each that changed it, what stood before that step.

    ``figures`` ``latn`` writes all figures as 0-9, ``arab`` only those of Persian as Arabic ones. Line ends stay,
    made one of each kind, unless ``lines`` is off: then they are blanks. Cleaning twice is cleaning once.
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
    """Return the steps in their order: the hidden go first, so that letters which belong together meet."""
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
        violations = [stray for stray in letter_violations(text, "") if stray.rule == rule]
        return apply(text, edits(violations)) if violations else text

    return step


def _without_controls(text: str) -> str:
    return text if text.isascii() else _CONTROLS.sub("", text)


def _spaced(text: str) -> str:
    single_spaced = _BLANKS.sub(" ", _ENDS.sub("\n", text))
    return _LINES.sub("\n", single_spaced).strip()
