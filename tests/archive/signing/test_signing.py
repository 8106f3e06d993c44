"""Files signed at every level, once and twice, seen and unseen; what pyHanko and our reader then say of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from archive.signing.authority import NOW, Authority
from archive.signing.conftest import PASSPHRASE, PIN, Desk
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from render.long_tables.registers import write_brief

from report.archive import bounded
from report.archive.attached import open_edition
from report.archive.bag.edition import read_edition
from report.archive.bounded import copied_pdf
from report.archive.rebuild import rebuild
from report.archive.seal import read_seal
from report.archive.signing import (
    Box,
    SignatureRequest,
    load_certificates,
    load_pkcs12,
    open_token,
    sign,
)
from report.building import build, verify
from report.errors import Location, MujazError

Rule = Callable[[Callable[[], object]], str]


def test_the_bare_signature_covers_the_file_and_changes_no_byte_of_it(
    desk: Desk, edition: Path
) -> None:
    signed = desk.sign(edition, reason="اعتماد", place="الرباط")
    data = signed.read_bytes()
    assert data.startswith(edition.read_bytes())
    (signature,) = desk.read(signed)
    assert signature.who == "عبد الإله بنيس، مديرية الإحصاء، MA" and (
        signature.reason,
        signature.place,
    ) == (
        "اعتماد",
        "الرباط",
    )
    assert (
        signature.level,
        signature.whole,
        signature.covers,
        signature.trusted,
        signature.problems,
    ) == (
        "b-b",
        True,
        "file",
        True,
        (),
    )
    assert signature.when is not None and abs(signature.when - datetime.now(UTC)) < timedelta(
        minutes=2
    )
    assert signature.attested_by is None
    with pikepdf.open(BytesIO(data)) as pdf:
        value = pdf.Root.AcroForm.Fields[0].V
        assert (value.SubFilter, value.Type) == ("/ETSI.CAdES.detached", "/Sig")
        assert pdf.Root.AcroForm.SigFlags == 3


def test_the_seal_and_the_metadata_stay(desk: Desk, edition: Path) -> None:
    signed = desk.sign(edition)
    seal = read_seal(signed.read_bytes())
    assert seal is not None and seal.whole and seal.end == edition.stat().st_size
    with pikepdf.open(edition) as earlier, pikepdf.open(signed) as later:
        assert earlier.Root.Metadata.read_bytes() == later.Root.Metadata.read_bytes()
        assert dict(earlier.docinfo) == dict(later.docinfo)


def test_a_time_stamp_attests_the_time(desk: Desk, edition: Path, authority: Authority) -> None:
    signed = desk.sign(edition, timestamp_url=f"{authority.url}/tsa")
    (signature,) = desk.read(signed)
    assert (signature.level, signature.attested_by, signature.whole, signature.trusted) == (
        "b-t",
        "Time stamps of the tests",
        True,
        True,
    )


def test_what_proves_it_later_is_inside(desk: Desk, edition: Path, authority: Authority) -> None:
    authority.asked.clear()
    signed = desk.sign(edition, timestamp_url=f"{authority.url}/tsa", trust=(desk.keys["root"],))
    assert {"/crl", "/tsa"} <= set(authority.asked)
    authority.asked.clear()
    (signature,) = desk.read(signed)
    assert (
        signature.level,
        signature.covers,
        signature.whole,
        signature.trusted,
        signature.problems,
    ) == (
        "b-lt",
        "file",
        True,
        True,
        (),
    )
    assert authority.asked == [], "reading asks no service"
    with pikepdf.open(signed) as pdf:
        assert len(pdf.Root.DSS.CRLs) == 1 and len(pdf.Root.DSS.Certs) == 3


def test_a_second_signature_leaves_the_first_whole_in_the_eyes_of_pyhanko_too(
    desk: Desk, edition: Path, authority: Authority
) -> None:
    first = desk.sign(edition)
    second = desk.sign(
        first, "minister", timestamp_url=f"{authority.url}/tsa", trust=(desk.keys["root"],)
    )
    third = desk.sign(second, visible=False)
    assert third.read_bytes().startswith(second.read_bytes()) and second.read_bytes().startswith(
        first.read_bytes()
    )
    signatures = desk.read(third)
    assert [
        (signature.field, signature.level, signature.covers, signature.whole, signature.trusted)
        for signature in signatures
    ] == [
        ("Signature1", "b-b", "revision", True, True),
        ("Signature2", "b-lt", "revision", True, True),
        ("Signature3", "b-b", "file", True, True),
    ]
    assert all(not signature.problems for signature in signatures)
    reader = PdfFileReader(BytesIO(third.read_bytes()))
    for embedded in reader.embedded_regular_signatures:
        context = ValidationContext(
            trust_roots=list(load_certificates([desk.keys["root"]])), allow_fetching=False
        )
        status = asyncio.run(async_validate_pdf_signature(embedded, context))
        assert status.bottom_line and status.modification_level <= ModificationLevel.FORM_FILLING


def test_an_edition_that_was_signed_is_built_again_from_itself(
    desk: Desk, edition: Path, tmp_path: Path
) -> None:
    from report.building import build

    def again(folder: Path, target: Path, _: object) -> None:
        build(folder, target)

    assert rebuild(desk.sign(desk.sign(edition), "minister"), tmp_path / "new.pdf", again).equal


def test_a_file_may_be_signed_in_its_own_place(desk: Desk, edition: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.pdf"
    path.write_bytes(edition.read_bytes())
    signed = sign(
        path, path, load_pkcs12(desk.keys["director"], PASSPHRASE), SignatureRequest(visible=False)
    )
    assert (signed.page, signed.level, signed.field) == (None, "b-b", "Signature1")
    assert desk.read(path)[0].whole
    assert [item.name for item in tmp_path.iterdir()] == ["own.pdf"]


def test_a_token_signs(desk: Desk, edition: Path, token: Path, tmp_path: Path) -> None:
    with open_token(token, "mujaz", "director", PIN) as signer:
        sign(edition, tmp_path / "a.pdf", signer, SignatureRequest())
    (signature,) = desk.read(tmp_path / "a.pdf")
    assert signature.whole and signature.trusted and signature.who.startswith("عبد الإله بنيس")


def test_each_option_that_a_level_wants_or_does_not_is_reported(
    desk: Desk, edition: Path, rule: Rule
) -> None:
    root, url = desk.keys["root"], "http://127.0.0.1:9/"
    for expected, reported in (
        ({"level": "b-t"}, "level-wants"),
        ({"level": "b-lt", "timestamp_url": url}, "level-wants"),
        ({"level": "b-lt", "trust": (root,)}, "level-wants"),
        ({"level": "b-b", "timestamp_url": url}, "not-of-level"),
        ({"trust": (root,)}, "not-of-level"),
    ):
        assert rule(lambda expected=expected: desk.sign(edition, **expected)) == reported  # type: ignore[misc]


@pytest.mark.parametrize(
    "where", ["http://127.0.0.1:9/", "{url}/refuses", "ftp://x/", "http://[", "nowhere"]
)
def test_a_service_that_gives_no_time_stamp_is_reported(
    where: str, desk: Desk, edition: Path, authority: Authority, rule: Rule
) -> None:
    url = where.format(url=authority.url)
    assert rule(lambda: desk.sign(edition, timestamp_url=url)) == "no-time-stamp"
    assert not list(desk.folder.iterdir())


@pytest.mark.parametrize(
    ("certified", "reported"),
    [
        ({"days": (-30, -1)}, "certificate-expired"),
        ({"days": (2, 30)}, "certificate-not-yet"),
        ({"uses": ("key_encipherment",)}, "certificate-not-for-signing"),
    ],
)
def test_a_certificate_that_may_not_sign_is_reported(
    certified: dict[str, object],
    reported: str,
    desk: Desk,
    edition: Path,
    authority: Authority,
    rule: Rule,
) -> None:
    holder = authority.certify("X", **certified)  # type: ignore[arg-type]
    desk.keys["other"] = authority.pkcs12(desk.folder / "x.p12", holder, PASSPHRASE)
    assert rule(lambda: desk.sign(edition, "other")) == reported


def test_what_stands_in_the_way_of_b_lt_is_reported(
    desk: Desk, edition: Path, authority: Authority, rule: Rule
) -> None:
    url = f"{authority.url}/tsa"
    stranger = Authority(authority.url)
    second = stranger.root_file(desk.folder)
    assert rule(lambda: desk.sign(edition, timestamp_url=url, trust=(second,))) == "no-chain"
    unlisted = authority.certify("بلا قائمة", listed=False)
    desk.keys["unlisted"] = authority.pkcs12(desk.folder / "u.p12", unlisted, PASSPHRASE)
    root = (desk.keys["root"],)
    assert (
        rule(lambda: desk.sign(edition, "unlisted", timestamp_url=url, trust=root))
        == "no-revocation-data"
    )
    gone = authority.certify("ملغى")
    desk.keys["gone"] = authority.pkcs12(desk.folder / "g.p12", gone, PASSPHRASE)
    authority.revoked.append(gone[1].serial_number)
    assert (
        rule(lambda: desk.sign(edition, "gone", timestamp_url=url, trust=root))
        == "certificate-revoked"
    )
    assert (
        rule(lambda: desk.sign(edition, timestamp_url=url, trust=(desk.keys["gone"],)))
        == "not-certificates"
    )


def test_places_are_fixed_by_the_first_signature(desk: Desk, edition: Path, rule: Rule) -> None:
    first = desk.sign(edition, places=1)
    for expected in ({"places": 2}, {"page": 1}, {"box": Box(10, 10, 90, 50)}):
        assert rule(lambda expected=expected: desk.sign(first, **expected)) == "places-are-fixed"  # type: ignore[misc]
    assert rule(lambda: desk.sign(first, "minister")) == "no-place-left"
    assert len(desk.read(desk.sign(first, "minister", visible=False))) == 2


def test_a_place_that_is_none_is_reported(desk: Desk, edition: Path, rule: Rule) -> None:
    for expected, reported in (
        ({"page": 0}, "no-such-page"),
        ({"page": 99}, "no-such-page"),
        ({"places": 0}, "bad-places"),
        ({"places": 7}, "bad-places"),
        ({"box": Box(10, 10, 300, 40)}, "box-outside"),
        ({"box": Box(50, 10, 10, 40)}, "box-outside"),
        ({"box": Box(10, 10, 30, 14)}, "mark-too-large"),
        ({"reason": "سبب " * 200}, "mark-too-large"),
        ({"page": 1}, "no-free-place"),
    ):
        assert rule(lambda expected=expected: desk.sign(edition, **expected)) == reported, expected  # type: ignore[misc]


def test_a_file_that_cannot_be_signed_is_reported(desk: Desk, edition: Path, rule: Rule) -> None:
    encrypted, cut, text = (desk.folder / f"{name}.pdf" for name in ("encrypted", "cut", "text"))
    with pikepdf.open(edition) as pdf:
        pdf.save(encrypted, encryption=pikepdf.Encryption(owner="a", user="b"))
    cut.write_bytes(edition.read_bytes()[:5000])
    text.write_bytes(b"nothing")
    assert rule(lambda: desk.sign(encrypted)) == "pdf-encrypted"
    assert rule(lambda: desk.sign(cut)) == rule(lambda: desk.sign(text)) == "not-a-pdf"


WRONG_VALUES = ("7", "/Wrong", "(text)", "[1 2]", "<< /Wrong 1 >>", "[null null]")
DAMAGED_KEYS = (
    *("Pages", "Names", "StructTreeRoot", "AcroForm", "Lang", "AF", "MarkInfo", "Metadata"),
    *("Names/EmbeddedFiles", "Pages/Kids", "Pages/Count", "StructTreeRoot/K"),
    *("StructTreeRoot/ParentTree", "StructTreeRoot/Namespaces", "Pages/Kids/Contents"),
    *("Pages/Kids/Annots", "Pages/Kids/Resources", "Pages/Kids/Parent", "Pages/Kids/Rotate"),
)


def _damaged(edition: Path, target: Path, key: str, value: str) -> Path | None:
    """Write the edition with a wrong value at a key; return ``None`` where qpdf cannot write it."""
    with pikepdf.open(edition) as pdf:
        *holders, name = key.split("/")
        holder: Any = pdf.Root
        for step in holders:
            holder = holder[f"/{step}"]
            holder = holder[1] if isinstance(holder, pikepdf.Array) else holder
        holder[f"/{name}"] = pdf.make_indirect(pikepdf.Object.parse(value.encode()))
        try:
            pdf.save(target)
        except (pikepdf.PikepdfError, RuntimeError):
            return None
    return target


def _signed_or_told(desk: Desk, file: Path, *, visible: bool) -> None:
    """Sign and read a file: what is raised is an error of Mujaz, never one of a library."""
    try:
        assert desk.sign(file, visible=visible).read_bytes().startswith(b"%PDF")
    except MujazError as error:
        assert all(finding.text("en") and finding.text("ar") for finding in error.findings)
    with suppress(MujazError):
        open_edition(file)
    with suppress(MujazError), copied_pdf(file) as data:
        read_edition(data, Location(file=str(file)))


@pytest.mark.parametrize(("number", "key"), list(enumerate(DAMAGED_KEYS)))
def test_damage_of_any_kind_is_reported_or_signed(
    desk: Desk, edition: Path, number: int, key: str
) -> None:
    value = WRONG_VALUES[number % len(WRONG_VALUES)]
    file = _damaged(edition, desk.folder / "damaged.pdf", key, value)
    if file is not None:
        _signed_or_told(desk, file, visible=False)


@pytest.mark.slow
@pytest.mark.parametrize("key", DAMAGED_KEYS)
@pytest.mark.parametrize("value", WRONG_VALUES)
def test_every_damage_is_reported_by_every_command(
    desk: Desk, edition: Path, key: str, value: str
) -> None:
    file = _damaged(edition, desk.folder / "damaged.pdf", key, value)
    if file is not None:
        _signed_or_told(desk, file, visible=True)
        assert verify(file, judge=False, rebuild=False).checks


def test_a_certification_that_forbids_it_is_reported(desk: Desk, edition: Path, rule: Rule) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm

    locked = desk.folder / "locked.pdf"
    metadata = signers.PdfSignatureMetadata(
        field_name="C", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
    )
    signer = load_pkcs12(desk.keys["director"], PASSPHRASE)
    data = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(edition.read_bytes())), metadata, signer
    )
    locked.write_bytes(data.getvalue())
    assert rule(lambda: desk.sign(locked)) == "pdf-locked"


def test_a_pdf_of_another_house_is_signed_too(desk: Desk) -> None:
    plain = desk.folder / "plain.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(plain)
    (signature,) = desk.read(desk.sign(plain))
    assert signature.whole and signature.covers == "file"


def test_the_moment_is_the_same_in_the_mark_and_in_the_signature(desk: Desk, edition: Path) -> None:
    target = desk.folder / "a.pdf"
    moment = NOW.replace(microsecond=0) - timedelta(hours=3)
    sign(
        edition, target, load_pkcs12(desk.keys["director"], PASSPHRASE), SignatureRequest(), moment
    )
    (signature,) = desk.read(target)
    assert signature.when == moment


def test_an_edition_with_a_long_register_is_signed_seen_and_verified(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read for its mark without its rows, which qpdf would need gigabytes for."""

    def refused(*_: object) -> None:
        raise AssertionError("read whole")

    monkeypatch.setattr(bounded, "need_bounded_bytes", refused)
    folder = write_brief(tmp_path / "brief", 220, careful=False, keys='engine = "fast"')
    path = build(folder, tmp_path / "brief.pdf", text_gate=False).path
    signed = desk.sign(path, visible=True)
    (signature,) = desk.read(signed)
    assert (signature.whole, signature.trusted, signature.problems) == (True, True, ())
    verification = verify(signed, trust=(desk.keys["root"],), judge=False)
    all_findings = []
    for check in verification.checks:
        for finding in check.findings:
            all_findings.append(finding)
    assert not all_findings
