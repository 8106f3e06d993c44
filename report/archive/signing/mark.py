"""The visible mark of a signature, rendered right to left: the words of a certificate and a
date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from report.archive.signing.design import EditionDesign
from report.archive.signing.model import Box
from report.archive.signing.places import POINTS
from report.errors import Location, RenderError, SigningError

if TYPE_CHECKING:
    from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Pdf

    from report.render.model import RenderedPdf

#: The language of a mark on a file in a language that Mujaz does not support.
_USUAL = "ar-MA"
#: The rules of the renderer that mean that a mark is too large for its box.
_TOO_LARGE = frozenset({"off-page", "text-over-text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a mark. ``locale`` gives the names of months and the digits; ``moment`` has a
    time zone."""

    name: str
    office: str
    moment: datetime
    reason: str
    place: str
    locale: str


def set_mark(words: Words, box: Box, design: EditionDesign, where: Location) -> bytes:
    """Return a mark as a PDF of one page of the size of ``box``, without structure: the appearance
    of a widget is not content of the page (ISO 32000-1, 14.8.2.2).

    Its colours are those of ``design``.

    :raises SigningError: ``mark-too-large``.
    :raises RenderError: see :func:`report.render.render_pdf`.
    """
    from report.arabic import date_text, digits
    from report.document.sheets import Templates
    from report.places import templates

    sheets = templates() / "css"
    css = [(sheets / name).read_text("utf-8") for name in ("tokens.css", "signature.css")]
    least = box.height - 2 * design.edge / POINTS
    css.append(
        f"@page{{size:{box.width:.4f}mm {box.height:.4f}mm}}.signature{{min-height:{least:.4f}mm}}"
    )
    css.append(f"{design.colors}:root{{--mark-edge:{design.edge:.4f}pt}}")
    html = Templates(templates(), words.locale).render(
        "signature.html",
        words={
            "name": words.name,
            "office": words.office,
            "reason": words.reason,
            "place": words.place,
        },
        day=date_text(words.moment.date(), words.locale),
        clock=digits(f"{words.moment:%H:%M}", words.locale),
    )
    size = f"{box.width:.0f} × {box.height:.0f}"
    try:
        rendered = _set(html, css, sheets, words)
    except RenderError as error:
        if {finding.rule for finding in error.findings} <= _TOO_LARGE:
            raise SigningError.of("mark-too-large", where, size=size) from error
        raise
    if rendered.pages != 1:
        raise SigningError.of("mark-too-large", where, size=size)
    return _bare(rendered.data)


def _set(html: str, css: Sequence[str], sheets: Path, words: Words) -> RenderedPdf:
    """Return the rendered page of a mark."""
    from report.document import Stylesheet
    from report.places import assets
    from report.render import PdfMetadata, font_faces, render_pdf

    return render_pdf(
        html,
        stylesheets=[
            Stylesheet(css=font_faces(), base=assets()),
            *(Stylesheet(css=sheet, base=sheets) for sheet in css),
        ],
        roots=(),
        metadata=PdfMetadata(
            title=words.name,
            language=_language(words.locale),
            created=words.moment,
            identifier=sha256(html.encode()).hexdigest()[:32],
        ),
    )


def locale_of(data: bytes) -> str:
    """Return the locale of an edition, with the digits of its build; for another file, the default
    locale."""
    import pikepdf

    from report.arabic import LOCALES, with_digits

    with pikepdf.open(BytesIO(data)) as pdf:
        language = str(pdf.Root.get("/Lang", ""))
        if language not in LOCALES:
            return _USUAL
        chosen = _digits(pdf)
    if chosen == "arab":
        return with_digits(language, "arab")
    return with_digits(language, "latn" if chosen == "latn" else None)


def _digits(pdf: Pdf) -> str | None:
    """Return the digits of the edition: from the options of its build, else from its brief, else
    ``None``."""
    import json

    from report.toml import parse_toml

    try:
        provenance = json.loads(pdf.attachments["provenance.json"].get_file().read_bytes())
        build = next(node for node in provenance["@graph"] if node["@id"] == "#build")
        brief = parse_toml(pdf.attachments["brief/brief.toml"].get_file().read_bytes().decode())
        digits = build["mujaz:options"]["digits"] or brief["brief"].get("digits")
    except Exception:  # any fault of a file of unknown origin: the mark does not need its digits
        return None
    return digits if isinstance(digits, str) else None


def _language(locale: str) -> str:
    return locale.partition("-u-nu-")[0]


def _bare(data: bytes) -> bytes:
    """Return a PDF of one page without its structure and marked content."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        operators: list[ContentStreamInstruction | ContentStreamInlineImage] = []
        open_: list[bool] = []
        for instruction in pikepdf.parse_content_stream(page):
            name, operands = str(instruction.operator), instruction.operands
            if name in ("BMC", "BDC"):
                marked = name == "BMC" or "/MCID" in operands[1] or str(operands[0]) == "/Artifact"
                open_.append(marked)
                if marked:
                    continue
            elif name == "EMC" and open_.pop():
                continue
            operators.append(instruction)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))
        for key in ("/StructParents", "/Tabs", "/Annots"):
            if key in page:
                del page[key]
        for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
            if key in pdf.Root:
                del pdf.Root[key]
        target = BytesIO()
        pdf.save(target, compress_streams=True, deterministic_id=True)
    return target.getvalue()
