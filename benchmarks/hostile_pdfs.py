"""Hostile PDFs for tests of readers, each made from a sound edition."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

MIB = 1024**2
Change = Callable[[pikepdf.Pdf], None]
Raw = Callable[[bytes, random.Random], bytes]


def _bomb(size: int = 1024 * MIB) -> bytes:
    """Return zeros, deflated: a thousandth of their size."""
    packer, block = zlib.compressobj(9), bytes(MIB)
    return b"".join(packer.compress(block) for _ in range(size // MIB)) + packer.flush()


def _stream(pdf: pikepdf.Pdf, data: bytes, *filters: str) -> Any:
    stream = pdf.make_stream(data)
    stream.Filter = Array([Name(value) for value in filters])
    return stream


def flate_bomb(pdf: pikepdf.Pdf) -> None:
    """Let a page's content unfold to a gigabyte."""
    pdf.pages[-1].obj.Contents = _stream(pdf, _bomb(), "/FlateDecode")


def bomb_in_bomb(pdf: pikepdf.Pdf) -> None:
    """Pack a page's content twice: it unfolds to a gigabyte of each byte that is seen."""
    pdf.pages[-1].obj.Contents = _stream(pdf, zlib.compress(_bomb()), *["/FlateDecode"] * 2)


def bomb_inside(pdf: pikepdf.Pdf) -> None:
    """Let a file inside unfold to a gigabyte."""
    file: Any = next(iter(pdf.attachments.values())).obj
    file.EF.F.write(_bomb(), filter=Name.FlateDecode)


def many_files(pdf: pikepdf.Pdf) -> None:
    """Attach 30,000 files."""
    content = pdf.make_stream(b"x")
    names = []
    for index in range(30_000):
        spec = Dictionary(Type=Name.Filespec, UF=String(f"{index:05}"), EF=Dictionary(F=content))
        names += [String(f"{index:05}"), pdf.make_indirect(spec)]
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(names)))


def names_in_circles(pdf: pikepdf.Pdf) -> None:
    """Let a node of the files' name tree be below itself, twice."""
    node = pdf.make_indirect(Dictionary(Limits=Array([String("a"), String("z")])))
    node.Kids = Array([node, node])
    pdf.Root.Names.EmbeddedFiles = node


def nested_elements(pdf: pikepdf.Pdf) -> None:
    """Put 100,000 structure elements in one another."""
    element = pdf.make_indirect(Dictionary(S=Name.P, K=Array([])))
    for _ in range(100_000):
        element = pdf.make_indirect(Dictionary(S=Name.Div, K=Array([element])))
    pdf.Root.StructTreeRoot.K = Array([element])


def elements_in_circles(pdf: pikepdf.Pdf) -> None:
    """Let a structure element be below itself."""
    element = pdf.make_indirect(Dictionary(S=Name.Div))
    element.K = Array([pdf.make_indirect(Dictionary(S=Name.Div, K=Array([element])))])
    pdf.Root.StructTreeRoot.K = Array([element])


def elements_that_double(pdf: pikepdf.Pdf) -> None:
    """Let each of 60 structure elements have the next one twice: 2 to the 60th ways through the
    tree."""
    element = pdf.make_indirect(Dictionary(S=Name.P, K=Array([])))
    for _ in range(60):
        element = pdf.make_indirect(Dictionary(S=Name.Div, K=Array([element, element])))
    pdf.Root.StructTreeRoot.K = Array([element])


def pages_in_circles(pdf: pikepdf.Pdf) -> None:
    """Let the page tree be below itself."""
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def pages_in_depth(pdf: pikepdf.Pdf) -> None:
    """Put 20,000 nodes of the page tree in one another."""
    node, count = pdf.Root.Pages, pdf.Root.Pages.Count
    for _ in range(20_000):
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node]), Count=count))
    pdf.Root.Pages = node


def many_pages(pdf: pikepdf.Pdf) -> None:
    """Show one page 150,000 times."""
    page: Any = Dictionary({**dict(pdf.pages[0].obj)})
    page.Parent = pdf.Root.Pages
    pdf.Root.Pages.Kids = Array([pdf.make_indirect(page) for _ in range(150_000)])
    pdf.Root.Pages.Count = 150_000


def huge_page(pdf: pikepdf.Pdf) -> None:
    """Let a page be a billion points wide and high."""
    pdf.pages[-1].obj.MediaBox = Array([0, 0, 10**9, 10**9])


def outline_in_circles(pdf: pikepdf.Pdf) -> None:
    """Let a bookmark follow itself."""
    first = pdf.Root.Outlines.First
    first.Next = first


#: Changes of objects, by their name in a report.
CHANGES: dict[str, Change] = {
    "a Flate bomb on a page": flate_bomb,
    "a bomb in a bomb": bomb_in_bomb,
    "a bomb as an embedded file": bomb_inside,
    "30,000 embedded files": many_files,
    "a cyclic name tree": names_in_circles,
    "100,000 nested structure elements": nested_elements,
    "cyclic structure elements": elements_in_circles,
    "structure elements that multiply": elements_that_double,
    "a cyclic page tree": pages_in_circles,
    "20,000 nested page tree nodes": pages_in_depth,
    "150,000 pages": many_pages,
    "a page of a billion points": huge_page,
    "a cyclic outline": outline_in_circles,
}


def truncated(data: bytes, chance: random.Random) -> bytes:
    """Truncate the file at a random byte."""
    return data[: chance.randrange(len(data))]


def garbage_table(data: bytes, chance: random.Random) -> bytes:
    """Point ``startxref`` anywhere, also beyond the end."""
    place = chance.randrange(2 * len(data))
    return re.sub(rb"startxref\s+\d+", b"startxref\n%d" % place, data)


def garbage_behind(data: bytes, chance: random.Random) -> bytes:
    """Replace the second half by random bytes."""
    return data[: len(data) // 2] + chance.randbytes(len(data) // 2)


def many_revisions(data: bytes, _chance: random.Random) -> bytes:
    """Append 20,000 revisions that change nothing."""
    revisions, size = [data], len(data)
    previous = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    with pikepdf.open(BytesIO(data)) as pdf:
        root, count = pdf.Root.objgen[0], int(pdf.trailer.Size)
    for _ in range(20_000):
        trailer = f"trailer\n<< /Size {count} /Root {root} 0 R /Prev {previous} >>\n"
        revisions.append(f"xref\n0 0\n{trailer}startxref\n{size}\n%%EOF\n".encode())
        previous, size = size, size + len(revisions[-1])
    return b"".join(revisions)


def no_pdf(_data: bytes, chance: random.Random) -> bytes:
    """Return a header and random bytes."""
    return b"%PDF-1.7\n" + chance.randbytes(chance.randrange(100_000))


#: Changes of the bytes.
RAW: dict[str, Raw] = {
    "a truncated file": truncated,
    "a wrong offset of the cross-reference table": garbage_table,
    "a random second half": garbage_behind,
    "20,000 revisions": many_revisions,
    "random bytes": no_pdf,
}


def hostile(kind: str, edition: bytes, seed: int) -> bytes:
    """Return the edition, changed after this kind, one of :data:`CHANGES` or :data:`RAW`."""
    if kind in RAW:
        return RAW[kind](edition, random.Random(seed))
    with pikepdf.open(BytesIO(edition)) as pdf:
        CHANGES[kind](pdf)
        data = BytesIO()
        pdf.save(data, static_id=True)
    return data.getvalue()
