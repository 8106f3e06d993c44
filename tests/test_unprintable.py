"""Signs that no font draws: found with their places, left out or replaced, in both table renderers."""

from __future__ import annotations

import csv
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import slow
from render.long_tables.registers import write_brief
from render.test_readers import plain

from brief.minimal import HEADING, SECTION, TABLE, written
from report.building import build, compose, verify
from report.checking import check
from report.coverage import COMMON, characters_in, covered, unprintable_characters, with_codes
from report.errors import Finding, MujazError
from report.places import assets
from report.render.fonts import BUNDLED

REGISTER = """\
[[appendices]]
title = "السجل"
[[appendices.blocks]]
register = "meetings"
columns = ["name"]
caption = "الصفوف"
[[appendices.blocks]]
quality = "all"
caption = "الجودة"
"""
EMOJI = ("🔴", "👍🏽", "👨‍👩‍👧", "🇲🇦", "中", "𝐀", "\ue000", "Ж")


def brief(folder: Path, names: list[str], *, rule: str = "", prose: str = "نص") -> Path:
    text = f'[text]\nunprintable = "{rule}"\n' if rule else ""
    section = '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nprose = "text/a.md"\n'
    with_prose = folder / "text"
    with_prose.mkdir(parents=True)
    (with_prose / "a.md").write_text(prose, "utf-8")
    return written(
        folder,
        HEADING + text + TABLE + section + REGISTER,
        "name\n" + "".join(f"{name}\n" for name in names),
    )


def pages(path: Path) -> list[str]:
    """Return the text of each page, as pdfium reads it."""
    with pypdfium2.PdfDocument(path) as document:
        return [plain(page.get_textpage().get_text_range()) for page in document]


def errors(folder: Path) -> list[Finding]:
    return [finding for finding in check(folder) if finding.rule.startswith("unprintable")]


def test_the_bundled_fonts_are_those_in_assets() -> None:
    files = {
        path.relative_to(assets() / "fonts").as_posix()
        for path in (assets() / "fonts").glob("*/*.ttf")
    }
    assert files == {font.file for font in BUNDLED}


def test_the_common_characters_are_drawn_by_a_font() -> None:
    assert {character for character in COMMON if ord(character) not in covered()} == {"\t", "\n"}


@pytest.mark.parametrize(
    "sign",
    ["ğ", "→", "№", "™", "₂", "ⵜ", "✔", "□", "▲", "ﷺ", "۝", "\u200d", "\ufe0f", "\u2009", "\u0670"],
)
def test_what_a_face_draws_or_no_one_sees_is_printable(sign: str) -> None:
    assert not unprintable_characters([f"نص {sign}"])


@pytest.mark.parametrize("sign", EMOJI)
def test_every_sign_is_found_with_its_place(tmp_path: Path, sign: str) -> None:
    folder = brief(
        tmp_path / "b", ["فاس", f"تم {sign}", f"{sign} {sign}"], prose=f"سطر\n\nثم {sign} وانتهى"
    )
    findings = errors(folder)
    if "\u200d" in sign:  # the intake takes the joiners out of cells: three signs are left
        findings = [finding for finding in findings if finding.where.row is None] + findings[-3:]
    assert [finding.where.line for finding in findings if finding.where.line] == [3]
    assert {finding.where.row for finding in findings} <= {None, 3, 4}
    assert all(finding.where.column == "name" for finding in findings if finding.where.row)
    if "\u200d" not in sign:
        assert [(f.where.row, f.where.cell) for f in findings if f.where.row] == [
            (3, "A3"),
            (4, "A4"),
            (4, "A4"),
        ]


def test_the_title_and_an_entity_of_markdown_are_found(tmp_path: Path) -> None:
    toml = HEADING.replace("حصيلة", "حصيلة 🔴") + TABLE + SECTION
    (finding,) = errors(written(tmp_path / "a", toml))
    assert finding.where.key == "brief.title" and finding.where.line == 2
    (finding,) = errors(brief(tmp_path / "b", ["فاس"], prose="نص &#x1F534;"))
    assert (finding.where.file or "").endswith("brief.toml") and "U+1F534" in finding.what("en")


