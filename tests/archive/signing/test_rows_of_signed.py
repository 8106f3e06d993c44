"""The rows of a signed file are read in its first revision where later ones leave them unchanged, and with the whole
file where they do not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from archive.signing.conftest import Desk
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import PdfObject, Reference, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from render.long_tables.registers import write_brief

from report.archive.edition_texts import EditionTexts, _texts, edition_texts
from report.archive.printed import TextOnPage
from report.archive.registers.needles import Needles
from report.archive.registers.search import searched
from report.archive.registers.skeleton import Divided, divided
from report.archive.registers.table import OtherForm
from report.archive.signing.later import revisions_of
from report.building import build
from report.errors import Location

pytestmark = pytest.mark.slow

Change = Callable[[IncrementalPdfFileWriter, Divided], None]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built brief with a long register."""
    folder = tmp_path_factory.mktemp("register")
    brief = write_brief(folder / "brief", 220, careful=False, keys='engine = "fast"')
    return build(brief, folder / "brief.pdf", text_gate=False).path


def changed(data: bytes, change: Change) -> bytes:
    """Return a file with one more revision."""
    writer, out = IncrementalPdfFileWriter(BytesIO(data)), BytesIO()
    change(writer, divided(data))
    writer.write(out)
    return out.getvalue()


def _updated(writer: IncrementalPdfFileWriter, number: int) -> PdfObject:
    """Return an object that the new revision writes again."""
    reference = Reference(number, 0, writer)
    writer.mark_update(reference)
    return reference.get_object()


def _document(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    return writer.root["/StructTreeRoot"]["/K"][0]


def with_entry(writer: IncrementalPdfFileWriter, _: Divided) -> None:
    """Add an entry to the catalog."""
    writer.root[pdf_name("/Extra")] = generic.NumberObject(1)
    writer.update_root()


def with_other_cell(writer: IncrementalPdfFileWriter, file: Divided) -> None:
    """Let a cell say something else."""
    row = list(file.rows())[100]
    _updated(writer, row.number + 1)[pdf_name("/ActualText")] = generic.pdf_string("MJ-99999")


def with_fewer_rows(writer: IncrementalPdfFileWriter, file: Divided) -> None:
    """Take a row out of the body of its table."""
    body = next(file.rows()).body
    del _updated(writer, body)["/K"][-2]


def with_other_page(writer: IncrementalPdfFileWriter, file: Divided) -> None:
    """Show the content of another page."""
    first, second = list(file.pages)[1:3]
    content = Reference(second, 0, writer).get_object()["/Contents"]
    _updated(writer, first)[pdf_name("/Contents")] = content


def with_other_content(writer: IncrementalPdfFileWriter, file: Divided) -> None:
    """Write the rows of a page again."""
    page = list(file.pages.values())[1]
    reference = Reference(page.streams[0], 0, writer)
    writer.objects[(0, page.streams[0])] = generic.StreamObject(stream_data=b"Q")
    assert reference.get_object().encoded_data == b"Q"


def with_row_elsewhere(writer: IncrementalPdfFileWriter, file: Divided) -> None:
    """Put a row into another table."""
    row = list(file.rows())[7].number
    table = generic.DictionaryObject(
        {
            pdf_name("/S"): pdf_name("/Table"),
            pdf_name("/K"): generic.IndirectObject(row, 0, writer),
        }
    )
    document = _document(writer)
    document["/K"].append(writer.add_object(table))
    writer.update_container(document)


def with_shown_again(writer: IncrementalPdfFileWriter, file: Divided) -> None:
    """Show the rows of a page on another."""
    page = list(file.pages.values())[1]
    cover = writer.find_page_for_modification(0)[0].get_object()
    content = generic.IndirectObject(page.streams[0], 0, writer)
    cover[pdf_name("/Contents")] = generic.ArrayObject([cover.raw_get("/Contents"), content])
    writer.update_container(cover)


def with_other_parents(writer: IncrementalPdfFileWriter, _: Divided) -> None:
    """Give the marks of a page other elements."""
    numbers = _leaf(writer)["/Nums"]
    numbers[-1] = numbers[-3]
    writer.update_container(numbers)


def with_kids_in_leaf(writer: IncrementalPdfFileWriter, _: Divided) -> None:
    """Give a leaf of the parent tree further leaves."""
    leaf = _leaf(writer)
    leaf[pdf_name("/Kids")] = generic.ArrayObject()
    writer.update_container(leaf["/Nums"])


def _leaf(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    node = writer.root["/StructTreeRoot"]["/ParentTree"]
    while "/Kids" in node:
        node = node["/Kids"][-1]
    return node


@pytest.mark.parametrize("change", [None, with_entry])
def test_a_signed_file_says_what_it_says_when_it_is_read_whole(
    desk: Desk, register: Path, change: Change | None
) -> None:
    file = desk.folder / "changed.pdf"
    file.write_bytes(
        register.read_bytes() if change is None else changed(register.read_bytes(), change)
    )
    data = desk.sign(desk.sign(file), "minister").read_bytes()
    revisions = revisions_of(data)
    assert revisions is not None and len(revisions.later) > 5
    divided(data, *revisions)
    texts = edition_texts(data, Location(), None, revisions)
    whole = _texts(data, Location())
    said, said_whole = (list(map(_place, item.texts)) for item in (texts, whole))
    assert said == said_whole and len(said) > 220 * 6
    places = _anchors(texts), _anchors(whole)
    assert places[0] == places[1] and any(places[0])


def _place(text: TextOnPage) -> tuple[object, ...]:
    return text.said, text.key, text.page, text.role, text.note, text.row, text.id


def _anchors(texts: EditionTexts) -> list[int | None]:
    return [texts.page_of(name) for name in ("appendix-1", "section-1", "table-1")]


@pytest.mark.parametrize(
    "change",
    [
        with_other_cell,
        with_fewer_rows,
        with_other_page,
        with_other_content,
        with_row_elsewhere,
        with_shown_again,
        with_other_parents,
        with_kids_in_leaf,
    ],
)
def test_a_file_whose_rows_change_later_is_read_whole(register: Path, change: Change) -> None:
    data = changed(register.read_bytes(), change)
    revisions = revisions_of(data)
    assert revisions is not None
    with pytest.raises(OtherForm):
        divided(data, *revisions)
    with pytest.raises(OtherForm):
        searched(revisions.table, Needles.of([("MJ-00100",)], ()), *revisions[1:])
