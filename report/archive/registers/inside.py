"""The embedded files and the metadata of a file with long registers, as a small PDF of its own:
without its pages and its structure, which are most of its objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from report.archive.registers.table import ObjectTable, OtherForm, Together
from report.archive.registers.written import dictionary_of, references_of, written

if TYPE_CHECKING:
    from report.archive.signing.later import Revisions
    from report.file_bytes import Source

#: The objects that are not looked into. The small file has no pages.
_LEFT_OUT = re.compile(rb"/Type\s*/(?:Page|Outlines|StructTreeRoot|StructElem|Annot|Sig)\b")
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_NO_PAGES = b"<</Type/Pages/Kids[]/Count 0>>"
#: The most objects: each embedded file has two, and the limit of these is far lower.
_MOST = 100_000


def without_pages(data: Source, revisions: Revisions | None = None) -> bytes:
    """Return the embedded files and the metadata of a PDF as a small one; any file without long
    registers unchanged.

    :param revisions: its objects, if they are known.
    """
    from report.archive.signing.later import revisions_of

    revisions = revisions or revisions_of(data)
    if revisions is not None:
        try:
            objects = _objects(revisions.table, revisions.later)
            return written(revisions.table, objects).data[:]
        except OtherForm:
            pass
    return data if isinstance(data, bytes) else data[:]


def _objects(table: ObjectTable, later: Mapping[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each object that the catalog and the trailer lead to,
    except pages, structure, outline and the fields of signatures.

    :param later: the objects of later revisions, by their numbers.
    """
    streams: dict[int, Together] = {}
    seen: set[int] = set()
    waiting = [table.root, *references_of(table.rest)]
    while waiting:
        number = waiting.pop()
        if number in seen or not (number in later or table.has(number)):
            continue
        seen.add(number)
        if len(seen) > _MOST:
            raise OtherForm("objects")
        whole = later.get(number) or table.whole(number, streams)
        plain = dictionary_of(whole, number)
        if _PAGES.search(plain):
            yield number, b"%d 0 obj\n%b\nendobj\n" % (number, _NO_PAGES)
        elif not _LEFT_OUT.search(plain):
            yield number, whole
            waiting += references_of(plain)
