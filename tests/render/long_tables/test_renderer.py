"""A long register: its pages, its text, its place among the rest."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from render.long_tables.mixed_texts import mixed_text
from render.long_tables.registers import write_brief
from render.marks import shown
from render.random_lines import Lines
from render.test_readers import CODES, PREFIXES, pdfjs, plain

from editions import Editions
from report.archive import append_pages, finish
from report.archive.judge import judge
from report.archive.profiles import CLAIMS, Profile
from report.building import build, compose, rebuild, trace, verify
from report.errors import ArchiveError, ExpressionError, RenderError
from report.places import templates
from report.render.text_check import _as_pdfium_reads, _core, words
from report.tables import LONG_TABLE_ROWS

AFTER = """
[[appendices]]
title = "بعد السجل"
blocks = [{ note = "نص بعد السجل" }]
[[appendices]]
title = "الفهرس"
blocks = [{ index = ["events.place", "events.kind"] }]
"""


def texts(path: Path) -> list[str]:
    """Return what pdfium reads on each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [plain(page.get_textpage().get_text_range()) for page in document]


def change(folder: Path, cells: dict[tuple[int, int], str]) -> None:
    """Change cells of a brief's table, by their row in the file, from 0, and their column."""
    table = folder / "events.csv"
    with table.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    for (row, column), text in cells.items():
        lines[row][column] = text
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


def rows(folder: Path) -> list[list[str]]:
    """Return the rows of a brief's table, as the register prints them."""
    results = []
    (table,) = compose(folder).registers.values()
    for item in table.items():
        if not isinstance(item, str):
            results.append([text for text in item if text is not None])
    return results


def test_a_space_between_cells_is_an_artifact(tmp_path: Path, editions: Editions) -> None:
    """As in a table that WeasyPrint sets (``test_text_objects.py``)."""
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    strings = list(shown(editions.write(folder, tmp_path / "brief.pdf")))
    spaces = [string for string in strings if string.is_space and string.number is None]
    assert len(spaces) > 320
    assert {string.marks[0][0] for string in spaces} == {"/Artifact"}
    owned = [string for string in strings if string.number is not None]
    starts = {string.number: string for string in reversed(owned) if string.around == 0}
    assert not any(string.is_space for string in starts.values())


@pytest.mark.parametrize("count", [320, pytest.param(400, marks=pytest.mark.slow)])
def test_every_word_is_read_back_by_pdfium_and_pdfjs(
    count: int, tmp_path: Path, editions: Editions
) -> None:
    folder = write_brief(tmp_path / "brief", count, careful=False)
    path = editions.write(folder, tmp_path / "brief.pdf")
    for pages in (texts(path), [plain(page) for page in pdfjs(path.read_bytes(), tmp_path)]):
        position = 0
        for row in rows(folder):
            words = []
            for text in row[1:]:
                for word in plain(text).split():
                    words.append(word)
            while not all(word in pages[position] for word in words):
                position += 1
                assert position < len(pages), row
    assert not any("\ufffd" in page for page in texts(path))


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 16))]
)
def test_random_cells_are_read_back(tmp_path: Path, seed: int) -> None:
    """As the text check does for all that WeasyPrint sets; there are enough rows for the long-table renderer."""
    lines = Lines(seed, eastern=bool(seed % 2))
    folder = write_brief(tmp_path / "brief", LONG_TABLE_ROWS + 20, careful=False)
    cells = {}
    for row in range(1, LONG_TABLE_ROWS + 21):
        for column in (2, 5):
            cells[(row, column)] = _unbroken(lines.cell())
    change(folder, cells)
    pages = texts(build(folder, tmp_path / "brief.pdf").path)
    index = next(number for number, page in enumerate(pages) if "MJ-00001" in page)
    for row in rows(folder):
        sought = set()
        for text in row[1:]:
            for line in text.split():
                for word in words(line):
                    for piece in _parts(word):
                        sought.add(_core(_as_pdfium_reads(piece)))
        if not all(word in pages[index] for word in sought):
            index += 1
        assert [word for word in sorted(sought) if word not in pages[index]] == [], row


