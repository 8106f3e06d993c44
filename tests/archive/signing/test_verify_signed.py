"""A signed file with long registers is verified without its rows being read by libraries, and what is added after
the signature is found with the same rules and pages in either way."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import IO

import pytest
from archive.signing.conftest import PASSPHRASE
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from render.long_tables.registers import write_brief

from report.archive import verify as verifying
from report.archive.registers.table import OtherForm
from report.archive.signing import SignatureRequest, load_pkcs12, sign
from report.archive.signing.field import Revision
from report.archive.verify import Verification
from report.building import build, verify

pytestmark = pytest.mark.slow

Change = Callable[[Revision], None]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, Path]) -> Path:
    """A built and signed brief with a long register."""
    folder = tmp_path_factory.mktemp("signed")
    brief = write_brief(folder / "brief", 220, careful=False, keys='engine = "fast"')
    path = build(brief, folder / "brief.pdf", text_gate=False).path
    sign(path, path, load_pkcs12(keys["director"], PASSPHRASE), SignatureRequest())
    return path


def with_drawing(revision: Revision) -> None:
    """Draw over a page."""
    page = revision.find_page_for_modification(2)[0].get_object()
    drawn = revision.add_object(generic.StreamObject(stream_data=b"0 0 300 300 re f"))
    page[pdf_name("/Contents")] = generic.ArrayObject([page.raw_get("/Contents"), drawn])
    revision.update_container(page)


def with_annotation(revision: Revision) -> None:
    """Put a note on a page."""
    page = revision.find_page_for_modification(2)[0].get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Text"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 90, 90))),
        }
    )
    page[pdf_name("/Annots")] = generic.ArrayObject([revision.add_object(note)])
    revision.update_container(page)


def with_attachment(revision: Revision) -> None:
    """Give an attachment another content."""
    described = revision.root["/Names"]["/EmbeddedFiles"]["/Names"][1]
    stream = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b"another"
    )
    described["/EF"][pdf_name("/F")] = revision.add_object(stream)
    revision.update_container(described["/EF"])


def with_font(revision: Revision) -> None:
    """Let the letters of a font be read as others."""
    page = revision.find_page_for_modification(4)[0].get_object()
    font = next(iter(page["/Resources"]["/Font"].values())).get_object()
    font[pdf_name("/ToUnicode")] = revision.add_object(generic.StreamObject(stream_data=b""))
    revision.update_container(font)


def with_action(revision: Revision) -> None:
    """Let the file do something when it is opened."""
    revision.root[pdf_name("/OpenAction")] = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/Named"), pdf_name("/N"): pdf_name("/Print")}
    )
    revision.update_root()


def with_title(revision: Revision) -> None:
    """Give the file another title."""
    info = generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("عنوان آخر")})
    revision.set_info(revision.add_object(info))


def with_element(revision: Revision) -> None:
    """Add an element to the structure tree."""
    document = revision.root["/StructTreeRoot"]["/K"][0]
    element = generic.DictionaryObject(
        {
            pdf_name("/S"): pdf_name("/P"),
            pdf_name("/P"): generic.IndirectObject(document.container_ref.idnum, 0, revision),
            pdf_name("/ActualText"): generic.pdf_string("مضاف"),
        }
    )
    document["/K"].append(revision.add_object(element))
    revision.update_container(document)


def found(verification: Verification) -> list[tuple[str, str | None, str, int]]:
    """Return what was found, by check, rule and page."""
    rows: list[tuple[str, str | None, str, int]] = []
    for check in verification.checks:
        start = check.name, check.left_out
        rows += [(*start, finding.rule, finding.where.page or 0) for finding in check.findings]
    return sorted(rows, key=str)


def facts(verification: Verification) -> list[tuple[str, object]]:
    """Return what was counted, by check."""
    return [(check.name, check.facts) for check in verification.checks]


def both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Verification, Verification]:
    """Verify a file without its rows, and whole."""
    divided: list[int] = []
    divide = verifying._divided

    def counted(data: bytes, out: IO[bytes] | None) -> object:
        file = divide(data, out)
        divided.append(file.count)
        return file

    def refused(*_: object) -> object:
        raise OtherForm("not this way")

    monkeypatch.setattr(verifying, "_divided", counted)
    fast = verify(path, judge=False, rebuild=False)
    monkeypatch.setattr(verifying, "LARGE", 0)
    assert verify(path, judge=False, rebuild=False) == fast and len(divided) == 2
    monkeypatch.setattr(verifying, "_divided", refused)
    whole = verify(path, judge=False, rebuild=False)
    assert divided
    return fast, whole


def test_a_signed_file_is_verified_without_its_rows(
    signed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, whole = both(signed, monkeypatch)
    assert found(fast) == found(whole) == []
    assert facts(fast) == facts(whole)


@pytest.mark.parametrize(
    "change",
    [
        with_drawing,
        with_annotation,
        with_attachment,
        with_font,
        with_action,
        with_element,
    ],
)
def test_what_is_added_after_a_signature_is_found(
    change: Change, signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _changed(signed, tmp_path, change)
    fast, whole = both(path, monkeypatch)
    assert found(fast) == found(whole)
    rules = {rule for _, _, rule, _ in found(fast)}
    assert "changed-after-signature" in rules and len(rules) > 1


@pytest.mark.parametrize("change", [with_title, None])
def test_a_later_title_is_found_in_the_whole_file(
    change: Change | None, signed: Path, tmp_path: Path
) -> None:
    """Without a change, the last trailer does not lead to the title."""
    path = _changed(signed, tmp_path, change or with_action)
    if change is None:
        begin, key, end = path.read_bytes().rpartition(b"/Info ")
        path.write_bytes(begin + b"/Inf0 " + end)
        assert key
    with pytest.raises(OtherForm):
        verifying._divided(path.read_bytes())
    rules = {rule for _, _, rule, _ in found(verify(path, judge=False, rebuild=False))}
    assert "metadata-changed" in rules


def _changed(signed: Path, folder: Path, change: Change) -> Path:
    revision, path = Revision(BytesIO(signed.read_bytes())), folder / "changed.pdf"
    change(revision)
    with path.open("wb") as file:
        revision.write(file)
    return path
