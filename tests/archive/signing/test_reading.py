"""Signatures read from files that somebody changed, cut, or made to hurt."""

from __future__ import annotations

import random
import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from archive.signing.authority import Authority
from archive.signing.conftest import PASSPHRASE, Desk
from properties import one_in

from report.archive.signing import load_certificates, read_signatures
from report.building import verify

pytestmark = pytest.mark.usefixtures("memory")


def test_a_file_without_signatures_has_none(edition: Path) -> None:
    assert read_signatures(edition.read_bytes()) == ()


@pytest.mark.parametrize("data", [b"", b"nothing", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_a_problem(data: bytes) -> None:
    (signature,) = read_signatures(data)
    assert not signature.whole and [problem.rule for problem in signature.problems] == [
        "signature-unreadable"
    ]


def test_without_trusted_certificates_no_one_is_trusted_or_not(
    desk: Desk, edition: Path, authority: Authority
) -> None:
    (signature,) = desk.read(
        desk.sign(edition, timestamp_url=f"{authority.url}/tsa"), trusting=False
    )
    assert (signature.whole, signature.trusted, signature.problems) == (True, None, ())
    assert signature.attested_by == "Time stamps of the tests"


def test_a_stranger_is_not_trusted(
    desk: Desk, edition: Path, authority: Authority, tmp_path: Path
) -> None:
    signed = desk.sign(edition, timestamp_url=f"{authority.url}/tsa")
    stranger = load_certificates([Authority(authority.url).root_file(tmp_path)])
    (signature,) = read_signatures(signed.read_bytes(), stranger)
    assert (signature.whole, signature.trusted, signature.attested_by) == (True, False, None)
    assert [problem.rule for problem in signature.problems] == [
        "signer-untrusted",
        "time-stamp-unproved",
    ]


def test_a_byte_changed_is_found(desk: Desk, edition: Path) -> None:
    data = desk.sign(edition).read_bytes()
    match = re.search(rb"/ByteRange *\[ *(\d+) +(\d+) +(\d+) +(\d+)", data)
    assert match is not None
    _, first, second, rest = map(int, match.groups())
    chance = random.Random(4)
    for index in [
        *(chance.randrange(9, first) for _ in range(25)),
        *(second + chance.randrange(rest) for _ in range(5)),
    ]:
        changed = bytearray(data)
        changed[index] ^= 1 << chance.randrange(8)
        later = read_signatures(bytes(changed))
        assert not any(
            signature.whole and signature.covers in ("file", "revision") for signature in later
        ), index


def test_a_page_changed_afterwards_is_found(desk: Desk, edition: Path) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(desk.sign(edition).read_bytes()))
    content = writer.add_object(generic.StreamObject(stream_data=b"0 0 100 100 re f"))
    writer.add_stream_to_page(0, content)
    target = BytesIO()
    writer.write(target)
    (signature,) = read_signatures(target.getvalue())
    assert (signature.whole, signature.covers) == (True, "changed")
    assert [problem.rule for problem in signature.problems] == ["changed-after-signature"]
    assert signature.problems[0].text("ar")


def test_what_is_appended_without_a_revision_is_found(desk: Desk, edition: Path) -> None:
    data = desk.sign(edition).read_bytes()
    (signature,) = read_signatures(data + b"% more\n")
    assert signature.covers != "file"


def test_a_file_cut_anywhere_raises_nothing(desk: Desk, edition: Path) -> None:
    data = desk.sign(edition).read_bytes()
    chance = random.Random(9)
    for _ in range(40):
        for signature in read_signatures(data[: chance.randrange(len(data))]):
            assert not (signature.whole and signature.covers == "file")


def test_fields_made_to_hurt_are_problems() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        values = [
            pikepdf.Dictionary(Type=pikepdf.Name.Sig),
            pikepdf.Array([1]),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                SubFilter=pikepdf.Name("/ETSI.CAdES.detached"),
                ByteRange=pikepdf.Array([0, 10**12, -5, 3]),
                Contents=pikepdf.String(b"\x30\x80"),
            ),
        ]
        fields = [
            pdf.make_indirect(
                pikepdf.Dictionary(
                    FT=pikepdf.Name.Sig,
                    T=pikepdf.String(f"a\u202e\x1b[2J{index}"),
                    V=pdf.make_indirect(value),
                )
            )
            for index, value in enumerate(values)
        ]
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(fields)))
        target = BytesIO()
        pdf.save(target)
    signatures = read_signatures(target.getvalue())
    assert len(signatures) == len(values)
    for signature in signatures:
        assert (
            not signature.whole
            and "\u202e" not in signature.field
            and "\x1b" not in signature.field
        )
        assert [problem.rule for problem in signature.problems] == ["signature-unreadable"]


def test_a_signer_revoked_in_time_is_reported(
    desk: Desk, edition: Path, authority: Authority
) -> None:
    holder = authority.certify("ملغى لاحقا")
    desk.keys["later"] = authority.pkcs12(desk.folder / "l.p12", holder, PASSPHRASE)
    signed = desk.sign(edition, "later")
    second = desk.sign(
        signed, "minister", timestamp_url=f"{authority.url}/tsa", trust=(desk.keys["root"],)
    )
    assert [signature.trusted for signature in desk.read(second)] == [True, True]
    authority.revoked.append(holder[1].serial_number)
    third = desk.sign(
        signed, "minister", timestamp_url=f"{authority.url}/tsa", trust=(desk.keys["root"],)
    )
    first, counterpart = desk.read(third)
    assert (first.whole, first.trusted, counterpart.trusted) == (True, False, True)
    assert [problem.rule for problem in first.problems] == ["signer-revoked"]