PROSE = (
    "Two robbers boarded an anchored ship, and the crew raised the alarm; 3 ropes were cut.",
    "NW of Nipah (01:11N - 103:37E): Local authorities, informed at 1430 LT, found the boat [1]",
    "وصل إلى Port of Rotterdam ثم غادر إلى Rio de Janeiro في رحلة Maersk Line رقم MJZ-2025-01",
    "Letter 7. Committee of the Whole on Trade, Development and Finance: 2015 - 2016",
)


@pytest.mark.parametrize("engine", ["fast", "weasyprint"])
def test_pdfium_reads_the_lines_of_a_foreign_text_from_the_first_to_the_last(
    engine: str, tmp_path: Path
) -> None:
    keys = f'engine = "{engine}"'
    folder = write_brief(tmp_path / "brief", rows := 60 * len(PROSE), careful=False, keys=keys)
    change(folder, {(row, 5): PROSE[row % len(PROSE)] for row in range(1, rows + 1)})
    page = " ".join(texts(build(folder, tmp_path / "brief.pdf").path))
    for text in PROSE:
        assert page.count(plain(text)) >= 54, text  # of 60: a page may end in a row


def test_arabic_letters_that_touch_a_code_keep_their_order(tmp_path: Path) -> None:
    """At the start, in the middle and at the end of a cell that the long-table renderer sets."""
    folder = write_brief(tmp_path / "brief", LONG_TABLE_ROWS + 20, careful=False)
    joined = []
    for prefix in PREFIXES:
        for code in CODES:
            joined.append(prefix + code)
    frames = ("{}", "قرار {}", "قرار {} وزارة")
    all_texts = []
    for frame in frames:
        for text in joined:
            all_texts.append(frame.format(text))
    cells = all_texts[: LONG_TABLE_ROWS + 20]
    change(folder, {(row, 5): cell for row, cell in enumerate(cells, 1)})
    path = build(folder, tmp_path / "brief.pdf").path
    sought = set()
    for cell in cells:
        for word in cell.split():
            for piece in _parts(plain(word)):
                sought.add(piece)
    for pages in (texts(path), [plain(page) for page in pdfjs(path.read_bytes(), tmp_path)]):
        result = set()
        for page in pages:
            for word in page.split():
                for piece in _parts(word):
                    result.add(piece)
        assert sorted(sought - result) == []


def _parts(word: str) -> list[str]:
    """Return the parts of a word that may be on their own lines: UAX #14 breaks it after a solidus."""
    return re.split("(?<=/)(?=.)", word)


def _unbroken(cell: str) -> str:
    """Return a cell of words that no line is broken inside; «F9» where it is so short that it may be taken for letters
    in the wrong encoding."""
    short_words = " ".join(word for word in cell.split() if len(word) < 12)
    return short_words if len(short_words) > 3 else "F9"


def test_a_zero_width_non_joiner_is_read_where_it_stands(tmp_path: Path) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    change(folder, {(300, 5): "ثم می\u200cخواهم ونص\u200cآخر"})
    with pypdfium2.PdfDocument(build(folder, tmp_path / "brief.pdf").path) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert {"می\u200cخواهم", "ونص\u200cآخر"} <= set(text.split())


@pytest.fixture(params=[(420, 400), pytest.param((700, 600), marks=pytest.mark.slow)])
def followed(tmp_path: Path, editions: Editions, request: pytest.FixtureRequest) -> Path:
    """The edition of a register of many pages that more follows, with two places that are in it once."""
    rows, late = request.param
    folder = write_brief(tmp_path / "brief", rows, careful=False, more=AFTER)
    change(folder, {(late, 2): "شفشاون", (30, 2): "زاكورة"})
    return editions.write(folder, tmp_path / "brief.pdf")


