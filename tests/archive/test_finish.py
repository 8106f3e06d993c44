"""What the archive adds to a PDF: metadata, colours, printing preferences, a seal; the same bytes every time."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from report.archive.finish import finish
from report.archive.model import Attachment
from report.archive.packed import pack
from report.archive.profiles import CLAIMS, PROFILES
from report.archive.seal import read_seal, seal
from report.render import PdfMetadata

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
FILE = Attachment(
    path="brief/brief.toml",
    content=pack([b"x = 1\n"]),
    relationship="Source",
    media_type="text/plain",
    description="و",
)


@pytest.fixture
def metadata() -> PdfMetadata:
    return PdfMetadata(
        title="موجز <تجربة> & «علامات»", author="المديرية", subject="حصيلة", keywords=("لقاءات", "مراكش"),
        language="ar-MA", created=datetime(2025, 12, 1, tzinfo=UTC), identifier="brief-1",
        identifier_uri="urn:uuid:00000000-0000-5000-8000-000000000000", rights="داخلي",
    )  # fmt: skip


@pytest.mark.parametrize("profile", PROFILES)
def test_equal_inputs_give_equal_bytes(
    every_pdf: bytes, metadata: PdfMetadata, profile: str
) -> None:
    assert finish(every_pdf_of(every_pdf), metadata, [FILE], profile) == finish(
        every_pdf_of(every_pdf), metadata, [FILE], profile
    )


def every_pdf_of(data: bytes) -> bytes:
    """Return an edition without what was finished in it, as the renderer hands it over."""
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        del pdf.Root.Metadata, pdf.Root.OutputIntents, pdf.Root.AF, pdf.Root.Names.EmbeddedFiles
        pdf.save(target, static_id=True)
    return target.getvalue()


def test_the_metadata_are_well_formed_and_say_what_the_brief_says(
    every_pdf: bytes, metadata: PdfMetadata
) -> None:
    with pikepdf.open(BytesIO(finish(every_pdf_of(every_pdf), metadata, [], "archive"))) as pdf:
        tree = ET.fromstring(
            pdf.Root.Metadata.read_bytes().decode().partition("?>")[2].rpartition("<?xpacket")[0]
        )
    titles = {
        item.get("{http://www.w3.org/XML/1998/namespace}lang"): item.text
        for item in tree.iterfind(f".//{DC}title//{RDF}li")
    }
    assert titles == {"x-default": metadata.title, "ar-MA": metadata.title}
    for name, value in (
        ("creator", "المديرية"),
        ("language", "ar-MA"),
        ("rights", "داخلي"),
        ("description", "حصيلة"),
    ):
        assert tree.findtext(f".//{DC}{name}//{RDF}li") == value
    assert [item.text for item in tree.iterfind(f".//{DC}subject//{RDF}li")] == ["لقاءات", "مراكش"]
    assert tree.findtext(f".//{DC}identifier") == metadata.identifier_uri


def test_the_file_prints_as_it_was_designed(every_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(every_pdf)) as pdf:
        preferences = pdf.Root.ViewerPreferences
        assert (preferences.PrintScaling, preferences.Duplex, preferences.Direction) == (
            "/None",
            "/DuplexFlipLongEdge",
            "/R2L",
        )
        assert (
            len(pdf.Root.OutputIntents) == 1
            and pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
        )


@pytest.mark.parametrize("profile", PROFILES)
def test_each_profile_claims_what_it_is(
    every_pdf: bytes, metadata: PdfMetadata, profile: str
) -> None:
    with pikepdf.open(BytesIO(finish(every_pdf_of(every_pdf), metadata, [FILE], profile))) as pdf:
        claims = CLAIMS.get(profile)
        assert len(pdf.attachments) == (claims is not None and claims.holds_files)
        if claims is None:
            assert "/Metadata" not in pdf.Root
            return
        assert pdf.pdf_version == claims.version
        written = pdf.Root.Metadata.read_bytes().decode()
        assert (
            f"<pdfaid:part>{claims.part}<" in written
            and f"<pdfaid:conformance>{claims.level}<" in written
        )
        assert ("/Info" in pdf.trailer) == (claims.part < 4)


def test_a_brief_that_says_less_has_less_metadata(every_pdf: bytes, metadata: PdfMetadata) -> None:
    bare = replace(metadata, author="", subject="", keywords=(), rights="")
    with pikepdf.open(BytesIO(finish(every_pdf_of(every_pdf), bare, [], "archive"))) as pdf:
        written = pdf.Root.Metadata.read_bytes().decode()
    assert not any(
        name in written
        for name in ("dc:creator", "dc:description>", "dc:subject>", "pdf:Keywords", "dc:rights")
    )


def test_the_seal_finds_a_changed_byte_wherever_it_is(small_pdf: bytes) -> None:
    result = read_seal(small_pdf)
    assert result is not None and result.whole and result.end == len(small_pdf)
    chance = random.Random(7)
    for _ in range(300):
        index = chance.randrange(len(small_pdf))
        changed = bytearray(small_pdf)
        changed[index] ^= 1 << chance.randrange(8)
        later = read_seal(bytes(changed))
        assert later is None or not later.whole, index


def test_the_seal_covers_the_first_revision_alone(small_pdf: bytes) -> None:
    later = read_seal(small_pdf + b"1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n")
    assert later is not None and later.whole and later.end == len(small_pdf)


def test_what_has_no_place_of_a_seal_cannot_be_sealed() -> None:
    with pytest.raises(ValueError, match="empty seal"):
        seal(b"%PDF-1.7")
    assert read_seal(b"%PDF-1.7") is None
