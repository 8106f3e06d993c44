"""The plain text that travels inside: what it holds, in which order, and that it is the text of the pages."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, groupby, islice
from pathlib import Path

import pikepdf
import pytest
from archive.tamper import replace_file, sealed_again
from hypothesis import given
from hypothesis import strategies as st
from properties import slow
from render.long_tables.registers import write_brief

from document.small import HERE, SmallBrief
from report.archive.flow import pieces
from report.archive.inside import read_inside
from report.archive.plain_text import plain_text
from report.archive.printed import plain
from report.building import build, compose, rebuild, verify
from report.design import house_geometry
from report.document import Composition
from report.document.reading import read_document
from report.limiting import RowFilter
from report.tables.model import HeadCell, Item, LongTable

pytestmark = pytest.mark.usefixtures("memory")

LOCALE = "ar-MA"


def of_html(body: str, locale: str = LOCALE) -> str:
    """Return the plain text of a document of ``body``."""
    html = f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>"
    return b"".join(plain_text(composed(html, locale))).decode()


def composed(html: str, locale: str = LOCALE, **registers: LongTable) -> Composition:
    """Return a document of HTML alone, with what it is expected to say."""
    expected = read_document(html, locale, registers)
    return Composition(html, (), (), registers=registers, expected=expected)


def text_inside(data: bytes) -> str:
    """Return the plain text inside an edition."""
    with pikepdf.open(BytesIO(data)) as pdf:
        (result,) = (attachment for attachment in read_inside(pdf) if attachment.path == "text.txt")
    assert (result.relationship, result.media_type) == ("Alternative", "text/plain")
    return result.data.decode("utf-8")


def test_every_block_is_in_it_in_the_order_of_reading(every_pdf: bytes) -> None:
    lines = text_inside(every_pdf).splitlines()
    expected = [
        "حوادث يناير",
        "المكان\tالمملكة المغربية",
        "خلاصة",
        "سُجل 7 حوادث في 5 مدن.",
        "7",
        "جميع الحوادث",
        "الشكل 1. الحوادث حسب المدينة",
        "الحوادث موزعة على خمس مدن. رسم أعمدة أفقية (العدد): 5 فئات. "
        "أعلى قيمة 3 (فاس)، وأدنى قيمة 1 (4 فئات). "
        "القيم: فاس: 3، طنجة: 1، الرباط: 1، وجدة: 1، أكادير: 1.",
        "المحتويات",
        "1 الحصيلة",
        "أ سجل الحوادث",
        "1 الحصيلة",
        "- وفي أكادير حريق واحد(2).",
        "المدينة\tالحوادث",
        "الرباط\t3",
        "تنبيه",
        "الجدول 1. الحوادث مجموعة حسب نوعها",
        "الوحدة: مصاب، درهم",
        "المكان\tالنوع\tالتاريخ\tالمصابون\tالكلفة\tأغلق",
        "حادث سير",
        "فاس\tحادث سير\t—\t1\t950,00\tلا",
        "المجموع\t4\t3\t7",
        "الملحق أ سجل الحوادث",
        "7\tوجدة\tفيضان\t15 يناير 2026\t—",
        "الحرائق\t3\tعدد صفوف جدول «الحوادث» بشرط: النوع = حريق\tالحوادث: 3، 6–7",
        "اكتمال الأعمدة",
        "1. النشرة الشهرية للوقاية المدنية. العدد 12، يناير 2026",
        "أكادير",
        "(1) النشرة الشهرية للوقاية المدنية. العدد 12، يناير 2026",
        "(2) النشرة المذكورة",
    ]
    rest = iter(lines)
    assert [line for line in expected if line not in rest] == []


@pytest.mark.parametrize("fixture", ["every_pdf", slow("first_brief_pdf")])
def test_it_holds_no_more_than_text(fixture: str, request: pytest.FixtureRequest) -> None:
    text = text_inside(request.getfixturevalue(fixture))
    assert {unicodedata.category(sign) for sign in set(text) - {"\n", "\t"}}.isdisjoint(
        {"Cc", "Cf", "Co", "Zl"}
    )
    assert not re.search(r"[^\S\n\t ]|  | \n|\n\n\n|^\s|[ \t]$", text) and text.endswith("\n")


@pytest.mark.parametrize(
    "folder", [HERE / "every", HERE / "brief", HERE.parents[1] / "data/marrakech-2025"]
)
def test_it_is_the_text_of_the_pages(folder: Path) -> None:
    document = compose(folder)
    text = plain(re.sub(r"(?m)^ *- ", "", b"".join(plain_text(document)).decode()))
    texts = [piece for piece in pieces(document, LOCALE, lambda _: None) if not piece.place.apart]
    in_blocks = [piece for piece in texts if piece.place.note is None]
    notes: dict[str, str] = {}
    for piece in texts:
        if piece.place.note is not None:
            notes[piece.place.note] = notes.get(piece.place.note, "") + piece.text
    position = 0
    drawn = set(
        re.findall(r'<(?:figure|div class="figure-line")[^>]* data-key="([^"]*)"', document.html)
    )
    for key, of_block in groupby(in_blocks, key=lambda piece: piece.place.key):
        words = "".join(piece.text for piece in of_block)
        if key not in drawn and "،" not in words[-3:]:
            place = text.find(plain(words), position)
            assert place >= position, words
            position = place + len(plain(words))
    for note in notes.values():
        assert plain(re.sub(r"^(\d+)\.", r"(\1)", note)) in text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>عنوان</h1><p>نص  على\nسطرين<br>وثالث</p>", "عنوان\n\nنص على سطرين\nوثالث\n"),
        ("<ol start=3><li>أ</li><li>ب<ul><li>ج</li></ul></li></ol>", "3. أ\n4. ب\n  - ج\n"),
        ("<ul><li><p>أ</p><p>ب</p></li><li><p>ج</p></li></ul><p>د</p>", "- أ\nب\n- ج\n\nد\n"),
        (
            "<p>قبل<span class='footnote'>ملاحظة <b>هنا</b></span>.</p><p>بعد</p>",
            "قبل(1).\n\nبعد\n\n(1) ملاحظة هنا\n",
        ),
        ("<table><tr><th>أ</th><td colspan=2>ب</td><td>ج</td></tr></table>", "أ\tب\t\tج\n"),
        ("<table><tr><td><p>أ</p><p>ب</p></td><td></td></tr></table>", "أ ب\t\n"),
        (
            "<div data-alt='وصف'><figcaption>اسم</figcaption><p>12</p><img alt='وصف'></div>",
            "اسم\n\nوصف\n",
        ),
        ("<p>صورة <img src='a' alt='شعار'></p>", "صورة شعار\n"),
        ("<p>قبل<span data-pdf-tag='Artifact'>زخرف</span></p><style>p { }</style>", "قبل\n"),
        ("<p><span class='no'>1</span><span class='name'>اسم</span></p>", "1 اسم\n"),
        (
            "<p class='e'>فاس <a data-to='#a'></a>، <a data-to='#b'></a></p><p>ثم، ثم</p>",
            "فاس\n\nثم، ثم\n",
        ),
        ("<pre>أ\n  ب</pre>", "أ\nب\n"),
        (
            "<p>&#x200f;مي\u200cخواهم <bdi dir=ltr>+212&nbsp;5</bdi>\u2067 كل\u00adمة</p>",
            "مي\u200cخواهم +212 5 كلمة\n",
        ),
    ],
)
def test_elements(html: str, text: str) -> None:
    assert of_html(html) == text


def test_numbers_of_lists_and_notes_are_in_the_figures_of_the_locale() -> None:
    html = "<ol><li>أ<span class='footnote'>ب</span></li></ol>"
    assert of_html(html, "ar-EG") == "١. أ(١)\n\n(١) ب\n"


@given(
    st.lists(
        st.lists(
            st.text("اب\t\n \u00a0\u200f\u202b", max_size=6) | st.none(), min_size=3, max_size=3
        )
    )
)
def test_a_row_of_a_register_has_all_its_cells(rows: list[list[str | None]]) -> None:
    table = LongTable(
        (HeadCell("أ"),) * 3,
        len(rows),
        lambda: iter([tuple(row) for row in rows]),
        house_geometry().portrait,
    )
    html = "<table data-register='r'><thead><tr><th>أ</th></tr></thead></table>"
    text = b"".join(plain_text(composed(html, r=table))).decode()
    head, *lines = text[:-1].split("\n")
    assert head == "أ" and len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        expected = [
            "—" if cell is None else " ".join(re.sub("[\u200f\u202b]", "", cell).split())
            for cell in row
        ]
        assert line.split("\t") == expected


def test_a_register_is_read_row_after_row() -> None:
    read = 0

    def items() -> Iterator[Item]:
        nonlocal read
        for number in range(1_000_000):
            read += 1
            yield (str(number),)

    html = "<table data-register='r'><tr class='odd'><td>0</td></tr></table><p>بعد</p>"
    table = LongTable((HeadCell("أ"),), 1_000_000, items, house_geometry().portrait)
    pieces = plain_text(composed(html, r=table))
    assert b"".join(islice(pieces, 2)).startswith(b"0\n1\n2\n") and read < 2_000


def test_a_long_register_is_whole_in_its_place_and_a_changed_letter_is_found(
    tmp_path: Path,
) -> None:
    more = '[[appendices]]\ntitle = "بعد السجل"\nblocks = [{ note = "نص بعد السجل" }]\n'
    keys = 'group = "kind"\nengine = "fast"'
    folder = write_brief(tmp_path / "brief", 205, careful=True, keys=keys, more=more)
    path = build(folder, tmp_path / "a.pdf").path
    text = text_inside(path.read_bytes())
    (table,) = compose(folder).registers.values()
    rows = []
    for item in table.items():
        rows.append(item if isinstance(item, str) else "\t".join(cell or "—" for cell in item))
    start = text.index("\n" + rows[0] + "\n")
    assert plain(text[start:]).startswith(plain("".join(rows)) + plain("الملحق ب بعد السجل"))
    assert text.count("MJ-00") == 205 and len(rows) == 208
    changed = text.replace("MJ-00200", "MJ-00209").encode()
    path.write_bytes(
        sealed_again(path.read_bytes(), lambda pdf: replace_file(pdf, "text.txt", changed))
    )
    checks = verify(path, judge=False, rebuild=False).checks
    (finding,) = chain.from_iterable(check.findings for check in checks)
    line = text[: text.index("MJ-00200")].count("\n") + 1
    assert (finding.rule, finding.values["line"]) == ("plain-text-differs", line)
    assert "MJ-00209" in str(finding.values["found"]) and "MJ-00200" in str(
        finding.values["wanted"]
    )


@pytest.mark.parametrize("change", ["letter", slow("late"), "line", "end", "bytes"])
def test_any_change_is_found_without_building_again(
    change: str, every_pdf: bytes, tmp_path: Path
) -> None:
    text = text_inside(every_pdf).encode()
    changed = {
        "letter": text.replace("حادث".encode(), "حدث".encode(), 1),
        "late": text.replace("أكادير: 20 يناير".encode(), "أكادير: 21 يناير".encode()),
        "line": text.replace(b"\n\n", b"\n", 1),
        "end": text[:-1],
        "bytes": text + b"\xff\x1b[31m",
    }[change]
    path = tmp_path / "a.pdf"
    path.write_bytes(sealed_again(every_pdf, lambda pdf: replace_file(pdf, "text.txt", changed)))
    checks = verify(path, judge=False, rebuild=False).checks
    (finding,) = chain.from_iterable(check.findings for check in checks)
    assert change == "end" or finding.values["found"] != finding.values["wanted"]
    assert (
        finding.rule == "plain-text-differs" and "\x1b" not in finding.text() and finding.text("ar")
    )


def test_an_edition_of_one_value_has_the_text_of_its_own_rows(
    brief: SmallBrief, tmp_path: Path
) -> None:
    path = build(
        brief.folder, tmp_path / "a.pdf", row_filter=RowFilter("incidents", "place", "فاس")
    ).path
    text = text_inside(path.read_bytes())
    assert "فاس" in text and "وجدة" not in text.partition("(1)")[0]
    assert verify(path, judge=False).sound and rebuild(path, tmp_path / "b.pdf").equal


def test_poppler_takes_it_out(every_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(every_pdf)
    command = [
        "pdfdetach",
        "-savefile",
        "text.txt",
        "-o",
        str(tmp_path / "t.txt"),
        str(tmp_path / "a.pdf"),
    ]
    subprocess.run(command, check=True)
    assert (tmp_path / "t.txt").read_text("utf-8") == text_inside(every_pdf)
