"""Files with long registers are signed without their rows being read, also a second time; what a later revision adds
is within the same bounds."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from archive.signing.conftest import PASSPHRASE, Desk
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from render.long_tables.registers import write_brief

from report.archive import bounded
from report.archive.inside import read_inside
from report.archive.registers.inside import without_pages
from report.archive.signing import SignatureRequest, load_pkcs12, sign
from report.archive.signing import readable as readable_module
from report.archive.signing.design import edition_design
from report.archive.signing.readable import Readable, readable
from report.archive.signing.signer import _boxes
from report.building import build
from report.design import PageGeometry
from report.errors import ArchiveError, Location, SigningError

pytestmark = pytest.mark.slow

Rule = Callable[[Callable[[], object]], str]
Change = Callable[[IncrementalPdfFileWriter], None]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built brief with a long register."""
    folder = tmp_path_factory.mktemp("register")
    brief = write_brief(folder / "brief", 220, careful=False, keys='engine = "fast"')
    return build(brief, folder / "brief.pdf", text_gate=False).path


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files that were read whole, by then."""
    files: list[bytes] = []
    read = bounded.need_bounded_bytes

    def counted(data: bytes, *rest: object) -> None:
        files.append(data)
        read(data, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(bounded, "need_bounded_bytes", counted)
    return files


def changed(file: Path, target: Path, change: Change) -> Path:
    """Write a file with one more revision."""
    writer = IncrementalPdfFileWriter(BytesIO(file.read_bytes()))
    change(writer)
    with target.open("wb") as out:
        writer.write(out)
    return target


def with_bomb(writer: IncrementalPdfFileWriter) -> None:
    """Add a stream that unpacks to more than any page has."""
    stream = generic.StreamObject(stream_data=bytes(bounded.LARGEST_STREAM + 1))
    stream.compress()
    writer.root[pdf_name("/Extra")] = writer.add_object(stream)
    writer.update_root()


def with_wide_page(writer: IncrementalPdfFileWriter) -> None:
    """Give a page of the register, which was like others, a box that no reader shows."""
    last = int(writer.root["/Pages"]["/Count"]) - 2
    page = writer.find_page_for_modification(last)[0].get_object()
    page[pdf_name("/MediaBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 15000, 9)))
    writer.update_container(page)


def with_packed(writer: IncrementalPdfFileWriter) -> None:
    """Add an object that is in an object stream."""
    packed = writer.prepare_object_stream()
    writer.root[pdf_name("/Extra")] = writer.add_object(
        generic.DictionaryObject(), obj_stream=packed
    )
    writer.update_root()


def with_entry(writer: IncrementalPdfFileWriter) -> None:
    """Add an entry to the catalog."""
    writer.root[pdf_name("/Extra")] = generic.NumberObject(1)
    writer.update_root()


def test_neither_signature_reads_the_rows(desk: Desk, register: Path, whole: list[bytes]) -> None:
    first = desk.sign(register, visible=True)
    second = desk.sign(first, "minister", visible=True)
    unseen = desk.sign(first, "director", visible=False)
    assert not whole
    assert second.read_bytes().startswith(first.read_bytes())
    assert unseen.read_bytes().startswith(first.read_bytes())
    signatures = desk.read(second)
    assert [(signature.covers, signature.whole, signature.problems) for signature in signatures] == [
        ("revision", True, ()), ("file", True, ()),
    ]  # fmt: skip


@pytest.mark.parametrize("change", [with_entry, with_packed])
def test_a_revision_of_any_form_is_signed(
    desk: Desk, register: Path, whole: list[bytes], change: Change
) -> None:
    """Packed objects are not looked for one by one: the file is then read whole."""
    file = changed(register, desk.folder / "changed.pdf", change)
    (signature,) = desk.read(desk.sign(file))
    assert (signature.covers, signature.whole) == ("file", True)
    assert len(whole) == (change is with_packed)


@pytest.mark.parametrize(
    ("change", "reported"), [(with_bomb, "pdf-too-much"), (with_wide_page, "page-box")]
)
def test_what_a_later_revision_adds_is_within_bounds(
    desk: Desk, register: Path, rule: Rule, change: Change, reported: str
) -> None:
    file = changed(register, desk.folder / "changed.pdf", change)
    signer = load_pkcs12(desk.keys["director"], PASSPHRASE)
    assert rule(lambda: sign(file, desk.folder / "b.pdf", signer, SignatureRequest())) == reported
    assert not (desk.folder / "b.pdf").exists()


def test_a_large_attachment_is_within_bounds_though_it_is_not_read(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = register.read_bytes()
    whole_size = len(readable(data, Location()).data)
    monkeypatch.setattr(readable_module, "_LARGE", 1000)
    small = readable(data, Location())
    assert len(small.data) < whole_size
    monkeypatch.setattr(bounded, "LARGEST_FILE", 2000)
    with pytest.raises(ArchiveError) as caught:
        readable(data, Location())
    assert caught.value.findings[0].rule == "pdf-too-much"


def test_marks_are_placed_as_in_the_whole_file(register: Path) -> None:
    data = register.read_bytes()
    file = readable(data, Location())
    geometry = edition_design(file.data).pages
    inside, beside = min(file.registers), min({3, 4, 5, 6} - file.registers)
    assert file.with_page(inside) is data and file.with_page(None) is not data
    for page in (None, 1, 2, beside, inside, 500):
        request = SignatureRequest(page=page)
        whole_file = _boxes_of(Readable(data, data), request, geometry)
        assert _boxes_of(file, request, geometry) == whole_file


def _boxes_of(file: Readable, request: SignatureRequest, geometry: PageGeometry) -> object:
    """Return the boxes that are free for marks, or the rule of the error that there are none."""
    try:
        return _boxes(file, request, geometry, Location())
    except SigningError as error:
        return [finding.rule for finding in error.findings]


def with_another_file(writer: IncrementalPdfFileWriter) -> None:
    """Give an attachment other contents."""
    node = writer.root["/Names"]["/EmbeddedFiles"]
    while "/Kids" in node:
        node = node["/Kids"][0]
    described = node["/Names"][1]
    stream = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b"another"
    )
    described["/EF"][pdf_name("/F")] = writer.add_object(stream)
    described["/EF"][pdf_name("/UF")] = described["/EF"].raw_get("/F")
    writer.update_container(described["/EF"])


@pytest.mark.parametrize("change", [with_entry, with_another_file])
def test_the_attachments_of_a_signed_file_are_read_without_its_pages(
    desk: Desk, register: Path, change: Change
) -> None:
    signed = desk.sign(changed(register, desk.folder / "changed.pdf", change))
    data = desk.sign(signed, "minister").read_bytes()
    small = without_pages(data)
    assert len(small) < len(data) / 2
    with pikepdf.open(BytesIO(data)) as whole_pdf, pikepdf.open(BytesIO(small)) as small_pdf:
        files = _files(small_pdf)
        assert files == _files(whole_pdf)
        assert small_pdf.Root.Metadata.read_bytes() == whole_pdf.Root.Metadata.read_bytes()
    assert any(data == b"another" for data, *_ in files.values()) == (change is with_another_file)


def _files(pdf: pikepdf.Pdf) -> dict[str, tuple[bytes, str, str]]:
    return {file.path: (file.data, file.media_type, file.description) for file in read_inside(pdf)}


def test_packed_objects_of_a_later_revision_are_read_with_all_others(
    desk: Desk, register: Path
) -> None:
    data = changed(register, desk.folder / "changed.pdf", with_packed).read_bytes()
    assert without_pages(data) is data
