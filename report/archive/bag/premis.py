"""PREMIS 3.0: the content of a bag, the events in its history, and their agents.

Every event has the date of the edition, not of the machine's clock: equal editions give equal bags.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256, sha512
from typing import TypeAlias

import report
from report.archive.bag.edition import Described
from report.archive.bag.xml import PREMIS, XSI, Tree
from report.archive.judge import Judgement
from report.archive.packed import Packed
from report.file_bytes import FileBytes, pieces

#: PRONOM's identifiers of formats, by media type; for the PDF, by the part and level of PDF/A. The
#: archive identifies all further formats.
_PUIDS = {
    "text/csv": "x-fmt/18",
    "text/markdown": "fmt/1149",
    "text/plain": "x-fmt/111",
    "application/json": "fmt/817",
    "application/ld+json": "fmt/880",
    "text/xml": "fmt/101",
    "3A": "fmt/479",
}


#: The content of a file: in memory, compressed, or in another file.
Content: TypeAlias = bytes | Packed | FileBytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of the payload: its path and its type. ``kind`` is its role in the edition: the PDF
    itself, a source extracted from it, or a report about it.

    ``size`` is in bytes, the digests are in hexadecimal.
    """

    path: str
    content: Content
    size: int
    sha256: str
    sha512: str
    media_type: str
    kind: str
    puid: str | None = None

    @classmethod
    def of(
        cls, path: str, content: Content, media_type: str, kind: str, puid: str | None = None
    ) -> Part:
        """Return a file, whose content is read once for its size and its digests."""
        size, digests = 0, (sha256(), sha512())
        for block in _blocks(content):
            size += len(block)
            for digest in digests:
                digest.update(block)
        short, long = (digest.hexdigest() for digest in digests)
        return cls(
            path=path, content=content, size=size, sha256=short, sha512=long,
            media_type=media_type, kind=kind, puid=puid,
        )  # fmt: skip

    def blocks(self) -> Iterator[bytes]:
        """Yield the content in blocks."""
        return _blocks(self.content)

    @property
    def registered(self) -> str | None:
        """The PRONOM unique identifier of the format, if it is known."""
        return self.puid or _PUIDS.get(self.media_type)


def _blocks(content: Content) -> Iterator[bytes]:
    if isinstance(content, Packed):
        return content.parts()
    return pieces(content, 0, len(content))


def pdf_part(edition: Described, path: str) -> Part:
    """Return the PDF as a part."""
    puid = _PUIDS.get(f"{edition.claims.part}{edition.claims.level}")
    return Part.of(path, edition.data, "application/pdf", "pdf", puid)


def standard(flavour: str) -> str:
    """Return the standard of a veraPDF flavour: ``PDF/A-3a`` for ``3a``, ``PDF/UA-1`` for
    ``ua1``."""
    return f"PDF/UA-{flavour[2:]}" if flavour.startswith("ua") else f"PDF/A-{flavour}"


def premis(edition: Described, parts: Sequence[Part], judgements: Mapping[str, Judgement]) -> bytes:
    """Return the PREMIS of a bag with the files ``parts``; ``judgements`` are veraPDF's, by
    flavour, empty without it."""
    where = {
        f"{{{XSI}}}schemaLocation": f"{PREMIS} https://www.loc.gov/standards/premis/premis.xsd"
    }
    root = Tree.root(PREMIS, "premis", {"version": "3.0", **where})
    _intellectual_entity(root, edition)
    for item in parts:
        _file(root, edition, item, parts)
    _events(root, edition, parts, judgements)
    _agents(root, edition, judgements)
    return root.data()


def _identifier(tree: Tree, of: str, value: str, kind: str = "URN") -> None:
    element = tree.add(f"{of}Identifier")
    element.add(f"{of}IdentifierType", kind)
    element.add(f"{of}IdentifierValue", value)


def _link(tree: Tree, of: str, value: str, role: str | None = None) -> None:
    element = tree.add(f"linking{of}Identifier")
    element.add(f"linking{of}IdentifierType", "URN")
    element.add(f"linking{of}IdentifierValue", value)
    if role is not None:
        element.add(f"linking{of}Role", role)


def _intellectual_entity(root: Tree, edition: Described) -> None:
    entity = root.add("object", attributes={f"{{{XSI}}}type": "premis:intellectualEntity"})
    _identifier(entity, "object", edition.key.urn)
    if edition.identifier != edition.key.urn:
        _identifier(entity, "object", edition.identifier, "local")
    for kind, value in (
        ("title", edition.title),
        ("language", edition.language),
        ("rights", edition.rights),
    ):
        if value:
            properties = entity.add("significantProperties")
            properties.add("significantPropertiesType", kind)
            properties.add("significantPropertiesValue", value)


def _file(root: Tree, edition: Described, part: Part, parts: Sequence[Part]) -> None:
    element = root.add("object", attributes={f"{{{XSI}}}type": "premis:file"})
    _identifier(element, "object", edition.name(part.path).urn)
    characteristics = element.add("objectCharacteristics")
    characteristics.add("compositionLevel", "0")
    for algorithm, digest in (("SHA-256", part.sha256), ("SHA-512", part.sha512)):
        fixity = characteristics.add("fixity")
        fixity.add("messageDigestAlgorithm", algorithm)
        fixity.add("messageDigest", digest)
        fixity.add("messageDigestOriginator", "Mujaz")
    characteristics.add("size", str(part.size))
    _format(characteristics, edition, part)
    if part.kind == "pdf":
        application = characteristics.add("creatingApplication")
        application.add("creatingApplicationName", "Mujaz")
        application.add("creatingApplicationVersion", edition.version)
        application.add("dateCreatedByApplication", edition.issued.isoformat())
    location = element.add("storage").add("contentLocation")
    location.add("contentLocationType", "path")
    location.add("contentLocationValue", part.path)
    if part.kind == "pdf":
        _relation(element, "structural", "represents", [edition.key.urn])
        sources = [edition.name(source.path).urn for source in parts if source.kind == "source"]
        _relation(element, "derivation", "has source", sources)
    elif part.kind == "source":
        pdf = [edition.name(source.path).urn for source in parts if source.kind == "pdf"]
        _relation(element, "derivation", "is source of", pdf)


