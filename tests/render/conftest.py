"""A page to set, and WeasyPrint's own setting of it to compare with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from report.document import Stylesheet
from report.render import PdfMetadata, RenderedPdf, font_faces, render_pdf

Set = Callable[..., RenderedPdf]
LOOK = (
    '{faces} html{{font-family:"{family}";font-size:12pt;line-height:1.75;text-align:justify}} '
    "@page{{size:A4;margin:24mm 25mm}} {css}"
)
PAGE = '<!doctype html><html lang="ar" dir="rtl"><head><title>ت</title></head><body>{body}'


def look(family: str, css: str) -> str:
    return LOOK.format(faces=font_faces(), family=family, css=css)


@pytest.fixture
def metadata() -> PdfMetadata:
    return PdfMetadata(
        title="موجز (تجربة)",
        author="المديرية",
        subject="حصيلة",
        keywords=("لقاءات", "مراكش"),
        language="ar-MA",
        created=datetime(2025, 12, 1, 9, 30, tzinfo=UTC),
        identifier="brief-1",
    )


@pytest.fixture
def set_body(tmp_path: Path, metadata: PdfMetadata) -> Set:
    """Return a function that sets the body of an Arabic page in one family."""

    def work(
        body: str, family: str = "Amiri", css: str = "", *, text_gate: bool = True
    ) -> RenderedPdf:
        return render_pdf(
            PAGE.format(body=body),
            stylesheets=[Stylesheet(css=look(family, css), base=tmp_path)],
            roots=[tmp_path],
            metadata=metadata,
            text_gate=text_gate,
        )

    return work


@pytest.fixture
def set_edition(tmp_path: Path, metadata: PdfMetadata) -> Set:
    """Return a function that sets an Arabic page as an edition is set: the sheet of the bundled fonts comes first."""

    def work(body: str, css: str, *, kashida: bool = False) -> RenderedPdf:
        return render_pdf(
            PAGE.format(body=body),
            stylesheets=[Stylesheet(css=sheet, base=tmp_path) for sheet in (font_faces(), css)],
            roots=[tmp_path],
            metadata=metadata,
            kashida=kashida,
        )

    return work


@pytest.fixture
def set_stock() -> Callable[..., bytes]:
    """Return a function that sets the same page by WeasyPrint alone."""

    def work(body: str, family: str = "Amiri", css: str = "") -> bytes:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        sheet = CSS(string=look(family, css), font_config=fonts)
        pdf = HTML(string=PAGE.format(body=body)).write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_tags=True
        )
        assert isinstance(pdf, bytes)
        return pdf

    return work
