"""Check the file as a container: its structure, its seal, its attachments, its metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from report.archive.describe import describe
from report.archive.inside import flat_names
from report.archive.pdf_objects import ObjectNumber, entry
from report.archive.profiles import CLAIMS
from report.archive.provenance import PROVENANCE, Options
from report.archive.seal import EMPTY, Seal
from report.archive.verify.model import Check
from report.archive.xmp import xmp
from report.errors import Finding, Location

if TYPE_CHECKING:
    import pikepdf

    from report.archive.model import Attachment
    from report.brief import LoadedBrief

#: The maximum number of findings of one kind.
MOST = 10


def check_structure(pdf: pikepdf.Pdf, where: Location) -> Check:
    """Check the objects, the streams and the cross-reference table by qpdf."""
    problems = list(pdf.check_pdf_syntax())
    findings = tuple(
        Finding("structure-broken", where, {"reason": text[:200]}) for text in problems[:MOST]
    )
    return Check("structure", findings, {"pages": len(pdf.pages), "version": pdf.pdf_version})


def check_seal(seal: Seal | None, size: int, signed: bool, where: Location) -> Check:
    """Check the seal of a file of ``size`` bytes; later additions must be signatures."""
    if seal is None:
        return Check("seal", (Finding("seal-missing", where),))
    later = size - seal.end
    findings = []
    if not seal.whole:
        findings.append(
            Finding(
                "seal-broken", where, {"written": seal.written[:16], "counted": seal.counted[:16]}
            )
        )
    if later and not signed:
        findings.append(Finding("added-later", where, {"bytes": later}))
    return Check("seal", tuple(findings), {"bytes": seal.end, "later": later})


def check_files(pdf: pikepdf.Pdf, files: Sequence[Attachment], where: Location) -> Check:
    """Compare each attachment with its digests in the provenance and in its own entry in the
    PDF."""
    provenance = _provenance(files)
    findings: list[Finding] = []
    nodes = provenance["@graph"] if provenance is not None else []
    names = flat_names(attachment.path for attachment in files)
    recorded = {str(node["@id"]): node for node in nodes if "sha256" in node}
    for attachment in files:
        spec = pdf.attachments[attachment.path].obj
        parameters = entry(spec.EF.F, "/Params")
        right = (
            bytes(parameters.get("/CheckSum", b"")) == attachment.content.md5
            and str(spec.get("/UF")) == names[attachment.path]
        )
        right = right and all(stream.objgen == spec.EF.F.objgen for stream in spec.EF.values())
        if attachment.path != PROVENANCE:
            node = recorded.pop(attachment.path, None)
            if node is None:
                findings.append(Finding("file-unlisted", where, {"path": attachment.path}))
                continue
            right = right and node["sha256"] == attachment.content.sha256
        if not right:
            findings.append(Finding("file-changed", where, {"path": attachment.path}))
    findings += [Finding("file-missing", where, {"path": path}) for path in recorded]
    listed = {spec.objgen for spec in pdf.Root.get("/AF", ())}
    if listed != {pdf.attachments[attachment.path].obj.objgen for attachment in files}:
        findings.append(Finding("file-missing", where, {"path": "/AF"}))
    return Check("files", tuple(findings[:MOST]), {"files": len(files)})


def _provenance(files: Sequence[Attachment]) -> Mapping[str, Any] | None:
    try:
        graph = json.loads(
            next(attachment.data for attachment in files if attachment.path == PROVENANCE)
        )
        return graph if isinstance(graph.get("@graph"), list) else None
    except (ValueError, StopIteration, AttributeError, RecursionError):
        return None


def check_metadata(
    pdf: pikepdf.Pdf, brief: LoadedBrief, options: Options, seal: Seal | None, where: Location
) -> Check:
    """Compare the XMP and the information dictionary with the attached brief."""
    metadata = describe(brief, options.epoch)
    claims = CLAIMS[options.profile]
    expected = xmp(metadata, claims).replace(EMPTY.encode(), seal.written.encode() if seal else b"")
    findings = []
    if pdf.Root.Metadata.read_bytes() != expected:
        findings.append(Finding("metadata-changed", where, {"part": "XMP"}))
    if claims.part < 4:
        said = {
            name: str(pdf.docinfo.get(name, ""))
            for name in ("/Title", "/Author", "/Subject", "/Keywords")
        }
        if tuple(said.values()) != (
            metadata.title, metadata.author, metadata.subject, ", ".join(metadata.keywords),
        ):  # fmt: skip
            findings.append(Finding("metadata-changed", where, {"part": "Info"}))
    elif "/Info" in pdf.trailer:
        findings.append(Finding("metadata-changed", where, {"part": "Info"}))
    return Check(
        "metadata",
        tuple(findings),
        {"title": metadata.title, "identifier": metadata.identifier_uri},
    )


def fonts_of(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return the names of the fonts of the pages, without subset tags, sorted."""
    names: set[str] = set()
    seen: set[ObjectNumber] = set()
    for page in pdf.pages:
        resources = entry(page.obj, "/Resources")
        if resources.get("/Font") is None or resources.Font.objgen in seen:
            continue
        seen.add(resources.Font.objgen)
        names |= {str(font.BaseFont)[1:].rpartition("+")[2] for font in resources.Font.values()}
    return tuple(sorted(names))
