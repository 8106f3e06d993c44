"""A long edition stays on disk while it is verified, and libraries read only what grows with its pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile

import numpy
import pikepdf
import pytest
from render.long_tables.registers import write_brief

from report import file_bytes
from report.archive import verify as verifying
from report.archive.pdf_objects import references
from report.archive.registers.numbering import Renumbering, referred
from report.archive.registers.skeleton import Divided, divided
from report.archive.registers.table import ObjectTable, OtherForm
from report.building import build, verify
from report.file_bytes import FileBytes

ROWS, BLOCK = 310, 4096


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    brief = write_brief(folder / "b", ROWS, careful=False, keys='group = "place"')
    return build(brief, folder / "e.pdf", text_gate=False).path


@pytest.fixture(scope="module")
def file(edition: Path) -> Divided:
    return divided(edition.read_bytes())


@pytest.fixture
def lengths(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of all parts that are read of files on disk; every long file is left there."""
    read: list[int] = []
    stock = FileBytes.__getitem__

    def noted(self: FileBytes, span: slice) -> bytes:
        start, stop, _ = span.indices(len(self))
        read.append(stop - start)
        return stock(self, span)

    monkeypatch.setattr(FileBytes, "__getitem__", noted)
    monkeypatch.setattr(file_bytes, "_BLOCK", BLOCK)
    return read


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("rebuild", [False, True])
def test_a_long_edition_is_never_read_as_a_whole(
    edition: Path, lengths: list[int], rebuild: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = verify(edition, judge=False, rebuild=rebuild)
    assert max(lengths) == edition.stat().st_size
    lengths.clear()
    monkeypatch.setattr(verifying, "LARGE", 0)
    assert verify(edition, judge=False, rebuild=rebuild) == whole and whole.sound
    table = ObjectTable.of(edition.read_bytes())
    ends = [*table.in_file, edition.stat().st_size]  # the last one is the table itself
    largest_object = int(numpy.diff(ends).max())
    assert 0 < max(lengths) <= max(largest_object, 2 * BLOCK) < edition.stat().st_size / 4


def test_what_libraries_read_has_numbers_of_its_own(edition: Path, file: Divided) -> None:
    table = ObjectTable.of(edition.read_bytes())
    assert len(table.kinds) > 13 * ROWS > 5 * len(file.numbering.old)
    with pikepdf.open(BytesIO(file.skeleton[:])) as pdf:
        assert pdf.trailer.Size == len(file.numbering.old) + 1
        numbers = file.page_numbers(pdf)
        assert file.pages.keys() <= numbers.keys() and len(numbers) == len(pdf.pages)
        for number in (table.root, *file.pages):
            small = file.numbering.small(number)
            assert file.numbering.in_file(small) == number
            assert pdf.get_object(small, 0).Type in ("/Catalog", "/Page")
        pages = [pdf.get_object(file.numbering.small(number), 0) for number in file.pages]
        assert {page.MediaBox.is_indirect for page in pages} == {True}
        assert len({page.MediaBox.objgen for page in pages}) == 1 < len(pages)
    rows = {row.number for row in file.rows()}
    assert len(rows) == file.count and not rows & file.numbers


def test_the_skeleton_on_disk_is_that_in_memory(edition: Path, file: Divided) -> None:
    with TemporaryFile() as out, edition.open("rb") as data:
        again = divided(FileBytes(data), out=out)
        assert isinstance(again.skeleton, FileBytes) and again.skeleton[:] == file.skeleton
        assert list(again.rows()) == list(file.rows())


@pytest.mark.parametrize(
    ("body", "renumbered"),
    [
        (b"<</P 70 0 R/K[80 0 R 70 0 R]>>", b"<</P 1 0 R/K[2 0 R 1 0 R]>>"),
        (b"<</T(70 0 R \\( 80 0 R)/P 90 0 R>>", b"<</T(70 0 R \\( 80 0 R)/P 1 0 R>>"),
        (b"<</Box[0 0 5 8]/K 7/S/R/P 70 0 R\n>>", b"<</Box[0 0 5 8]/K 7/S/R/P 1 0 R\n>>"),
        (b"70 0 R", b"1 0 R"),
        (b"<</T<FEFF0031>/W[1 0 0]>>", b"<</T<FEFF0031>/W[1 0 0]>>"),
    ],
)
def test_references_are_renumbered_outside_of_strings(body: bytes, renumbered: bytes) -> None:
    assert Renumbering().body(body) == renumbered


@pytest.mark.parametrize(
    "body",
    [
        b"<</P 70  0 R>>", b"<</P 70 1 R>>", b"<</P70 0 R>>", b"<</P(a)70 0 R>>", b"<</P 70 0 R(a)>>", b"<</P 70 0 R%x\n>>", b"<</P -70 0 R>>",
        b"<</P 70 0 R1>>", b"<</P 1.70 0 R>>", b"<</P (70 0 R>>", b"<</P (a(b)c)>>", b"<</P 70 0 R>>endobj 5 0 obj",
        b"<</P 70 0 R>>\nstream\r\n", b"<</P 99999999999 0 R>>", b"<</P 70\0000 R>>",
    ],
)  # fmt: skip
def test_what_may_be_read_in_several_ways_is_not_renumbered(body: bytes) -> None:
    with pytest.raises(OtherForm):
        Renumbering().body(body)


def test_a_million_references_are_read_as_one() -> None:
    numbers = list(range(3, 60_003))
    listed = referred(references(numbers) + b" ")
    assert listed is not None and list(listed) == numbers
    for written in (
        b"",
        b"R",
        b"3 0",
        b"3 0 R 0 R",
        b"5 3 0 R 0 R",
        b"3 0 R4 0 R",
        b"3 1 R",
        b"03 0 R",
        b"9999999999 0 R",
    ):
        assert referred(written) is None
