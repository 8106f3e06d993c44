"""The objects of a PDF with their types, read in one way.

pikepdf reads a number, a Boolean or a null as a value of Python, and every other object as a
:class:`pikepdf.Object`. Its stubs give every entry the type ``Object``; code that must know the
real type tests for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf

#: The object number and the generation number of an object; both are 0 if it is direct.
ObjectNumber = tuple[int, int]
#: The number of references that are written at a time.
_AT_A_TIME = 10_000
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


def references(numbers: Sequence[int]) -> bytes:
    """Return references to objects, written in chunks: the body of a long table has a million."""
    chunks = (numbers[start : start + _AT_A_TIME] for start in range(0, len(numbers), _AT_A_TIME))
    return b" ".join(map(_chunk_of_references, chunks))


def _chunk_of_references(numbers: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])


def kid_numbers(element: Object) -> list[int]:
    """Return the object numbers of the kids of a structure element."""
    return [kid.objgen[0] for kid in element.K]


def without(dictionary: Object, *left_out: str) -> bytes:
    """Return the entries of a dictionary in file syntax, without some of them."""
    return b"".join(
        b"%b %b" % (name.encode(), unparsed(value))
        for name, value in dictionary.items()
        if name not in left_out
    )


def unparsed(value: object) -> bytes:
    """Return a value in file syntax; indirect objects by their numbers."""
    import pikepdf

    if isinstance(value, bool):
        return b" true" if value else b" false"
    return b" " + (value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode())