def test_what_comes_after_is_numbered_after_it(followed: Path) -> None:
    pages = texts(followed)
    assert len(pages) > 15
    last_page, index = (
        index for index, page in enumerate(pages, 1) if "الملحق ب" in page or "الملحق ج" in page
    )
    assert last_page == index - 1
    for number, page in enumerate(pages[1:], 2):
        assert f"{number} من {len(pages)}" in page, number
    contents = pages[2]
    assert f"{last_page}" in contents and f"{index}" in contents
    stands = {}
    for word in ("شفشاون", "زاكورة"):
        stands[word] = [index for index, page in enumerate(pages[:last_page], 1) if word in page]
    for word, (page, *_) in stands.items():
        assert f"{word} {page}" in pages[-1] or f"{word} {page}" in pages[index - 1], word
    with pikepdf.open(followed) as pdf:
        assert len(pdf.pages) == len(pages)
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)}
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        lead = {
            name: numbers[place[0].objgen] for name, place in places.items() if "-ix-row" in name
        }
        assert stands["شفشاون"][0] in lead.values()
        titles = [str(item.title) for item in pdf.open_outline().root[0].children] or []
        assert any("بعد السجل" in title for title in titles) or len(pdf.open_outline().root) > 1


def test_it_says_that_it_continues_up_to_its_last_page(followed: Path) -> None:
    pages = texts(followed)
    inside = [index for index, page in enumerate(pages) if "MJ-00" in page]
    assert all("يتبع" in pages[position] for position in inside[:-1])
    assert "يتبع" not in pages[inside[-1]]
    assert all("(تابع)" in pages[position] for position in inside[1:])


def test_an_edition_with_a_long_register_is_verified_traced_and_rebuilt(tmp_path: Path) -> None:
    keys = 'group = "kind"\nengine = "fast"'
    folder = write_brief(tmp_path / "brief", 205, careful=False, keys=keys)
    path = build(folder, tmp_path / "brief.pdf").path
    for equal, checks in (
        (again, verify(path, judge=False, rebuild=again).checks) for again in (True, False)
    ):
        facts = {check.name: check.facts for check in checks if not check.findings}
        assert facts["rebuild"].get("equal", False) == facts["seen"].get("equal", False) == equal
        # The build reads no row of the long-table renderer back: they are compared with the data for any bytes.
        assert (
            len(facts) == len(checks)
            and min(facts["pages"]["texts"], facts["text"]["texts"]) > 205 * 6
        )
    (traced,) = trace(path, "MJ-00201")
    all_rows = []
    for origin in traced.origins:
        for rowset in origin.rows:
            for row in rowset.rows:
                all_rows.append(row)
    assert all_rows == [202]
    assert rebuild(path, tmp_path / "again.pdf").equal


def test_a_changed_cell_is_found(tmp_path: Path, editions: Editions) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    path = editions.write(folder, tmp_path / "brief.pdf")
    with pikepdf.open(path) as pdf:
        cell = next(
            pdf_object for pdf_object in pdf.objects
            if isinstance(pdf_object, pikepdf.Dictionary) and str(pdf_object.get("/ActualText", "")) == "MJ-00300"
        )  # fmt: skip
        cell.ActualText = pikepdf.String("MJ-00309")
        pdf.save(tmp_path / "changed.pdf", fix_metadata_version=False)
    rules = set()
    for check in verify(tmp_path / "changed.pdf", judge=False).checks:
        for finding in check.findings:
            rules.add(finding.rule)
    assert {"page-differs", "text-differs"} <= rules


