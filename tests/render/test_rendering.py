"""What a set PDF is, and what is refused."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pikepdf
import pytest

from report.document import Stylesheet
from report.errors import RenderError
from report.render import PdfMetadata, RenderedPdf, font_faces, render_pdf
from report.render.fonts import BUNDLED

Set = Callable[..., RenderedPdf]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


def refusal(work: Callable[[], object]) -> RenderError:
    with pytest.raises(RenderError) as caught:
        work()
    for finding in caught.value.findings:
        assert finding.text("en")
        assert finding.text("ar")
    return caught.value


def test_the_pdf_is_tagged_and_says_what_it_is(set_body: Set) -> None:
    body = set_body(
        "<h1>العنوان</h1><p>النص <strong>بارز</strong></p><p style='break-before:page'>تتمة</p>"
    )
    assert body.pages == 2
    assert body.fonts == ("Amiri-Bold", "Amiri-Regular")
    pdf = pikepdf.open(io.BytesIO(body.data))
    assert str(pdf.Root.Lang) == "ar-MA"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert info["/Title"] == "موجز (تجربة)"
    assert info["/Author"] == "المديرية"
    assert info["/Keywords"] == "لقاءات, مراكش"
    assert info["/CreationDate"] == info["/ModDate"]
    assert info["/CreationDate"].startswith("D:20251201093000")
    assert bytes(pdf.trailer.ID[0]) == b"brief-1"


SCRIPT = """
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from report.document import Stylesheet
from report.render import PdfMetadata, font_faces, render_pdf
css = font_faces() + 'html{font-family:"Amiri"} b{font-family:"IBM Plex Sans Arabic"}'
page = '<!doctype html><html lang=ar dir=rtl><title>a</title><body><h1>أمن</h1><p>المُتَّبَعَة <b>لا</b> الكويت'
meta = PdfMetadata(title='a', language='ar', created=datetime(2025, 1, 1, tzinfo=timezone.utc), identifier='i')
pdf = render_pdf(page, stylesheets=[Stylesheet(css=css, base=Path('.'))], roots=[Path('.')], metadata=meta)
sys.stdout.buffer.write(pdf.data)
"""


def test_equal_input_gives_equal_bytes_under_any_hash_seed_zone_and_folder(tmp_path: Path) -> None:
    def run(seed: str, zone: str, folder: Path) -> bytes:
        folder.mkdir()
        root = str(Path(__file__).parents[2])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root}
        return subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=True,
        ).stdout

    first = run("1", "UTC", tmp_path / "a")
    assert first.startswith(b"%PDF-")
    assert first == run("2", "Asia/Tokyo", tmp_path / "b")


def test_a_date_without_a_zone_is_refused(metadata: PdfMetadata) -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(metadata, created=datetime(2025, 1, 1))


@pytest.mark.parametrize("family", ["DejaVu Sans", "serif", "Nowhere Sans"])
def test_a_foreign_font_is_refused(set_body: Set, family: str) -> None:
    error = refusal(lambda: set_body(f"<p style='font-family:\"{family}\"'>كلمة</p>"))
    assert {finding.rule for finding in error.findings} == {"foreign-font"}
    assert "كلمة" in error.text("en")


def test_a_font_of_a_bundled_name_with_other_bytes_is_refused(
    tmp_path: Path, metadata: PdfMetadata
) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(BUNDLED[0].path)
    font["head"].fontRevision += 1
    font.save(tmp_path / "other.ttf")
    css = f'@font-face{{font-family:"Amiri";src:url("{(tmp_path / "other.ttf").as_uri()}")}} html{{font-family:"Amiri"}}'
    sheet = Stylesheet(css=css, base=tmp_path)
    page = '<!doctype html><html lang="ar" dir="rtl"><title>ت</title><p>كلمة'
    error = refusal(
        lambda: render_pdf(page, stylesheets=[sheet], roots=[tmp_path], metadata=metadata)
    )
    assert error.findings[0].rule == "foreign-font"


@pytest.mark.parametrize("character", ["\u4e2d", "\U0001f600", "\u0e01", "\U00012000"])
def test_a_missing_glyph_is_named_with_its_text(set_body: Set, character: str) -> None:
    error = refusal(lambda: set_body(f"<p>قبل {character} بعد</p>"))
    assert [finding.rule for finding in error.findings] == ["missing-glyph"]
    assert f"U+{ord(character):04X}" in error.text("ar")
    assert "قبل" in error.text("en")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.invalid/a.png",
        "https://example.invalid/a.png",
        "ftp://example.invalid/a",
        "file:///etc/hosts",
    ],
)
def test_what_is_not_of_the_brief_is_not_loaded(set_body: Set, url: str) -> None:
    error = refusal(lambda: set_body(f'<p>نص</p><img alt="صورة" src="{url}">'))
    assert [finding.rule for finding in error.findings] == ["fetch-refused"]
    assert url in error.text("en")


def test_a_link_out_of_the_folder_is_followed_and_refused(set_body: Set, tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.svg"
    outside.write_text(PICTURE)
    (tmp_path / "inside.svg").symlink_to(outside)
    for name in ("inside.svg", "../outside.svg", "%2e%2e/outside.svg"):
        error = refusal(partial(set_body, f'<p>نص</p><img alt="صورة" src="{name}">'))
        assert [finding.rule for finding in error.findings] == ["fetch-refused"], name


def test_files_of_the_brief_and_data_are_loaded(set_body: Set, tmp_path: Path) -> None:
    (tmp_path / "صورة.svg").write_text(PICTURE)
    data = "data:image/svg+xml," + PICTURE.replace("#", "%23").replace('"', "%22").replace(
        "<", "%3C"
    )
    body = set_body(f'<p>نص</p><img alt="أولى" src="صورة.svg"><img alt="ثانية" src="{data}">')
    assert body.pages == 1


@pytest.mark.parametrize("name", ["none.svg", "."])
def test_a_missing_picture_is_named(set_body: Set, name: str) -> None:
    error = refusal(lambda: set_body(f'<p>نص</p><img alt="صورة" src="{name}">'))
    assert [finding.rule for finding in error.findings] == ["missing-picture"]


def test_a_style_sheet_loads_nothing_from_elsewhere(set_body: Set) -> None:
    error = refusal(
        lambda: set_body("<p>نص</p>", css='p{background:url("http://example.invalid/b.png")}')
    )
    assert [finding.rule for finding in error.findings] == ["fetch-refused"]


@pytest.mark.parametrize("css", ["p{colr:red}", "p{width:calc(}", "@page{size:Q9}"])
def test_a_warning_of_weasyprint_stops_the_press(set_body: Set, css: str) -> None:
    error = refusal(lambda: set_body("<p>نص</p>", css=css))
    assert error.findings[0].rule == "render-warning"


def test_a_picture_without_words_for_it_stops_the_press(set_body: Set, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(PICTURE)
    error = refusal(lambda: set_body('<p>نص</p><img src="a.svg">'))
    assert error.findings[0].rule == "render-warning"


def test_text_is_never_cut(set_body: Set) -> None:
    css = "p{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;width:20mm}"
    error = refusal(lambda: set_body("<p>نص طويل لا يسعه هذا الحيّز الضيق أبدا</p>", css=css))
    assert [finding.rule for finding in error.findings] == ["text-cut"]


def test_a_link_into_this_machine_is_refused(set_body: Set) -> None:
    error = refusal(lambda: set_body('<p><a href="other.html">إحالة</a></p>'))
    assert [finding.rule for finding in error.findings] == ["local-link"]
    assert set_body('<p><a href="#here">إحالة</a></p><p id="here">هنا</p>').pages == 1


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "x-y:z"]
)
def test_a_link_that_opens_a_program_is_refused(set_body: Set, target: str) -> None:
    error = refusal(lambda: set_body(f'<p><a href="{target}">إحالة</a></p>'))
    assert [(finding.rule, finding.where.page) for finding in error.findings] == [
        ("unsafe-link", 1)
    ]


def test_what_weasyprint_raises_is_reported_without_a_traceback(
    set_body: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    import weasyprint

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("inner fault")

    monkeypatch.setattr(weasyprint.document.Document, "_render", fail)
    error = refusal(lambda: set_body("<p>نص</p>"))
    assert [(finding.rule, finding.where.page) for finding in error.findings] == [
        ("render-failed", None)
    ]
    for language in ("en", "ar"):
        assert "inner fault" not in error.text(language)
        assert "AssertionError test_rendering.py:" in error.text(language)
    assert isinstance(error.__cause__, AssertionError)


@pytest.mark.parametrize(
    ("raised", "rule"), [(KeyError("raw"), "render-failed"), (RecursionError(), "render-too-much")]
)
def test_a_page_that_weasyprint_cannot_lay_out_is_named(
    set_body: Set, monkeypatch: pytest.MonkeyPatch, raised: Exception, rule: str
) -> None:
    from weasyprint.layout import page

    earlier = page.remake_page

    def fail(index: int, *rest: object) -> object:
        if index == 2:
            raise raised
        return earlier(index, *rest)

    monkeypatch.setattr(page, "remake_page", fail)
    text = '<p style="break-after: page">نص</p>'
    error = refusal(lambda: set_body(text * 4))
    assert [(finding.rule, finding.where.page) for finding in error.findings] == [(rule, 3)]
    assert "raw" not in error.text("en") and "الصفحة 3" in error.text("ar")


def test_the_css_of_the_fonts_names_each_bundled_file() -> None:
    css = font_faces()
    for font in BUNDLED:
        assert font.path.is_file()
        assert re.search(f'"{font.family}";font-weight:{font.weight};.*{font.path.name}', css)


def test_the_folder_of_fonts_is_removed_with_the_document(
    set_body: Set, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    set_body("<p>كلمة</p>")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("css", "shared"),
    [
        ("p { color: red } @page { margin: 1cm } @media print { p { color: red } }", True),
        ("@font-face { font-family: a; src: url(a.ttf) }", False),
        ("@IMPORT 'a.css';", False),
        ("@\\69mport 'a.css';", False),
        ("@counter-style a { symbols: a }", False),
    ],
)
def test_a_sheet_that_defines_nothing_outside_itself_is_parsed_once(
    css: str, shared: object, tmp_path: Path
) -> None:
    from report.render.engine.document import layout_session
    from report.render.fetch import HouseFetcher

    sheets = []
    for _ in range(2):
        with layout_session(HouseFetcher([tmp_path]), {}) as session:
            sheets.append(session.sheet(css))
    assert (sheets[0] is sheets[1]) == shared


def test_a_warning_of_a_sheet_is_given_in_each_document(
    metadata: PdfMetadata, tmp_path: Path
) -> None:
    def set_with(css: str) -> bytes:
        texts = (f"{font_faces()} html {{ font-family: Amiri }}", css)
        return render_pdf(
            '<html lang="ar" dir="rtl"><head><title>ت</title></head><body><p>نص',
            stylesheets=[Stylesheet(css=text, base=tmp_path) for text in texts],
            roots=[tmp_path],
            metadata=metadata,
        ).data

    for css in ("p { --a: 1; color: var(--a) }", "p { color: 1 }"):
        for _ in range(2):
            with pytest.raises(RenderError) as caught:
                set_with(css)
            assert [finding.rule for finding in caught.value.findings] == ["render-warning"]
    assert set_with("p { color: red }") == set_with("p { color: red }")
