"""The metadata of a PDF as XMP (ISO 16684-1): Dublin Core, the claims of PDF/A and PDF/UA, the
seal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from report.archive.seal import EMPTY

if TYPE_CHECKING:
    from report.archive.profiles import Claims
    from report.render import PdfMetadata

PRODUCER = "Mujaz, WeasyPrint"
#: The namespace of the seal, :mod:`report.archive.seal`.
SEAL_NAMESPACE = "urn:mujaz:seal:1#"
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "mujaz": SEAL_NAMESPACE,
}
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'


def xmp(metadata: PdfMetadata, claims: Claims) -> bytes:
    """Return the XMP packet of an edition in UTF-8, read-only, with a placeholder for a seal.

    Its dates and texts are those of the document's information dictionary (ISO 19005-3, 6.6.3).
    Each text occurs twice: in the document's language and as the default.
    """
    language = metadata.language
    date = metadata.created.isoformat(timespec="seconds")
    elements = [
        _element("dc:format", "application/pdf"),
        _element("dc:identifier", metadata.identifier_uri),
        _alternatives("dc:title", metadata.title, language),
        _list("dc:language", "Bag", [language]),
        _list("dc:date", "Seq", [date]),
    ]
    if metadata.author:
        elements.append(_list("dc:creator", "Seq", [metadata.author]))
        elements.append(_list("dc:publisher", "Bag", [metadata.author]))
    if metadata.subject:
        elements.append(_alternatives("dc:description", metadata.subject, language))
    if metadata.rights:
        elements.append(_alternatives("dc:rights", metadata.rights, language))
    if metadata.keywords:
        elements.append(_list("dc:subject", "Bag", metadata.keywords))
        elements.append(_element("pdf:Keywords", ", ".join(metadata.keywords)))
    elements += [
        _element("pdf:Producer", PRODUCER),
        _element("xmp:CreatorTool", "Mujaz"),
        _element("xmp:CreateDate", date),
        _element("xmp:ModifyDate", date),
        _element("xmp:MetadataDate", date),
        _element("pdfaid:part", str(claims.part)),
        _element("pdfaid:conformance", claims.level),
        _element("pdfuaid:part", str(claims.accessible)),
        _element("mujaz:sha256", EMPTY),
    ]
    if claims.revision is not None:
        elements.append(_element("pdfaid:rev", str(claims.revision)))
    if claims.accessible_revision is not None:
        elements.append(_element("pdfuaid:rev", str(claims.accessible_revision)))
    if claims.part < 4:  # PDF/A-4 requires no schema description (ISO 19005-4, 6.7.2)
        elements.append(_SCHEMAS)
    spaces = "".join(
        f' xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items() if prefix != "rdf"
    )
    body = "\n".join(elements)
    return (
        f'{_BEGIN}\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        f'xmlns:rdf="{_SPACES["rdf"]}"><rdf:Description '
        f'rdf:about=""{spaces}>\n{body}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    ).encode()


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _list(name: str, kind: str, values: list[str] | tuple[str, ...]) -> str:
    items = "".join(_element("rdf:li", value) for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _alternatives(name: str, text: str, language: str) -> str:
    items = "".join(
        f'<rdf:li xml:lang="{escape(tag)}">{escape(text)}</rdf:li>'
        for tag in dict.fromkeys(("x-default", language))
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def _schema(title: str, prefix: str, properties: list[tuple[str, str, str]]) -> str:
    described = "".join(
        '<rdf:li rdf:parseType="Resource">'
        + _element("pdfaProperty:name", name)
        + _element("pdfaProperty:valueType", kind)
        + _element("pdfaProperty:category", "internal")
        + _element("pdfaProperty:description", text)
        + "</rdf:li>"
        for name, kind, text in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        + _element("pdfaSchema:schema", title)
        + _element("pdfaSchema:namespaceURI", _SPACES[prefix])
        + _element("pdfaSchema:prefix", prefix)
        + f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


#: The schemas that PDF/A does not predefine, described as it requires (ISO 19005-3, 6.6.2.3).
_SCHEMAS = (
    "<pdfaExtension:schemas><rdf:Bag>"
    + _schema("PDF/UA identification schema", "pdfuaid", [("part", "Integer", "Part of ISO 14289")])
    + _schema(
        "Mujaz seal schema",
        "mujaz",
        [
            (
                "sha256",
                "Text",
                "SHA-256 of the file's first revision, this value's 64 digits taken as zeros",
            )
        ],
    )
    + "</rdf:Bag></pdfaExtension:schemas>"
)
