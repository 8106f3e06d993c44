"""The rows of a signed file follow from its equal first revision, unless a later one changes more than signatures do:
what is then found is what a reading of the whole file finds."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from archive.long_files import written_again
from archive.signing.conftest import PASSPHRASE
from archive.signing.test_verify_signed import (
    found,
    with_action,
    with_annotation,
    with_attachment,
    with_drawing,
    with_element,
    with_font,
)  # fmt: skip
from archive.test_register_forgeries import in_objects
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from render.long_tables.registers import write_brief

from report.archive import verify as verifying
from report.archive.registers import content
from report.archive.registers.table import OtherForm
from report.archive.seal import read_seal
from report.archive.signing import SignatureRequest, load_pkcs12, sign
from report.archive.signing.field import Revision
from report.archive.verify import Verification, again
from report.building import build, verify

pytestmark = pytest.mark.slow

Change = Callable[[Revision], None]
#: A page of the register, from 0.
PAGE = 4


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, Path]) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    brief = write_brief(folder / "brief", 220, careful=False, keys='engine = "fast"')
    path = build(brief, folder / "brief.pdf").path
    sign(path, path, load_pkcs12(keys["director"], PASSPHRASE), SignatureRequest())
    return path


def _page(revision: Revision) -> generic.DictionaryObject:
    page: generic.DictionaryObject = revision.find_page_for_modification(PAGE)[0].get_object()
    return page


def with_other_rows(revision: Revision) -> None:
    """Replace the content of a page of the register."""
    page = _page(revision)
    stream = generic.StreamObject(stream_data=b"0 0 300 300 re f")
    page[pdf_name("/Contents")] = revision.add_object(stream)
    revision.update_container(page)


def with_widget(revision: Revision) -> None:
    """Cover rows with the appearance of a signature field."""
    _cover(revision, _page(revision))


def with_widget_elsewhere(revision: Revision) -> None:
    """Cover the texts of a page without rows."""
    _cover(revision, revision.find_page_for_modification(0)[0].get_object())


def _cover(revision: Revision, page: generic.DictionaryObject) -> None:
    numbers = generic.ArrayObject(map(generic.NumberObject, (0, 0, 600, 900)))
    form = generic.StreamObject(
        {pdf_name("/Subtype"): pdf_name("/Form"), pdf_name("/BBox"): numbers},
        stream_data=b"1 g 0 0 600 900 re f",
    )
    widget = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Sig"),
            pdf_name("/T"): generic.pdf_string("cover"),
            pdf_name("/Rect"): numbers,
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): revision.add_object(form)}),
        }
    )
    page[pdf_name("/Annots")] = generic.ArrayObject([revision.add_object(widget)])
    revision.update_container(page)


def with_box(revision: Revision) -> None:
    """Show less of a page of the register."""
    page = _page(revision)
    page[pdf_name("/CropBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 90, 90)))
    revision.update_container(page)


def with_box_above(revision: Revision) -> None:
    """Turn all pages, in the node of the page tree above them."""
    pages = revision.root["/Pages"]
    pages[pdf_name("/Rotate")] = generic.NumberObject(180)
    revision.update_container(pages)


def with_no_fonts(revision: Revision) -> None:
    """Take the fonts out of the resources of a page of the register."""
    page = _page(revision)
    page[pdf_name("/Resources")] = generic.DictionaryObject()
    revision.update_container(page)


def with_layers(revision: Revision) -> None:
    """Add optional content that is off."""
    layer = revision.add_object(generic.DictionaryObject({pdf_name("/Type"): pdf_name("/OCG")}))
    off = generic.DictionaryObject({pdf_name("/OFF"): generic.ArrayObject([layer])})
    revision.root[pdf_name("/OCProperties")] = generic.DictionaryObject(
        {pdf_name("/OCGs"): generic.ArrayObject([layer]), pdf_name("/D"): off}
    )
    revision.update_root()


def both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Verification, Verification]:
    """Verify a file with a rebuild, as it is done and as a whole."""
    fast = verify(path, judge=False)

    def refused(*_: object) -> object:
        raise OtherForm("not this way")

    monkeypatch.setattr(verifying, "_divided", refused)
    return fast, verify(path, judge=False)


def test_the_pages_of_registers_are_not_read_in_full(
    signed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> object:
        raise AssertionError("a page is read in full")

    monkeypatch.setattr(content.PageReader, "read", read)
    verification = verify(signed, judge=False)
    assert found(verification) == []
    pages = next(check for check in verification.checks if check.name == "pages")
    assert int(str(pages.facts["texts"])) > 220


@pytest.mark.parametrize(
    "change",
    [
        with_other_rows, with_widget, with_widget_elsewhere, with_box, with_box_above, with_no_fonts,
        with_layers, with_drawing, with_annotation, with_attachment, with_font, with_action, with_element,
    ],
)  # fmt: skip
def test_what_is_added_is_found_as_in_the_whole_file(
    change: Change, signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision, path = Revision(BytesIO(signed.read_bytes())), tmp_path / "changed.pdf"
    change(revision)
    with path.open("wb") as file:
        revision.write(file)
    fast, whole = both(path, monkeypatch)
    assert found(fast) == found(whole) != []


def test_the_first_revision_is_compared_row_by_row_with_a_rebuild(
    signed: Path, keys: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_whole(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(again, "_same", lambda *_: False)
    monkeypatch.setattr(again, "_all", read_whole)
    data = signed.read_bytes()
    seal = read_seal(data)
    assert seal is not None
    first = data[: seal.end]
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(
        written_again(first, objects=in_objects(rb"/Lang\(zxx\)", b"/Lang(fr)", skip=9))
    )
    sign(forged, forged, load_pkcs12(keys["director"], PASSPHRASE), SignatureRequest())
    for path, rule in ((signed, "written-otherwise"), (forged, "rebuilt-differs")):
        checks = {check.name: check for check in verify(path, judge=False).checks}
        assert {finding.rule for finding in checks["rebuild"].findings} == {rule}
