"""An edition as an E-ARK Submission Information Package (SIP 2.1 on CSIP 2.1), in a folder named by
its identifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from report.archive.bag.edition import Described
from report.archive.bag.mets import SCHEMA_FILES, Document, Group
from report.archive.bag.premis import Part, pdf_part, premis
from report.archive.bag.xml import DC, OAI_DC, Tree
from report.archive.judge import Judgement
from report.messages import text
from report.places import assets

REPRESENTATION = "rep1"
_README = f"{text('eark.readme', 'ar')}\n{text('eark.readme', 'en')}"


def sip(
    edition: Described,
    sources: Sequence[Part],
    reports: Sequence[Part],
    judgements: Mapping[str, Judgement],
) -> tuple[Part, ...]:
    """Return the files of a package, under paths that begin with its folder.

    ``sources`` and ``reports`` have the same paths as in a plain bag.
    """
    folder = f"representations/{REPRESENTATION}"
    inner = [
        pdf_part(edition, "data/edition.pdf"),
        *(_moved(item, f"data/{item.path}") for item in sources),
    ]
    document = Document(edition, REPRESENTATION, "../../schemas")
    group = Group(use="Data", members=inner)
    document.files([group])
    document.structure([group], has_metadata=False)
    package_mets = Part.of(f"{folder}/METS.xml", document.data(), "text/xml", "metadata")
    data = [_moved(item, f"{folder}/{item.path}") for item in inner]
    documentation = [
        Part.of("documentation/README.txt", _README.encode(), "text/plain", "documentation"),
        *(_moved(item, f"documentation/{item.path.rpartition('/')[2]}") for item in reports),
    ]
    schemas = [
        Part.of(f"schemas/{name}", _schema(name), "text/xml", "schema") for name in SCHEMA_FILES
    ]
    described = Part.of(
        "metadata/descriptive/dc.xml", _dublin_core(edition), "text/xml", "metadata"
    )
    history = premis(edition, [*data, *documentation], judgements)
    preserved = Part.of("metadata/preservation/premis.xml", history, "text/xml", "metadata")
    groups = [
        Group(use="Documentation", members=documentation),
        Group(use="Schemas", members=schemas),
        Group(use=f"Representations/{REPRESENTATION}", members=[package_mets], mets=package_mets),
    ]
    name = f"uuid-{edition.key}"
    whole = Document(edition, name, "schemas")
    whole.metadata(described, preserved)
    whole.files(groups)
    whole.structure(groups, has_metadata=True)
    mets = Part.of("METS.xml", whole.data(), "text/xml", "metadata")
    files = [mets, described, preserved, *documentation, *schemas, package_mets, *data]
    return tuple(_moved(item, f"{name}/{item.path}") for item in files)


def _moved(part: Part, path: str) -> Part:
    return replace(part, path=path)


def _schema(name: str) -> bytes:
    return (assets() / "schemas" / name).read_bytes()


def _dublin_core(edition: Described) -> bytes:
    root = Tree.root(OAI_DC, "dc", {})
    terms = Tree(DC, root.element)
    for name, value in (
        ("title", edition.title),
        ("creator", edition.issuer),
        *(("subject", subject_term) for subject_term in edition.subjects),
        ("description", edition.description),
        ("publisher", edition.issuer),
        ("date", edition.issued.date().isoformat()),
        ("type", "Text"),
        ("format", "application/pdf"),
        ("identifier", edition.identifier),
        ("language", edition.language),
        ("rights", edition.rights),
    ):
        if value:
            terms.add(name, value)
    return root.data()
