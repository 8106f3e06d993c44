"""Write XML with the usual prefixes of its formats, with the same bytes every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

PREMIS = "http://www.loc.gov/premis/v3"
METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
#: The prefix of each format that readers expect.
_PREFIXES = {
    "premis": PREMIS,
    "mets": METS,
    "csip": CSIP,
    "sip": SIP,
    "xlink": XLINK,
    "xsi": XSI,
    "oai_dc": OAI_DC,
    "dc": DC,
}
#: The characters that XML 1.0 (2.2) excludes.
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Tree:
    """An element in one namespace, to which children can be added."""

    def __init__(self, namespace: str, element: ET.Element) -> None:
        self.namespace = namespace
        self.element = element

    @classmethod
    def root(cls, namespace: str, name: str, attributes: Mapping[str, str]) -> Tree:
        """Return the root element of a document."""
        return cls(namespace, ET.Element(f"{{{namespace}}}{name}", _clean(attributes)))

    def add(
        self, name: str, text: str | None = None, attributes: Mapping[str, str] | None = None
    ) -> Tree:
        """Append an element to this one, and return it.

        ``text`` is escaped when it is written.
        """
        element = ET.SubElement(
            self.element, f"{{{self.namespace}}}{name}", _clean(attributes or {})
        )
        if text is not None:
            element.text = _visible(text)
        return Tree(self.namespace, element)

    def data(self) -> bytes:
        """Return the document in UTF-8."""
        for prefix, uri in _PREFIXES.items():
            ET.register_namespace(prefix, uri)
        ET.indent(self.element)
        written: bytes = ET.tostring(self.element, encoding="utf-8", xml_declaration=True)
        return written + b"\n"


def _clean(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: _visible(value) for name, value in attributes.items()}


def _visible(text: str) -> str:
    return _NO_CHARACTER.sub("\ufffd", text)


__all__ = ["CSIP", "DC", "METS", "OAI_DC", "PREMIS", "SIP", "XLINK", "XSI", "Tree"]