@pytest.mark.parametrize("counts", [(1, 5), pytest.param((1, 2, 5), marks=pytest.mark.slow)])
def test_equal_bytes_each_time_with_any_number_of_threads(
    counts: tuple[int, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=True)
    editions = []
    for threads in counts:
        monkeypatch.setattr("report.deflating.processors", lambda threads=threads: threads)
        editions.append(build(folder, tmp_path / "brief.pdf", text_gate=False).path.read_bytes())
    assert len(editions) == len(counts) and len(set(editions)) == 1


def test_a_cell_higher_than_a_page_goes_over_to_the_next(tmp_path: Path) -> None:
    folder = write_brief(tmp_path / "brief", 205, careful=False, keys='engine = "fast"')
    change(folder, {(150, 5): " ".join(["كلمة"] * 900)})
    path = build(folder, tmp_path / "brief.pdf").path
    assert sum(page.count("كلمة") for page in texts(path)) == 900
    all_findings = []
    for check in verify(path, judge=False).checks:
        for finding in check.findings:
            all_findings.append(finding)
    assert not all_findings


def test_which_lane_is_chosen(tmp_path: Path) -> None:
    few = write_brief(tmp_path / "few", LONG_TABLE_ROWS - 1, careful=False)
    many = write_brief(tmp_path / "many", LONG_TABLE_ROWS, careful=False)
    asked = write_brief(
        tmp_path / "asked", LONG_TABLE_ROWS - 1, careful=False, keys='engine = "fast"'
    )
    slow = write_brief(
        tmp_path / "slow", LONG_TABLE_ROWS, careful=False, keys='engine = "weasyprint"'
    )
    assert [bool(compose(folder).registers) for folder in (few, many, asked, slow)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_sign_that_no_font_draws_is_reported_with_its_cell(tmp_path: Path) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    table = folder / "events.csv"
    table.write_text(table.read_text("utf-8").replace("MJ-00310", "MJ-00310 漢"), "utf-8")
    with pytest.raises(ExpressionError) as caught:
        build(folder, tmp_path / "brief.pdf")
    assert [(finding.rule, finding.where.row) for finding in caught.value.findings] == [
        ("unprintable-sign", 311)
    ]


def test_rows_that_a_style_sheet_makes_uneven_are_reported(tmp_path: Path) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    css = folder / "templates" / "css"
    css.mkdir(parents=True)
    (css / "brief.css").write_text(
        "table.long tbody tr:nth-child(7) td { padding-top: 9mm }", "utf-8"
    )
    with pytest.raises(RenderError) as caught:
        build(folder, tmp_path / "brief.pdf")
    assert [finding.rule for finding in caught.value.findings] == ["register-uneven"]


def test_a_template_that_does_not_place_the_rows_is_reported(tmp_path: Path) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    own = folder / "templates" / "blocks"
    own.mkdir(parents=True)
    text = (templates() / "blocks" / "table.html").read_text("utf-8")
    (own / "table.html").write_text(text.replace("data-register=", "data-other="), "utf-8")
    with pytest.raises(RenderError) as caught:
        build(folder, tmp_path / "brief.pdf")
    assert [finding.rule for finding in caught.value.findings] == ["register-not-set"]


def test_more_objects_than_pdfa_allows_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finish, "MOST_OBJECTS", 2_000)
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    with pytest.raises(ArchiveError) as caught:
        build(folder, tmp_path / "brief.pdf")
    assert [finding.rule for finding in caught.value.findings] == ["too-many-objects"]
    assert not (tmp_path / "brief.pdf").exists()
    assert build(folder, tmp_path / "brief.pdf", profile="pdfa-4f").pages > 10


#: Here the first has more rows than are laid out at a time, and fills more pages than a node of the page tree holds.
@pytest.mark.verapdf
@pytest.mark.parametrize(
    ("profile", "count"), [("archive", 600), ("pdfa-2u", 250), ("pdfa-4f", 250)]
)
def test_hundreds_of_pages_conform(
    profile: Profile, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where notes are mixed: codes, ranges, addresses and foreign words in Arabic."""
    monkeypatch.setattr(append_pages, "_KIDS", 40)
    monkeypatch.setattr("report.render.long_tables.pages._CHUNK", 500)
    folder = write_brief(
        tmp_path / "brief", count, careful=False, keys='group = "kind"', more=AFTER,
        note_of=mixed_text,
    )  # fmt: skip
    edition = build(folder, tmp_path / "brief.pdf", profile=profile)
    path = edition.path
    assert (edition.pages > append_pages._KIDS) == (profile == "archive")
    judgements = judge([path], CLAIMS[profile].flavours)[path]
    assert {
        flavour: (judgement.problem, judgement.rules, judgement.compliant)
        for flavour, judgement in judgements.items()
    } == dict.fromkeys(CLAIMS[profile].flavours, (None, (), True))
