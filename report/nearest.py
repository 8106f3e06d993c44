"""The name that was probably meant: the known one that is spelt nearly as the one that was given.

One threshold holds everywhere. Another word is no misspelling: a wrong suggestion is worse than none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

#: The share of letters that two spellings of one name have in common, after Ratcliff and Obershelp.
CLOSE = 0.7
_SEPARATORS = str.maketrans({"-": "_", " ": "_", "\u00a0": "_", "\u0640": None})


def nearest(given: str, known: Iterable[str]) -> str | None:
    """Return the known name that is spelt nearly as ``given``; ``None`` where none is.

    Case, marks (Arabic vowel signs and hamza seats too), tatweel and the kind of separator make no difference.
    """
    import difflib

    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(_folded(name), name)
    matches = difflib.get_close_matches(_folded(given), folded, n=1, cutoff=CLOSE)
    return folded[matches[0]] if matches else None


def _folded(name: str) -> str:
    bare = (sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return "".join(bare).casefold().translate(_SEPARATORS)
