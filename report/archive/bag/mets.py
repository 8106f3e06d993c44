"""METS in the E-ARK profile: the Common Specification for Information Packages (CSIP) and that of
SIPs, 2.1.

The numbers in the comments are the requirements of these specifications.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import report
from report.archive.bag.edition import Described
from report.archive.bag.premis import Part
from report.archive.bag.xml import CSIP, METS, SIP, XLINK, XSI, Tree

PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
#: DILCIS has no content type for a PDF with its sources, so the type has its own name (CSIP4,
#: CSIP5).
_CONTENT = {
    f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "OTHER",
    f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE": "urn:mujaz:edition",
}
#: The dash is the one in DILCIS's vocabulary (CSIP2).
_CATEGORY = "Textual works – Digital"
_SCHEMAS = (
    (METS, "mets.xsd"),
    (XLINK, "xlink.xsd"),
    (CSIP, "DILCISExtensionMETS.xsd"),
    (SIP, "DILCISExtensionSIPMETS.xsd"),
)
SCHEMA_FILES = tuple(name for _, name in _SCHEMAS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The files under one heading of the file section; ``mets`` is the METS that describes them, if
    there is one."""

    use: str
    members: Sequence[Part]
    mets: Part | None = None

    @property
    def id(self) -> str:
        """The identifier of the group in the document."""
        return "group-" + self.use.lower().replace("/", "-")


class Document:
    """A METS document of an edition, for a whole package or for one representation in it.

    ``name`` is the name of its folder, and ``schemas`` the relative path from it to the folder of
    the schemas.
    """

    def __init__(self, edition: Described, name: str, schemas: str) -> None:
        self._edition = edition
        self._date = edition.issued.isoformat()
        self._name = name
        where = " ".join(f"{uri} {schemas}/{file}" for uri, file in _SCHEMAS)
        self._root = Tree.root(
            METS,
            "mets",
            {
                "OBJID": name,
                "LABEL": edition.title,
                "TYPE": _CATEGORY,
                "PROFILE": PROFILE,
                **_CONTENT,
                f"{{{XSI}}}schemaLocation": where,
            },
        )
        self._header()

    def _header(self) -> None:
        attributes = {"CREATEDATE": self._date, "LASTMODDATE": self._date, "RECORDSTATUS": "NEW"}
        header = self._root.add(
            "metsHdr", attributes=attributes | {f"{{{CSIP}}}OAISPACKAGETYPE": "SIP"}
        )
        software = header.add(
            "agent", attributes={"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
        )
        software.add("name", "Mujaz")
        software.add("note", report.__version__, {f"{{{CSIP}}}NOTETYPE": "SOFTWARE VERSION"})
        if self._edition.issuer:
            # The creator of the content (SIP9), and the submitter (SIP15).
            for role in ("ARCHIVIST", "CREATOR"):
                agent = header.add("agent", attributes={"ROLE": role, "TYPE": "ORGANIZATION"})
                agent.add("name", self._edition.issuer)

    def metadata(self, descriptive: Part, preservation: Part) -> None:
        """Refer to the Dublin Core and the PREMIS of the package."""
        section = self._root.add("dmdSec", attributes=self._section("dmd"))
        self._refer(section, descriptive, {"MDTYPE": "DC"})
        section = self._root.add("amdSec").add("digiprovMD", attributes=self._section("digiprov"))
        self._refer(section, preservation, {"MDTYPE": "PREMIS", "MDTYPEVERSION": "3.0"})

    def _section(self, name: str) -> dict[str, str]:
        return {"ID": name, "CREATED": self._date, "STATUS": "CURRENT"}

    def _refer(self, section: Tree, part: Part, kind: dict[str, str]) -> None:
        section.add("mdRef", attributes=kind | _location(part.path) | self._measured(part))

    def files(self, groups: Sequence[Group]) -> None:
        """List the files."""
        section = self._root.add("fileSec", attributes={"ID": "files"})
        for group in groups:
            listed = section.add(
                "fileGrp", attributes={"ID": group.id, "USE": group.use, **_CONTENT}
            )
            for file_part in group.members:
                identifier = f"file-{self._edition.name(f'{self._name}/{file_part.path}')}"
                file = listed.add(
                    "file",
                    attributes={
                        "ID": identifier,
                        **self._measured(file_part),
                        **_format(file_part),
                    },
                )
                file.add("FLocat", attributes=_location(file_part.path))

    def _measured(self, part: Part) -> dict[str, str]:
        return {
            "MIMETYPE": part.media_type,
            "SIZE": str(part.size),
            "CREATED": self._date,
            "CHECKSUM": part.sha512,
            "CHECKSUMTYPE": "SHA-512",
        }

    def structure(self, groups: Sequence[Group], *, has_metadata: bool) -> None:
        """Write the structural map of the package."""
        drawn = self._root.add(
            "structMap", attributes={"ID": "map", "TYPE": "PHYSICAL", "LABEL": "CSIP"}
        )
        top = drawn.add("div", attributes={"ID": "map-package", "LABEL": self._name})
        metadata = {"ID": "map-metadata", "LABEL": "Metadata"}
        top.add(
            "div",
            attributes=metadata | ({"ADMID": "digiprov", "DMDID": "dmd"} if has_metadata else {}),
        )
        for group in groups:
            label = group.use
            if group.mets is not None:
                division = top.add("div", attributes={"ID": f"map-{group.id}", "LABEL": label})
                title = {f"{{{XLINK}}}title": group.id}
                division.add("mptr", attributes=_location(group.mets.path) | title)
                # The rules of eark-validator require the division of all representations too
                # (CSIP101 to CSIP104).
                label = label.partition("/")[0]
            division = top.add("div", attributes={"ID": f"map-{label.lower()}", "LABEL": label})
            division.add("fptr", attributes={"FILEID": group.id})

    def data(self) -> bytes:
        """Return the document."""
        return self._root.data()


def _location(path: str) -> dict[str, str]:
    # An IRI may have Arabic letters (RFC 3987), and remains readable as the name of the file.
    href = "".join(sign if not sign.isascii() else quote(sign, safe="/") for sign in path)
    return {"LOCTYPE": "URL", f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": href}


def _format(part: Part) -> dict[str, str]:
    if part.registered is None:
        return {}
    return {f"{{{SIP}}}FILEFORMATREGISTRY": "PRONOM", f"{{{SIP}}}FILEFORMATKEY": part.registered}


__all__ = ["SCHEMA_FILES", "Document", "Group"]
