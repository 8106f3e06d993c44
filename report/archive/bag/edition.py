"""Read an edition for a bag, with the checks for a file of unknown origin."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from report.archive.attached import files_of
from report.archive.bounded import damage_reported, pdf_errors
from report.archive.model import Attachment
from report.archive.profiles import CLAIMS, Claims
from report.archive.provenance import PROVENANCE
from report.archive.registers.inside import without_pages
from report.archive.seal import Seal, read_seal
from report.errors import ArchiveError, Location
from report.file_bytes import FileBytes

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
#: The maximum size of an edition's metadata in bytes; an edition has some thousand.
_LARGEST_METADATA = 4 * 1024 * 1024
#: Characters that end a line in a manifest, or that XML 1.0 excludes; BagIt reads the last two as a
#: line end.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|%0[AaDd]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An edition and its metadata.

    ``identifier`` is its ``dc:identifier``, ``key`` the UUID of it; ``issued`` has a time zone.
    ``version`` is that of the Mujaz that built it. ``files`` are its attachments, by their paths;
    no two of their names collide on any disk.
    """

    data: FileBytes
    title: str
    identifier: str
    key: uuid.UUID
    issuer: str
    issued: datetime
    language: str
    description: str
    rights: str
    subjects: tuple[str, ...]
    version: str
    claims: Claims
    seal: Seal
    files: tuple[Attachment, ...]

    def name(self, path: str) -> uuid.UUID:
        """Return the UUID of a file, an event or an agent of this edition, which is always the
        same."""
        return uuid.uuid5(self.key, path)


def read_edition(data: FileBytes, where: Location) -> Described:
    """Return the edition in a file.

    :raises ArchiveError: ``not-a-pdf``, ``unsafe-inside``, ``not-an-edition``; ``bag-unfit-name``
        if a manifest cannot hold the name of an attachment, or two names collide;
        ``bag-broken-seal`` if bytes have changed.
    """
    with damage_reported(where):
        small = without_pages(data)
    files = files_of(small, where)
    inside = {attachment.path: attachment for attachment in files}
    for required in ("brief/brief.toml", PROVENANCE):
        if required not in inside:
            raise ArchiveError.of("not-an-edition", where, missing=required)
    seal = read_seal(data)
    if seal is None:
        raise ArchiveError.of("not-an-edition", where, missing="mujaz:sha256")
    if not seal.whole:
        raise ArchiveError.of("bag-broken-seal", where)
    _need_fit_names(files, where)
    return _described(data, _metadata(small, where), inside, seal, where)


def _need_fit_names(files: Sequence[Attachment], where: Location) -> None:
    seen: dict[str, str] = {}
    for attachment in files:
        if _UNFIT.search(attachment.path) or attachment.path != attachment.path.strip():
            raise ArchiveError.of("bag-unfit-name", where, name=attachment.path)
        # Some disks fold case, and some decompose characters: names that are equal there are equal
        # here.
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", attachment.path).casefold())
        if key in seen:
            raise ArchiveError.of("bag-unfit-name", where, name=attachment.path)
        seen[key] = attachment.path


def _metadata(small: bytes, where: Location) -> ET.Element:
    """Return the XMP. It is stored uncompressed (so that it can be found in the file), so that it
    cannot be a bomb."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(small)) as pdf:
            packet = bytes(pdf.Root.Metadata.read_raw_bytes())
        text = packet.decode("utf-8")
        if len(packet) > _LARGEST_METADATA or "<!" in text:
            raise ValueError("XMP")
        return ET.fromstring(text)
    except pdf_errors(ET.ParseError) as error:
        raise ArchiveError.of("not-an-edition", where, missing="XMP") from error


def _described(
    data: FileBytes, xmp: ET.Element, inside: dict[str, Attachment], seal: Seal, where: Location
) -> Described:
    identifier, title = _text(xmp, "identifier"), _text(xmp, "title")
    if not identifier or not title:
        raise ArchiveError.of(
            "not-an-edition", where, missing="dc:title" if identifier else "dc:identifier"
        )
    pdfa_part, level = xmp.findtext(f".//{_PDFA}part"), xmp.findtext(f".//{_PDFA}conformance")
    claims = next(
        (
            claim
            for claim in CLAIMS.values()
            if (str(claim.part), claim.level) == (pdfa_part, level)
        ),
        None,
    )
    if claims is None or not claims.holds_files:
        raise ArchiveError.of("not-an-edition", where, missing="pdfaid:part")
    return Described(
        data=data,
        title=title,
        identifier=identifier,
        key=_uuid(identifier),
        issuer=_text(xmp, "publisher"),
        issued=_date(_text(xmp, "date"), where),
        language=_text(xmp, "language"),
        description=_text(xmp, "description"),
        rights=_text(xmp, "rights"),
        subjects=tuple(
            _line(claim.text or "") for claim in xmp.iterfind(f".//{_DC}subject//{_RDF}li")
        ),
        version=_version(inside[PROVENANCE].data, where),
        claims=claims,
        seal=seal,
        files=tuple(sorted(inside.values(), key=lambda claim: claim.path)),
    )


def _text(xmp: ET.Element, name: str) -> str:
    element = xmp.find(f".//{_DC}{name}")
    if element is None:
        return ""
    item = element.find(f".//{_RDF}li")
    return _line((element if item is None else item).text or "")


def _line(text: str) -> str:
    """Return a text on one line, in the form of ``bag-info.txt``."""
    return _UNFIT.sub("", " ".join(text.split()))


def _uuid(identifier: str) -> uuid.UUID:
    try:
        return uuid.UUID(identifier.removeprefix("urn:uuid:"))
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_URL, identifier)


def _date(text: str, where: Location) -> datetime:
    try:
        date = datetime.fromisoformat(text)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ArchiveError.of("not-an-edition", where, missing="dc:date") from error


def _version(provenance: bytes, where: Location) -> str:
    try:
        graph = json.loads(provenance)["@graph"]
        return _line(
            str(next(node for node in graph if node["@id"] == "#mujaz")["softwareVersion"])
        )
    except (ValueError, KeyError, TypeError, StopIteration, RecursionError) as error:
        raise ArchiveError.of("not-an-edition", where, missing=f"{PROVENANCE}: #mujaz") from error
