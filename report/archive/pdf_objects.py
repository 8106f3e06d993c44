"""The objects of a PDF with their types, read in one way.

pikepdf reads a number, a Boolean or a null as a value of Python, and every other object as a
:class:`pikepdf.Object`. Its stubs give every entry the type ``Object``; code that must know the
real type tests for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf

#: The object number and the generation number of an object; both are 0 if it is direct.
ObjectNumber = tuple[int, int]
#: An entry of a ToUnicode table (ISO 32000-1, 9.10.3): a code of two bytes, its text in UTF-16.
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<((?:[0-9A-Fa-f]{4})+)>")


def entry(owner: Object, key: str) -> Object:
    """Return the value of a key, or an empty dictionary, which is only read, if it is missing."""
    value = owner.get(key)
    return _empty() if value is None else value


def items_of(owner: Object, key: str) -> list[Object]:
    """Return the items of an array under a key, or the only value under it; none if it is
    missing."""
    from pikepdf import Array

    value = owner.get(key)
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def texts_of_codes(font: Object) -> dict[int, str]:
    """Return the text of each code of a font, from its ToUnicode table."""
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in _CODE.findall(font.ToUnicode.read_bytes())
    }


def destinations(pdf: Pdf) -> Mapping[str, Object]:
    """Return the named destinations of a PDF (ISO 32000-1, 12.3.2.3)."""
    from pikepdf import NameTree

    names = entry(pdf.Root, "/Names")
    return NameTree(names.Dests) if "/Dests" in names else {}


@cache
def _empty() -> Dictionary:
    from pikepdf import Dictionary

    return Dictionary()