def test_a_time_stamp_of_the_whole_document_is_read(
    desk: Desk, edition: Path, authority: Authority
) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfTimeStamper
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

    writer = IncrementalPdfFileWriter(BytesIO(desk.sign(edition).read_bytes()))
    stamped = PdfTimeStamper(RequestsHTTPTimeStamper(f"{authority.url}/tsa")).timestamp_pdf(
        writer, "sha256"
    )
    first, last = read_signatures(stamped.getvalue(), load_certificates([desk.keys["root"]]))
    assert (first.whole, first.covers, first.problems) == (True, "revision", ())
    assert (last.level, last.attested_by, last.covers, last.trusted) == (
        "time-stamp", "Time stamps of the tests", "file", True,
    )  # fmt: skip


@pytest.mark.slow
def test_a_long_row_of_bookmarks_is_followed_to_its_end(desk: Desk) -> None:
    import sys

    path = desk.folder / "long.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(f"{number}", 0) for number in range(1500))
        pdf.save(path)
    depth = sys.getrecursionlimit()
    first, second = desk.read(desk.sign(desk.sign(path), "minister"))
    assert (first.whole, first.covers, second.covers) == (True, "revision", "file")
    assert sys.getrecursionlimit() == depth


@pytest.mark.parametrize("visible", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_a_signed_edition_is_the_one_that_was_built_and_no_more(
    visible: bool, desk: Desk, edition: Path
) -> None:
    signed = desk.sign(desk.sign(edition, visible=visible), visible=visible)
    verification = verify(signed, trust=[desk.keys["root"]], judge=False)
    texts = []
    for check in verification.checks:
        for finding in check.findings:
            texts.append(finding.text())
    assert texts == []
    assert (verification.level, verification.author_proved) == ("rebuilt", True)
    facts = {check.name: check.facts for check in verification.checks}
    # The bytes that are equal are those of the first revision: what the whole file shows is looked at.
    assert facts["rebuild"]["equal"] and all(
        "texts" in facts[name] for name in ("pages", "text", "seen")
    )
    assert not verify(signed, judge=False, rebuild=False).author_proved


def test_what_was_changed_before_the_signature_is_reported(
    desk: Desk, edition: Path, tmp_path: Path
) -> None:
    from pyhanko.pdf_utils.generic import NumberObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(edition.read_bytes()))
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/Rotate")] = NumberObject(180)
    writer.update_container(page)
    changed = tmp_path / "changed.pdf"
    with changed.open("wb") as file:
        writer.write(file)
    verification = verify(desk.sign(changed), trust=[desk.keys["root"]], judge=False)
    rules = set()
    for check in verification.checks:
        for finding in check.findings:
            rules.add(finding.rule)
    assert "changed-later" in rules
    assert verification.level is None and not verification.author_proved


#: Keys of a signature field on a page that the form does not list, and of the field above it.
STRANGE: dict[str, tuple[bytes, bytes]] = {
    "an action": (b"/A <</S/URI/URI(https://example.org/)>>", b""),
    "further actions": (b"/AA <</E <</S/JavaScript/JS(app.alert\\(1\\))>>>>", b""),
    "optional content": (b"/OC <</Type/OCG/Name(x)>>", b""),
    "an action of the field above it": (b"", b"/AA <</K <</S/JavaScript/JS(1)>>>>"),
}


def with_widget(edition: Path, target: Path, keys: bytes, above: bytes) -> Path:
    """Add to the first page, in a revision of its own, the widget of a signature field that the form does not list."""
    from pyhanko.pdf_utils.generic import ArrayObject, IndirectObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader

    writer = IncrementalPdfFileWriter(BytesIO(edition.read_bytes()))

    def added(body: bytes) -> IndirectObject:
        whole = b"%PDF-1.7\n1 0 obj\n" + body + b"\nendobj\n"
        table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
        end = table + b"trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(whole)
        return writer.add_object(writer.import_object(PdfFileReader(BytesIO(whole + end)).root))

    form = b"<</Type/Annot/Subtype/Widget/F 132/Rect[0 0 0 0]%b/FT/Sig/T(x)>>"
    widget = added(form % keys)
    if above:
        field = added(b"<</FT/Sig/T(above)%b>>" % above)
        del widget.get_object()[pdf_name("/FT")]
        widget.get_object()[pdf_name("/Parent")] = field
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/Annots")] = ArrayObject([*page.get("/Annots", ()), widget])
    writer.update_container(page)
    with target.open("wb") as file:
        writer.write(file)
    return target


def later(path: Path, desk: Desk) -> set[str]:
    """Return the places of what a verification finds that was added to an edition beside its signatures."""
    verification = verify(path, trust=[desk.keys["root"]], judge=False)
    (check,) = (check for check in verification.checks if check.name == "objects")
    assert {finding.rule for finding in check.findings} <= {"changed-later"}
    return {str(finding.values["place"]) for finding in check.findings}


@pytest.mark.parametrize("name", one_in(2, STRANGE))
def test_a_signature_field_beside_the_form_has_no_other_keys(
    name: str, desk: Desk, edition: Path, tmp_path: Path
) -> None:
    """The library that writes the revision changes dates and names, which are found too."""
    plain = with_widget(edition, tmp_path / "plain.pdf", b"", b"")
    forged = with_widget(edition, tmp_path / "forged.pdf", *STRANGE[name])
    beside = later(desk.sign(plain), desk)
    assert not any("Annots" in place for place in beside)
    (place,) = later(desk.sign(forged), desk) - beside
    assert "Annots" in place