def test_a_sign_with_a_printable_equivalent_is_proposed(tmp_path: Path) -> None:
    (finding,) = errors(brief(tmp_path / "b", ["𝐀"]))
    assert (
        finding.rule == "unprintable-like"
        and "«A»" in finding.do("en")
        and "«A»" in finding.do("ar")
    )


def test_a_column_that_is_not_printed_weighs_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "b", HEADING + TABLE + SECTION + REGISTER, "name,secret\nفاس,🔴\n")
    assert not errors(folder)


def test_a_build_stops_before_any_page_with_every_place(tmp_path: Path) -> None:
    folder = brief(tmp_path / "b", ["🔴", "🔵", "🟢"])
    with pytest.raises(MujazError) as caught:
        build(folder, tmp_path / "b.pdf")
    assert [finding.where.row for finding in caught.value.findings] == [2, 3, 4]


@pytest.mark.parametrize(("rule", "shown"), [("drop", "تم"), ("□", "تم □")])
def test_a_rule_drops_or_replaces_signs_and_tells_their_number(
    tmp_path: Path, rule: str, shown: str
) -> None:
    folder = brief(
        tmp_path / "b", ["تم 🔴", "تم 👍🏽", "تم 🔴", "فاس ⚠\ufe0f"], rule=rule, prose="نص 🇲🇦."
    )
    warnings = [
        (f.rule, f.where.row, f.values["count"])
        for f in check(folder)
        if f.rule.startswith("sign-")
    ]
    name = "sign-dropped" if rule == "drop" else "sign-replaced"
    assert warnings == [(name, None, 1), (name, 2, 2), (name, 3, 1)]
    html = compose(folder).html
    assert (
        "🔴" not in html
        and f">{shown}<" in html
        and "U+1F534" in html
        and "⚠" in html
        and "\ufe0f" not in html
    )
    path = build(folder, tmp_path / "b.pdf").path
    assert [page for page in pages(path) if shown in page and "⚠" in page]
    all_findings = []
    for done in verify(path, judge=False).checks:
        for finding in done.findings:
            all_findings.append(finding)
    assert not all_findings


@pytest.mark.parametrize(
    ("rows", "marked"), [(90, (3, 30, 45, 70, 85)), slow(210, (3, 60, 100, 150, 205))]
)
@pytest.mark.parametrize("keys", ['engine = "fast"', 'engine = "weasyprint"'])
def test_both_renderers_fall_back_by_glyph_and_replace(
    tmp_path: Path, keys: str, rows: int, marked: tuple[int, ...]
) -> None:
    folder = write_brief(tmp_path / "b", rows, careful=False, keys=keys)
    texts = ("İstanbul ğ", "ⵜⴰⴳⵍⴷⵉⵜ", "تم ✔ ثم ▲", "عاجل 🔴", "🔴")
    signs = dict(zip(marked, texts, strict=True))
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    for row, text in signs.items():
        lines[row][5] = text
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    assert sorted(finding.where.row or 0 for finding in errors(folder)) == [
        row + 1 for row in marked[-2:]
    ]
    toml = folder / "brief.toml"
    toml.write_text('[text]\nunprintable = "□"\n' + toml.read_text("utf-8"), "utf-8")
    path = build(folder, tmp_path / "b.pdf").path
    text = " ".join(pages(path))
    for shown in ("İstanbul ğ", "ⵜⴰⴳⵍⴷⵉⵜ", "تم ✔ ثم ▲", "عاجل □"):
        assert shown in text
    all_findings = []
    for done in verify(path, judge=False).checks:
        for finding in done.findings:
            all_findings.append(finding)
    assert not all_findings


@given(st.text(st.characters(), max_size=40))
def test_a_long_text_is_looked_through_for_the_characters_of_a_short_one(text: str) -> None:
    assert characters_in(text) == set(text)
    assert characters_in("س" * 20_000 + text) == {*text, "س"}


def test_a_sign_that_stands_once_in_a_long_column_is_found(tmp_path: Path) -> None:
    names = [f"اسم {index}" for index in range(12_000)]
    names[11_500] = "اسم 中 11500"
    assert [finding.where.row for finding in errors(brief(tmp_path, names))] == [11_502]


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_a_text_with_codes_is_printable(text: str) -> None:
    shown = with_codes(text)
    assert not unprintable_characters([shown])
    assert (shown == text) == (not unprintable_characters([text]))