def _format(characteristics: Tree, edition: Described, part: Part) -> None:
    form = characteristics.add("format")
    designation = form.add("formatDesignation")
    if part.kind == "pdf":
        claims = edition.claims
        designation.add("formatName", f"PDF/A-{claims.part}{claims.level.lower()}")
        designation.add("formatVersion", claims.version)
    else:
        designation.add("formatName", part.media_type)
    if part.registered is not None:
        registry = form.add("formatRegistry")
        registry.add("formatRegistryName", "PRONOM")
        registry.add("formatRegistryKey", part.registered)
        registry.add("formatRegistryRole", "specification")


def _relation(tree: Tree, kind: str, subtype: str, rest: Sequence[str]) -> None:
    relation = tree.add("relationship")
    relation.add("relationshipType", kind)
    relation.add("relationshipSubType", subtype)
    for target in rest:
        related = relation.add("relatedObjectIdentifier")
        related.add("relatedObjectIdentifierType", "URN")
        related.add("relatedObjectIdentifierValue", target)


def _events(
    root: Tree, edition: Described, parts: Sequence[Part], judgements: Mapping[str, Judgement]
) -> None:
    mujaz, maker = _agent(edition, "mujaz"), _agent(edition, "mujaz-of-the-edition")
    pdf = [edition.name(item.path).urn for item in parts if item.kind == "pdf"]
    everything = [edition.name(item.path).urn for item in parts]
    creation = [maker, *([_agent(edition, "issuer")] if edition.issuer else [])]
    _event(
        root,
        edition,
        "creation",
        "mujaz build: the PDF was made of its sources",
        "success",
        "",
        pdf,
        creation,
    )
    sealed = f"the first {edition.seal.end} of {len(edition.data)} bytes"
    seal = f"The SHA-256 in the XMP is that of {sealed}: "
    detail = "the PDF's seal was counted again"
    _event(root, edition, "fixity check", detail, "pass", seal + edition.seal.counted, pdf, [mujaz])
    for flavour in edition.claims.flavours:
        judgement = judgements.get(flavour)
        detail = f"{standard(flavour)}, by veraPDF, flavour {flavour}"
        outcome, note = _outcome(judgement)
        by = [mujaz] if judgement is None else [_agent(edition, "verapdf")]
        _event(root, edition, "validation", detail, outcome, note, pdf, by)
    detail = "SHA-256 and SHA-512 of every file"
    _event(root, edition, "message digest calculation", detail, "success", "", everything, [mujaz])
    detail = "mujaz bag: the files were put in a bag (RFC 8493)"
    _event(
        root, edition, "information package creation", detail, "success", "", everything, [mujaz]
    )


def _outcome(judgement: Judgement | None) -> tuple[str, str]:
    if judgement is None:
        return "not performed", "veraPDF was not there when the bag was made."
    if judgement.problem is not None:
        return "fail", f"veraPDF could not judge: {judgement.problem}"
    return (
        ("pass", "")
        if judgement.compliant
        else ("fail", "Rules broken: " + " ".join(judgement.rules))
    )


def _event(
    root: Tree,
    edition: Described,
    kind: str,
    detail: str,
    outcome: str,
    note: str,
    objects: Sequence[str],
    agents: Sequence[str],
) -> None:
    event = root.add("event")
    _identifier(event, "event", edition.name(f"#event {kind} {detail}").urn)
    event.add("eventType", kind)
    event.add("eventDateTime", edition.issued.isoformat())
    event.add("eventDetailInformation").add("eventDetail", detail)
    information = event.add("eventOutcomeInformation")
    information.add("eventOutcome", outcome)
    if note:
        information.add("eventOutcomeDetail").add("eventOutcomeDetailNote", note)
    for agent in agents:
        _link(event, "Agent", agent)
    for linked in objects:
        _link(event, "Object", linked)


def _agent(edition: Described, name: str) -> str:
    return str(edition.name(f"#agent {name}").urn)


def _agents(root: Tree, edition: Described, judgements: Mapping[str, Judgement]) -> None:
    agents = [
        ("mujaz-of-the-edition", "Mujaz", "software", edition.version),
        ("mujaz", "Mujaz", "software", report.__version__),
    ]
    if edition.issuer:
        agents.append(("issuer", edition.issuer, "organization", ""))
    version = next(
        (judgement.version for judgement in judgements.values() if judgement.version), ""
    )
    if judgements:
        agents.append(("verapdf", "veraPDF", "software", version))
    for name, title, kind, number in agents:
        agent = root.add("agent")
        _identifier(agent, "agent", _agent(edition, name))
        agent.add("agentName", title)
        agent.add("agentType", kind)
        if number:
            agent.add("agentVersion", number)
        if name == "mujaz":
            agent.add(
                "agentNote",
                "Events are dated as the edition is, so that equal editions give equal bags.",
            )
