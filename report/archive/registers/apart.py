"""What later revisions of a file with long registers may not change, because it is read in the
first."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from report.archive.registers.table import OtherForm
from report.archive.registers.written import dictionary_of, references_of

if TYPE_CHECKING:
    from report.archive.registers.skeleton import Dividing

#: A leaf of the parent tree, as Mujaz writes it and in any form, and its words.
PARENTS = re.compile(rb"<</Limits\[\d+ \d+\]/Nums\[(.*)\]>>", re.DOTALL)
_LEAF = re.compile(rb"\s*<<\s*/Limits\s*\[\s*\d+\s+\d+\s*\]\s*/Nums\s*\[(.*)\]\s*>>\s*", re.DOTALL)
_WORD = re.compile(rb"[\[\]]|[^\s\[\]]+")


def need_apart(file: Dividing) -> None:
    """Check that later revisions neither change what is read of rows in the first one, nor
    refer to it: rows, bodies of tables, pages of registers and streams.

    :raises OtherForm: if they do.
    """
    if not file.later:
        return
    contents, models = file.contents(), {model for _, model in file.models}
    fixed = {file.table.number, *file.table.object_streams, *file.openings, *models}
    fixed |= {*contents, *file.pages, *file.tables}
    for number, whole in file.later.items():
        plain = dictionary_of(whole, number)
        if file.table.has(number):
            if number in fixed or not _is_apart(file, number, contents):
                raise OtherForm("an object of a later revision")
            if PARENTS.fullmatch(file.bodies.get(number, b"")):
                plain = _appended(file.bodies[number], plain)
        old = filter(file.table.has, references_of(plain))
        if not all(_is_apart(file, reference, contents) for reference in old):
            raise OtherForm("an object of a later revision")


def _is_apart(file: Dividing, number: int, contents: Collection[int]) -> bool:
    """Return whether an object is neither of a row nor one of the contents of their pages."""
    in_file = file.table.kinds[number] == 1
    return number in file.bodies or (in_file and number not in contents)


def _appended(old: bytes, new: bytes) -> bytes:
    """Return what a later revision appends to the entries of a leaf of the parent tree.

    :raises OtherForm: if it changes those that the leaf has.
    """
    matches = [_LEAF.fullmatch(leaf) for leaf in (old, new)]
    first, later = (_WORD.findall(match[1]) if match else [] for match in matches)
    added = later[len(first) :]
    if not first or later[: len(first)] != first or any(word[:1] == b"/" for word in added):
        raise OtherForm("parent tree")
    return b" ".join(added)
