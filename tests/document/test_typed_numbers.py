"""The imprint says that every number is computed only when no figure is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.minimal import HEADING, TABLE, written
from report.building import compose

SENTENCE = "كل رقم في هذا الموجز محسوب من جداول المعطيات المرفقة به"
MEASURE = '[measures.all]\nlabel = "الاجتماعات"\ncount = "meetings"\nnoun = "اجتماع"\n'


def html(folder: Path, prose: str, *, heading: str = HEADING, more: str = "") -> str:
    (folder / "text").mkdir(parents=True)
    (folder / "text/a.md").write_text(prose, "utf-8")
    section = '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nprose = "text/a.md"\n'
    return compose(written(folder, heading + TABLE + MEASURE + section + more)).html


@pytest.mark.parametrize(
    "prose",
    [
        "سُجل {{ measures.all | counted }} خلال المدة.",
        "1. أولا\n2. ثانيا",
        "انظر [الموقع](https://example.org/2025) أو https://example.org/7.",
        "{% if measures.all.value > 3 %}كثير{% endif %}",
        "المساحة بوحدة م².",
    ],
)
def test_a_brief_without_typed_figures_says_so(tmp_path: Path, prose: str) -> None:
    assert SENTENCE in html(tmp_path / "b", prose)


@pytest.mark.parametrize(
    "prose", ["حضر 12 وفدا.", "حضر ١٢ وفدا.", "في سنة 2025.", "{{ measures.all }} من 9"]
)
def test_a_typed_figure_in_prose_takes_the_sentence_away(tmp_path: Path, prose: str) -> None:
    assert SENTENCE not in html(tmp_path / "b", prose)


@pytest.mark.parametrize(
    ("heading", "more"),
    [
        (HEADING.replace("حصيلة", "حصيلة 2025"), ""),
        (HEADING, '[[sections.blocks]]\nnote = "حضر 12"\n'),
        (HEADING, '[[appendices]]\ntitle = "ملحق 3"\n[[appendices.blocks]]\nnote = "نص"\n'),
    ],
)
def test_a_typed_figure_in_a_title_or_note_does_too(
    tmp_path: Path, heading: str, more: str
) -> None:
    assert SENTENCE not in html(tmp_path / "b", "نص", heading=heading, more=more)


def test_rules_and_rows_are_promised_only_where_they_are_printed(tmp_path: Path) -> None:
    method = '[[appendices]]\ntitle = "م"\n[[appendices.blocks]]\nmethod = "measures"\ncaption = "المنهج"\n'
    promise = "وقاعدة حسابه وصفوفه مبينة في الملاحق"
    assert promise in html(tmp_path / "with", "نص", more=method)
    assert promise not in html(tmp_path / "without", "نص")
