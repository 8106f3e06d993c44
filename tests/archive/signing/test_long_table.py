"""Long cross-reference tables as pyHanko reads them, and as they are read here: alike in every answer."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from archive.signing.conftest import Desk
from pyhanko.pdf_utils.generic import PdfObject, Reference
from pyhanko.pdf_utils.misc import PdfDecodeLimitError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import XRefCache

from report.archive.signing import long_table
from report.archive.signing.long_table import LongReader

Entry = tuple[int, int, int]


@pytest.fixture
def every_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take tables of any length for long ones."""
    monkeypatch.setattr(long_table, "LONG", 0)


@dataclass(frozen=True)
class Table:
    """A cross-reference stream to write: the widths of its fields, and the entries of each of its sections by the
    number of its first object."""

    sections: Sequence[tuple[int, Sequence[Entry]]]
    widths: tuple[int, int, int] = (1, 3, 2)
    size: int = 100
    beyond: bytes = b""
    cut: int = 0

    def content(self) -> bytes:
        """Return the entries as bytes."""
        content = b"".join(
            number.to_bytes(width, "big") if width else b""
            for _, entries in self.sections
            for entry in entries
            for number, width in zip(entry, self.widths, strict=True)
        )
        return content[: len(content) - self.cut] + self.beyond


def written(tables: Sequence[Table]) -> bytes:
    """Return a file of a catalog and these tables, each a revision."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n")
    previous = ""
    for number, table in enumerate(tables):
        start, content = out.tell(), zlib.compress(table.content())
        index = " ".join(f"{first} {len(entries)}" for first, entries in table.sections)
        widths = " ".join(map(str, table.widths))
        head = (
            f"{90 + number} 0 obj\n<</Type/XRef/Root 1 0 R/Size {table.size}/W[{widths}]/Index[{index}]{previous}"
            f"/Filter/FlateDecode/Length {len(content)}>>\nstream\n"
        )
        out.write(head.encode() + content + b"\nendstream\nendobj\n")
        out.write(f"startxref\n{start}\n%%EOF\n".encode())
        previous = f"/Prev {start}"
    return out.getvalue()


def answers(read: Callable[[BytesIO], PdfFileReader], data: bytes) -> Iterator[object]:
    """Yield everything that a reader answers about the tables of a file, or the error that it raises."""
    try:
        reader = read(BytesIO(data))
    except Exception as error:
        yield type(error)
        yield str(error).partition(":")[0]
        return
    xrefs = reader.xrefs
    yield from (
        reader.last_startxref,
        reader.has_xref_stream,
        reader.total_revisions,
    )
    yield sorted((key, str(value)) for key, value in reader.trailer.items())
    yield from (reader.strict, reader.encrypted, reader.decode_context.input_size)
    yield reader.decode_context.remaining_budget
    yield {_named(reference) for reference in xrefs.xref_stream_refs}
    highest = 0
    for revision in range(reader.total_revisions):
        about, data_of = xrefs.get_xref_container_info(revision), xrefs.get_xref_data(revision)
        highest = max(highest, about.size)
        yield replace(about, stream_ref=None), about.stream_ref and _named(about.stream_ref)
        for references in (
            xrefs.explicit_refs_in_revision(revision),
            xrefs.refs_freed_in_revision(revision),
            xrefs.object_streams_used_in(revision),
        ):
            yield {_named(reference) for reference in references}
        yield dict(data_of.freed), dict(data_of.standard_xrefs), dict(data_of.xrefs_in_objstm)
        yield len(data_of.explicit_refs_in_revision), len(data_of.obj_streams_used)
        yield sorted(data_of.higher_generation_refs())
    for number in range(highest + 3):
        for generation in (0, 1, 2, 65534, 65535):
            yield from _places(xrefs, Reference(number, generation, reader))


def _places(xrefs: XRefCache, reference: Reference) -> Iterator[object]:
    """Yield everything that the tables answer about an object."""
    for ask in (xrefs.__getitem__, xrefs.get_last_change, xrefs.get_introducing_revision):
        try:
            yield ask(reference)
        except KeyError:
            yield KeyError
    for revision in range(xrefs.total_revisions):
        yield _named(reference) in xrefs.get_xref_data(revision).explicit_refs_in_revision


def _named(reference: Reference) -> tuple[int, int]:
    return reference.idnum, reference.generation


def _alike(data: bytes) -> list[object]:
    """Return the answers about a file, which both readers give."""
    theirs = list(answers(PdfFileReader, data))
    ours = list(answers(LongReader, data))
    assert ours == theirs
    return ours


@pytest.mark.usefixtures("every_table")
def test_an_edition_is_read_as_pyhanko_reads_it(desk: Desk, edition: Path) -> None:
    twice = desk.sign(desk.sign(edition), "minister").read_bytes()
    assert len(_alike(edition.read_bytes())) > 1000
    _alike(twice)
    theirs, ours = PdfFileReader(BytesIO(twice)), LongReader(BytesIO(twice))
    assert isinstance(ours.xrefs.get_xref_data(0), long_table._LongData)
    assert ours.input_version == theirs.input_version
    assert (
        vars(ours).keys() - vars(theirs).keys() == {"_own_context", "_together"}
        and not vars(theirs).keys() - vars(ours).keys()
    )
    for number, generation in sorted(theirs.xrefs.get_xref_data(0).explicit_refs_in_revision):
        if number in theirs.xrefs.get_xref_data(0).freed:
            continue
        whole = [
            _written(reader.get_object(Reference(number, generation, reader)))
            for reader in (theirs, ours)
        ]
        assert whole[0] == whole[1]


def _written(thing: PdfObject) -> bytes:
    out = BytesIO()
    thing.write_to_stream(out)
    return out.getvalue()


def test_short_tables_are_left_to_pyhanko(edition: Path) -> None:
    data = LongReader(BytesIO(edition.read_bytes())).xrefs.get_xref_data(0)
    assert not isinstance(data, long_table._LongData)


CATALOG: Entry = (1, 9, 0)
FREE: Entry = (0, 0, 65535)


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize(
    "tables",
    [
        [Table([(0, [FREE, CATALOG, (2, 7, 0), (2, 7, 1), (1, 500, 3)])])],
        [
            Table(
                [
                    (0, [FREE, CATALOG]),
                    (5, [(0, 0, 1), (2, 9, 65535)]),
                    (60, [(7, 1, 1), (1, 1, 0)]),
                ]
            )
        ],
        [Table([(0, [FREE, CATALOG, (0, 0, 1)])]), Table([(2, [(1, 30, 1)])])],
        [Table([(0, [FREE, CATALOG, (0, 0, 2)])]), Table([(2, [(1, 30, 1)])])],
        [Table([(0, [FREE, CATALOG, (0, 0, 0)])]), Table([(2, [(2, 30, 1)])])],
        [Table([(0, [FREE, CATALOG])]), Table([(90, [(1, 30, 0)])])],
        [Table([(0, [FREE, CATALOG])]), Table([(1, [(1, 9, 0)])], size=50)],
        [Table([(0, [FREE, CATALOG])], beyond=b"\0")],
        [Table([(0, [FREE, CATALOG])], cut=1)],
        [Table([(1, [CATALOG]), (0, [FREE])])],
        [Table([(0, [FREE, CATALOG, (1, 20, 0)])], (1, 2, 0))],
        [Table([(0, [FREE, CATALOG, (2, 20, 70000)])], (1, 2, 3))],
        [Table([(0, [FREE, CATALOG, (1, 20, 70000)])], (1, 2, 3))],
        [Table([(0, [CATALOG, CATALOG])], (0, 2, 0))],
        [Table([(0, [FREE, CATALOG])], (1, 8, 2))],
        [Table([])],
    ],
)
def test_tables_of_any_form_are_read_as_pyhanko_reads_them(tables: list[Table]) -> None:
    _alike(written(tables))


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize("seed", range(3))
def test_any_tables_are_read_as_pyhanko_reads_them(seed: int) -> None:
    chance = Random(seed)
    read = sum(len(_alike(written(_tables(chance)))) > 2 for _ in range(100))
    assert 10 < read < 100


def _tables(chance: Random) -> list[Table]:
    """Return tables by chance, half of them in order."""
    tables = []
    for _ in range(chance.randint(1, 3)):
        last, sections = 0, []
        for _ in range(chance.randint(0, 4)):
            start = last + chance.choice((0, 0, 1, 7, -1))
            entries = [
                (chance.randint(0, 3), chance.randrange(120), chance.choice((0, 0, 0, 1, 2, 65535)))
                for _ in range(chance.randint(0, 6))
            ]
            last = start + len(entries)
            sections.append((start, entries))
        widths = chance.choice(((1, 3, 2), (1, 1, 2), (1, 7, 2), (1, 2, 2)))
        tables.append(Table(sections, widths, cut=chance.choice((0,) * 9 + (1,))))
    return tables


@pytest.mark.parametrize("version", [b"%PDX-1.7\n", b"%PDF-x.7\n", b""])
def test_a_file_of_no_version_is_an_error_as_it_is_of_pyhanko(version: bytes) -> None:
    data = version + written([Table([(0, [FREE, CATALOG])])])[9:]
    assert list(answers(LongReader, data)) == list(answers(PdfFileReader, data))


@pytest.mark.usefixtures("every_table")
def test_a_table_unpacks_to_no_more_than_it_states() -> None:
    data = written([Table([(0, [FREE, CATALOG])], beyond=bytes(100_000))])
    for read in (PdfFileReader, LongReader):
        with pytest.raises(PdfDecodeLimitError):
            read(BytesIO(data))


def _packed(head: bytes, bodies: bytes, count: int) -> bytes:
    """Return a file with an object stream that has the objects 2, 3 and 4."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n")
    place, content = out.tell(), head + bodies
    keys = b"/Type/ObjStm/N %d/First %d/Length %d" % (count, len(head), len(content))
    out.write(b"5 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj\n" % (keys, content))
    entries = [FREE, CATALOG, (2, 5, 0), (2, 5, 1), (2, 5, 2), (1, place, 0)]
    start, table = out.tell(), Table([(0, entries)]).content()
    keys = b"/Type/XRef/Root 1 0 R/Size 100/W[1 3 2]/Index[0 6]/Length %d" % len(table)
    out.write(b"90 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj\n" % (keys, table))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize(
    "bodies", [b"10 20 30 ", b"[1]<<>>(a)", b"1 0 R 7 8", b"[1 << 3 30", b"10"]
)
@pytest.mark.parametrize(
    "head",
    [
        b"2 0 3 3 4 6 ",
        b"2 0\n3 3 4 6\n",
        b"2\t0 3 3 4 6 ",
        b"3 0 2 3 4 6 ",
        b"2 0 2 3 4 6 ",
        b"2 0 x 3 4 6 ",
        b"2 0 3 3 ",
        b"2 0 3 3 4 99 ",
        b"2 0 3 3 4 6 5 9 ",
    ],
)
def test_object_streams_are_read_as_pyhanko_reads_them(head: bytes, bodies: bytes) -> None:
    for count in (3, 2, 4):
        data = _packed(head, bodies, count)
        theirs, ours = (_read_all(read(BytesIO(data))) for read in (PdfFileReader, LongReader))
        assert theirs == ours


def _read_all(reader: PdfFileReader) -> list[object]:
    """Return the objects of an object stream, or the errors instead of them, each read twice."""
    things: list[object] = []
    for number in (2, 3, 4, 2):
        try:
            things.append(_written(reader.get_object(Reference(number, 0, reader))))
        except Exception as error:
            things += [type(error), str(error)]
    return things
