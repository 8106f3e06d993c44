"""Which characters the bundled fonts can draw."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from report.places import assets

#: Characters that every face of the house draws. Texts of these alone need no look into the fonts.
COMMON = frozenset(
    [
        *map(chr, range(0x20, 0x7F)),
        *map(chr, range(0x0621, 0x063B)),
        *map(chr, range(0x0641, 0x0653)),
        *map(chr, range(0x0660, 0x066A)),
        *"\t\n،؛؟ـ«»–—…“”٪٫٬éèàçÉ",
    ]
)
#: A regular expression of Python and of RE2 for a character that is neither one of these nor ASCII.
RARE = f"[^\\x00-\\x7f{''.join(sorted(sign for sign in COMMON if not sign.isascii()))}]"
#: Default-ignorable characters (Unicode, DerivedCoreProperties) that are not in the category Cf.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
#: The face of prose, and that of tables, charts and headings, by their folders in ``assets/fonts``.
Face = Literal["prose", "sans"]
_FOLDERS: dict[Face, str] = {"prose": "amiri", "sans": "ibm-plex-sans-arabic"}
#: From this many characters on, numpy finds the distinct ones faster than a set does.
_LONG = 20_000
_SILENT_CATEGORIES = ("Cc", "Cf", "Zl", "Zp", "Zs")


def unprintable_characters(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters of some texts that no bundled font has a glyph for.

    Characters that are invisible by nature, such as spaces and marks of direction, are not among
    them.
    """
    rare = frozenset().union(*map(characters_in, texts)) - COMMON
    if not rare:
        return frozenset()
    drawn = covered()
    return frozenset(
        character for character in rare if ord(character) not in drawn and not _is_silent(character)
    )


def characters_in(text: str) -> frozenset[str]:
    """Return the characters of a text, each once."""
    if len(text) < _LONG:
        return frozenset(text)
    import numpy as np

    seen = np.zeros(sys.maxunicode + 1, dtype=bool)
    seen[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")] = True
    return frozenset(map(chr, np.flatnonzero(seen).tolist()))


def code_points(sign: str) -> str:
    """Return the code points of a text as Unicode writes them: ``U+1F1F2 U+1F1E6``."""
    return " ".join(f"U+{ord(character):04X}" for character in sign)


def with_codes(text: str) -> str:
    """Return a text with each unprintable character replaced by its code point in square
    brackets."""
    missing = unprintable_characters([text])
    if not missing:
        return text
    return "".join(
        f"[{code_points(character)}]" if character in missing else character for character in text
    )


@cache
def covered() -> frozenset[int]:
    """Return the code points that at least one bundled font has a glyph for; each face falls back
    to the rest."""
    return frozenset().union(*map(characters_of, sorted((assets() / "fonts").glob("*/*.ttf"))))


def whole_in(text: str) -> Face | None:
    """Return the one face, of prose or of tables, that has all characters of a text when the usual
    face lacks some.

    ``None`` is returned if both have them all, or neither. A word is then set in that face as a
    whole, not letter by letter in two.
    """
    rare = frozenset(text) - COMMON
    if not rare:
        return None
    characters = {ord(character) for character in rare if not _is_silent(character)}
    whole = [face for face in _FOLDERS if characters <= _face(face)]
    return whole[0] if len(whole) == 1 else None


@cache
def _face(face: Face) -> frozenset[int]:
    """Return the code points that every weight of a face has."""
    paths = sorted((assets() / "fonts" / _FOLDERS[face]).glob("*.ttf"))
    return frozenset.intersection(*map(characters_of, paths))


@cache
def characters_of(path: Path) -> frozenset[int]:
    """Return the code points that a font file has glyphs for; each file is read once."""
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)).unicodes)


def _is_silent(character: str) -> bool:
    return (
        unicodedata.category(character) in _SILENT_CATEGORIES
        or _IGNORABLE.match(character) is not None
    )
