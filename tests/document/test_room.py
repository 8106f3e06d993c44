"""Titles and key figures that are long: the cover stays one page, running heads one line, figures whole."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from render.ink import outside, overlaps, sheets

from brief.minimal import HEADING
from report.building import build
from report.design import house_geometry
from report.document.room import are_short_facts, figure_rows, head_width, running
from report.errors import BriefError
from report.lettering import SEMIBOLD, advance

WORDS = "تقرير حول حصيلة المراسلات المتعلقة بالمستفيدين من برامج التأهيل الاجتماعي والاقتصادي بالجماعات "
BRIEF = """\
[brief]
title = "{title}"
period = "2026"
issued = 2026-02-02
reference = "{reference}"
issuer = "مصلحة"
classification = "داخلي"
[tables.t]
source = "t.csv"
label = "جدول"
[measures.all]
label = "{label}"
count = "t"
[[sections]]
title = "{title}"
[[sections.blocks]]
figures = [{{ measure = "all" }}, {{ measure = "all" }}, {{ measure = "all" }}, {{ measure = "all" }}]
"""


def _write(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    (folder / "brief.toml").write_text(
        BRIEF.format(**{"label": "العدد", "reference": "R-1"} | texts), "utf-8"
    )
    (folder / "t.csv").write_text("a\n1\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    "title", [(WORDS * 3)[:240].strip(), (WORDS * 20)[:1200].strip(), "x" * 240]
)
def test_a_long_title_keeps_the_cover_on_one_page_and_the_heads_on_one_line(
    title: str, tmp_path: Path
) -> None:
    edition = build(
        _write(tmp_path / "b", title=title, reference="R" * 60, label="ب" * 70),
        tmp_path / "out.pdf",
    )
    for sheet in sheets(edition.path):
        assert outside(sheet) == [] and overlaps(sheet) == [], sheet.number
    with pypdfium2.PdfDocument(edition.path) as document:
        first, second = (document[position].get_textpage().get_text_range() for position in (0, 1))
        assert "داخلي" in first and "صدر في" in second
        last = document[len(document) - 1]
        head = last.get_textpage().get_text_bounded(bottom=last.get_height() - 60)
    assert head.count("…") == 2


def test_a_cover_that_no_size_fits_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BriefError) as caught:
        build(_write(tmp_path / "b", title=(WORDS * 60)[:4000].strip()), tmp_path / "out.pdf")
    assert [(finding.rule, finding.where.key) for finding in caught.value.findings] == [
        ("cover-too-long", "brief.title")
    ]


@pytest.mark.parametrize("title", [HEADING.split('"')[1], "قصير"])
def test_a_short_running_head_is_whole(title: str) -> None:
    assert running(title, head_width(house_geometry().portrait)) == title


@pytest.mark.parametrize(
    ("values", "size", "count"),
    [
        (["43", "35"], 26, 2),
        (["12.345.678"] * 4, 18, 4),
        (["1.234.567.890"] * 4, 26, 2),
        (["1.234.567.890.123 درهم"] * 6, 18, 2),
    ],
)
def test_key_figures_are_on_one_line_each(values: list[str], size: int, count: int) -> None:
    measure = house_geometry().portrait.width
    assert figure_rows(values, measure) == (size, count)
    assert all(advance(value, size, SEMIBOLD) <= measure / count for value in values)


QUANTITIES = ("300 مليون", "1,5 km", "12 000 درهم", "24 إلى 27", "ISO 19005-3", "المادة 12", "5 %")


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_a_running_head_cuts_no_quantity_or_code(quantity: str) -> None:
    """Wherever the head ends, the quantity is in it as a whole, or none of its parts is."""
    title = f"حصيلة البرنامج الوطني {quantity} لفائدة الجماعات والأقاليم"
    words = quantity.split()
    for width in range(60, 260, 3):
        shown = running(title, float(width))
        plain = "".join(sign for sign in shown if sign.isprintable() or sign == " ")
        assert (quantity in plain) or not any(word in plain.split() for word in words), plain


def test_a_first_quantity_wider_than_the_head_is_cut_between_its_words() -> None:
    shown = running("٣٠٠ مليون درهم", advance("٣٠٠ مليو …", 8.0, SEMIBOLD))
    assert "".join(filter(str.isprintable, shown)) == "٣٠٠ …"


@pytest.mark.parametrize(
    ("fact", "is_short"),
    [
        ("من 1 إلى 31 يناير 2026", True),
        ("", True),
        ("حصيلة المراسلات " * 9, True),
        ("ب" * 60, False),
        ("من\N{NO-BREAK SPACE}" * 30, False),
    ],
)
def test_facts_are_short_if_each_word_has_room(fact: str, is_short: bool) -> None:
    assert are_short_facts(["2026", fact], house_geometry().portrait) == is_short


def test_the_cover_looks_alike_whether_or_not_letters_of_short_facts_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = []
    for is_short in (True, False):
        monkeypatch.setattr("report.document.compose.are_short_facts", lambda *_: is_short)  # noqa: B023
        folder = _write(tmp_path / f"{is_short}", title="عنوان", reference=WORDS.strip()[:70])
        edition = build(folder, tmp_path / f"{is_short}.pdf")
        pictures.append(pypdfium2.PdfDocument(edition.path)[0].render(scale=2).to_numpy())
    assert (pictures[0] == pictures[1]).all()
