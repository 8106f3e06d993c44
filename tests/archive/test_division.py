"""Where the texts of the pages are divided: a text that is moved over the border of a cell, row or paragraph is found,
and a blank that is removed, when the file is sealed again and nothing is built again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from archive.long_files import written_again
from archive.tamper import sealed_again
from hypothesis import assume, given
from hypothesis import strategies as st
from pikepdf import String
from properties import one_in
from render.long_tables.registers import write_brief

from document.small import SmallBrief
from report.archive.flow import Piece, pieces
from report.archive.printed import TextOnPage, plain
from report.archive.registers.rows import RegisterRow
from report.archive.registers.skeleton import Divided, divided
from report.archive.verify import Verification
from report.archive.verify.flow_check import FlowCheck
from report.building import build, verify
from report.design import house_geometry
from report.document import Composition
from report.document.expected import Place
from report.document.reading import read_document
from report.errors import Finding, Location
from report.tables.model import HeadCell, LongTable

LOCALE = "ar-MA"
RULES = {"text-divided", "text-elsewhere"}
Rows = tuple[tuple[str, ...], ...]

# Tables that are expected, and as a structure tree has them ------------------------------------

TEXTS = st.one_of(
    st.just(""), st.text("ابت12|. ", max_size=6).map(lambda text: " ".join(text.split()))
)


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """A table of one width, with a head in each column."""
    width = draw(st.integers(1, 4))
    row = st.tuples(*[TEXTS] * width)
    heads = tuple(f"عمود {index}" for index in range(width))
    return (heads, *draw(st.lists(row, min_size=1, max_size=5)))


def document(rows: Rows, held: int) -> Composition:
    """Return a document with a paragraph and a table, whose rows after the first ``held`` are those of a register."""
    head, *body = rows
    lines = [_row(head, "th", ""), *[_row(row, "td", "odd") for row in body[: held or None]]]
    register = ' data-register="r"' if held else ""
    html = (
        f'<div data-key="k"><p>فقرة</p><table{register}>{"".join(lines)}</table><p>خاتمة</p></div>'
    )
    long = LongTable(
        tuple(HeadCell(text) for text in head),
        len(body),
        lambda: iter(body),
        house_geometry().portrait,
    )
    registers = {"r": long} if held else {}
    expected = read_document(f"<body>{html}</body>", LOCALE, registers)
    return Composition(html, (), (), registers=registers, expected=expected)


def _row(cells: Sequence[str], tag: str, kind: str) -> str:
    return f'<tr class="{kind}">{"".join(f"<{tag}>{escape(text)}</{tag}>" for text in cells)}</tr>'


def shown(rows: Rows, *, whole: bool) -> Iterator[TextOnPage]:
    """Yield the texts of the structure tree of that document; with ``whole`` the rows are read at once."""
    yield TextOnPage("فقرة ", "", "k", 1, "P", box=1)
    box = 1
    for number, row in enumerate(rows, 1):
        if whole and any(map(plain, row)):
            yield TextOnPage("", "", "k", 1, "TR", row=number, texts=row, cells=((),) * len(row))
            continue
        for place, text in enumerate(row):
            box += 1
            if plain(text):
                yield TextOnPage(f"{text} ", "", "k", 1, "TD", row=number, cell=place, box=box)
    yield TextOnPage("خاتمة ", "", "k", 2, "P", box=box + 1)


def findings(expected: Composition, texts: Iterator[TextOnPage]) -> list[Finding]:
    flow = FlowCheck(
        pieces(expected, LOCALE, lambda _: None, is_traced=False), Location(file="a.pdf")
    )
    for text in texts:
        flow.add(text)
    flow.end()
    return flow.findings


@dataclass(frozen=True)
class Move:
    """A character, or a whole text, that is moved to the cell before or behind."""

    index: int
    step: int
    is_whole: bool

    def made(self, rows: Rows) -> Rows:
        """Return the rows after the move: no character passes another."""
        width = len(rows[0])
        cells = list(chain(*rows))
        to = self.index + self.step
        text, room = cells[self.index], cells[to]
        if self.is_whole:
            moved, rest = text, ""
        elif self.step > 0:
            moved, rest = text[-1:], text[:-1]
        else:
            moved, rest = text[:1], text[1:]
        cells[self.index] = rest
        cells[to] = moved + room if self.step > 0 else room + moved
        return tuple(tuple(cells[start : start + width]) for start in range(0, len(cells), width))


@st.composite
def moves(draw: st.DrawFn, rows: Rows) -> Move:
    last = len(rows) * len(rows[0]) - 1
    index = draw(st.integers(0, last))
    step = draw(st.sampled_from((-1, 1)))
    assume(0 <= index + step <= last and rows[index // len(rows[0])][index % len(rows[0])])
    return Move(index, step, draw(st.booleans()))


def _words(rows: Rows) -> list[list[list[str]]]:
    return [list(map(str.split, row)) for row in rows]


@given(st.data(), tables(), st.integers(0, 2), st.booleans())
def test_any_move_over_a_border_is_found(
    data: st.DataObject, rows: Rows, held: int, whole: bool
) -> None:
    expected = document(rows, held)
    assert findings(expected, shown(rows, whole=whole)) == []
    moved = data.draw(moves(rows)).made(rows)
    assume(_words(moved) != _words(rows))
    (finding, *_) = findings(expected, shown(moved, whole=whole))
    assert finding.rule in RULES
    assert (finding.where.page, finding.where.key) == (1, "k")
    assert finding.where.row and finding.text("ar") and finding.text("en")


@given(st.data(), tables(), st.integers(0, 2), st.booleans())
def test_a_blank_that_is_removed_or_added_inside_a_cell_is_found(
    data: st.DataObject, rows: Rows, held: int, whole: bool
) -> None:
    cell = data.draw(st.sampled_from([cell for cell, text in enumerate(chain(*rows)) if text[1:]]))
    row, place = divmod(cell, len(rows[0]))
    text = rows[row][place]
    index = data.draw(st.integers(1, len(text) - 1))
    new = (
        text[:index] + text[index:].lstrip()
        if text[index] == " "
        else f"{text[:index]} {text[index:]}"
    )
    assume(new.split() != text.split())
    changed = [list(texts) for texts in rows]
    changed[row][place] = new
    forged = tuple(map(tuple, changed))
    (finding, *_) = findings(document(rows, held), shown(forged, whole=whole))
    assert finding.rule == "text-divided"
    assert finding.where.row == row + 1


@given(tables(), st.integers(0, 2), st.booleans(), st.data())
def test_rows_that_change_places_with_empty_ones_are_found(
    rows: Rows, held: int, whole: bool, data: st.DataObject
) -> None:
    index = data.draw(st.integers(1, len(rows) - 1))
    empty = ("",) * len(rows[0])
    assume(any(map(plain, rows[index])))
    first = (*rows[:index], empty, *rows[index:])
    second = (*rows[: index + 1], empty, *rows[index + 1 :])
    assert findings(document(first, held), shown(first, whole=whole)) == []
    (finding, *_) = findings(document(first, held), shown(second, whole=whole))
    assert finding.rule == "text-elsewhere"


def test_a_line_of_a_paragraph_is_part_of_no_other() -> None:
    html = '<body><div data-key="k"><p>one two</p><p>three</p></div></body>'
    expected = Composition(html, (), (), expected=read_document(html, LOCALE))

    def texts(*boxes: int) -> Iterator[TextOnPage]:
        for said, box in zip(("one ", "two ", "three "), boxes, strict=True):
            yield TextOnPage(said, "", "k", 1, "P", box=box)

    assert findings(expected, texts(1, 1, 2)) == []
    for boxes in ((1, 2, 2), (1, 1, 1), (1, 2, 3)):
        (finding,) = findings(expected, texts(*boxes))
        assert finding.rule in RULES


def test_elements_of_one_line_may_be_one_text() -> None:
    html = '<body><p data-key="k">a <bdi>50%</bdi> <bdi>50%</bdi><b>b</b> </p><p data-key="k">c</p></body>'
    expected = Composition(html, (), (), expected=read_document(html, LOCALE))

    def texts(said: str) -> Iterator[TextOnPage]:
        yield TextOnPage(said, "", "k", 1, "P", box=1)
        yield TextOnPage("c", "", "k", 1, "P", box=2)

    assert findings(expected, texts("a 50% 50%b ")) == []
    for said in ("a 50%50%b", "a50% 50%b", "a 50% 50% b"):
        (finding,) = findings(expected, texts(said))
        assert finding.rule == "text-divided"


def test_the_cells_of_tables_inside_of_cells_are_told_apart() -> None:
    inner = "<table><tr><td>b</td><td>c</td></tr></table>"
    html = f"<table><tr><td>a</td><td>{inner}</td><td>d</td></tr><tr><td>e</td></tr></table>"
    cells = [
        (piece.text, piece.place.cell)
        for piece in pieces(
            Composition(html, (), (), expected=read_document(html, LOCALE)), LOCALE, lambda _: None
        )
    ]
    assert cells == [("a", (1, 0)), ("b", (2, 0)), ("c", (2, 1)), ("d", (1, 2)), ("e", (3, 0))]


# Editions that are forged and sealed again --------------------------------------------------------


def verified(data: bytes, folder: Path) -> Verification:
    path = folder / "edition.pdf"
    path.write_bytes(data)
    return verify(path, judge=False, rebuild=False)


def found(data: bytes, folder: Path) -> list[Finding]:
    """Return what a verification finds in a forgery, none of it by another check than that of the borders."""
    checks = [check for check in verified(data, folder).checks if check.findings]
    assert [check.name for check in checks] == ["pages"]
    assert {finding.rule for finding in checks[0].findings} <= RULES
    return list(checks[0].findings)


def of_kind(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """Return the structure elements of some kinds in reading order."""
    waiting, elements = [pdf.Root.StructTreeRoot.K], []
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting.extend(reversed(list(element)))  # type: ignore[call-overload]
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if element.S in kinds:
                elements.append(element)
            waiting.append(element.get("/K", pikepdf.Array()))
    return elements


def moved(first: Any, second: Any) -> None:
    """Move the last kid of an element to the begin of another."""
    kid = first.K[len(first.K) - 1]
    del first.K[len(first.K) - 1]
    kid.P = second
    second.K = pikepdf.Array([kid, *second.K])


def full(element: Any) -> bool:
    """Return whether an element has texts."""
    return bool(len(element.get("/K", ()))) and all(
        isinstance(kid, pikepdf.Dictionary) and kid.S == "/Span" for kid in element.K
    )


def to_the_next_cell(pdf: pikepdf.Pdf) -> None:
    rows = [list(filter(full, row.K)) for row in of_kind(pdf, "/TR")]
    first, second, *_ = next(row for row in rows[8:] if len(row) > 2)
    moved(first, second)


def to_the_next_row(pdf: pikepdf.Pdf) -> None:
    bodies = (list(body.K) for body in of_kind(pdf, "/TBody") if len(body.K) > 2)
    first, second = next(rows[:2] for rows in bodies if full(rows[0].K[-1]) and full(rows[1].K[0]))
    moved(first.K[-1], second.K[0])


def exchanged_cells(pdf: pikepdf.Pdf) -> None:
    """Exchange two cells of a row with the order of their texts, which a reader of the table's columns hears."""
    row = next(row for row in of_kind(pdf, "/TR")[8:] if len(row.K) > 2 and full(row.K[1]))
    first, second = row.K[1], row.K[2]
    second.K, first.K = pikepdf.Array(), pikepdf.Array([*first.K, *second.K])


def to_the_next_paragraph(pdf: pikepdf.Pdf) -> None:
    paragraphs = [element for element in of_kind(pdf, "/P") if full(element)]
    first = next(index for index, element in enumerate(paragraphs) if len(element.K) > 1)
    moved(paragraphs[first], paragraphs[first + 1])


def to_the_next_item(pdf: pikepdf.Pdf) -> None:
    """Between two items without a number, whose markers are no texts."""
    lists = (list(each.K) for each in of_kind(pdf, "/L") if each.A.ListNumbering == "/Disc")
    items = next(items for items in lists if len(items) > 1)
    first, second = (of_kind_in(item, "/LBody") for item in items[:2])
    moved(first, second)


def to_the_head_of_a_table(pdf: pikepdf.Pdf) -> None:
    tables = (table for table in of_kind(pdf, "/Table") if table.K[0].S == "/Caption")
    caption, head = next(
        (table.K[0].K[-1], of_kind_in(table, "/TH")) for table in tables if full(table.K[0].K[-1])
    )
    moved(caption, head)


def of_kind_in(element: Any, kind: str) -> Any:
    """Return the first element of a kind in another; captions and markers are passed."""
    while str(element.S) != kind:
        element = next(kid for kid in element.K if kid.S not in ("/Caption", "/Lbl"))
    return element


def without_a_blank(pdf: pikepdf.Pdf) -> None:
    spans = (
        span for span in of_kind(pdf, "/Span") if " " in str(span.get("/ActualText", "")).strip()
    )
    span = next(spans)
    span.ActualText = String(str(span.ActualText).replace(" ", "", 1))


IN_TREE: dict[str, Callable[[pikepdf.Pdf], None]] = {
    function.__name__.replace("_", " "): function
    for function in (
        to_the_next_cell, to_the_next_row, exchanged_cells, to_the_next_paragraph,
        to_the_next_item, to_the_head_of_a_table, without_a_blank,
    )
}  # fmt: skip


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("name", one_in(3, IN_TREE))
def test_a_text_that_is_moved_in_the_tree_is_found(
    name: str, every_pdf: bytes, tmp_path: Path
) -> None:
    (finding, *_) = found(sealed_again(every_pdf, IN_TREE[name]), tmp_path)
    assert finding.where.page and finding.text("ar") and finding.text("en")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("division")
    brief = write_brief(folder / "b", 310, careful=False, keys='group = "place"')
    return build(brief, folder / "e.pdf").path.read_bytes()


_GLYPHS = rb"<</MCID %d>>BDC\n100 0 0 100 \d+ \d+ Tm\[((?:<[0-9a-f]+>[-\d ]*)+)\]TJ\nEMC"


def with_texts(edition: bytes, row: RegisterRow, texts: dict[int, tuple[str, bytes]]) -> bytes:
    """Return an edition in which cells of a row have other texts and glyphs."""
    file = divided(edition)
    page, first = row.places[0]
    streams = file.pages[page].streams

    def stream(number: int, content: bytes) -> bytes:
        if number in streams:
            for index, (_, glyphs) in texts.items():
                form = re.compile(_GLYPHS % (first + index))
                if match := form.search(content):
                    content = content[: match.start(1)] + glyphs + content[match.end(1) :]
        return content

    def element(number: int, body: bytes) -> bytes:
        index = number - row.number - 1
        if index not in texts:
            return body
        text = texts[index][0]
        written = (
            text.encode()
            if text.isascii()
            else "\ufeff".encode("utf-16-be") + text.encode("utf-16-be")
        )
        written = re.sub(rb"([\\()])", rb"\\\1", written).replace(b"\r", rb"\r")
        begin = body.index(b"/ActualText(") + 12
        end = begin + re.compile(rb"(?:\\.|[^\\)])*", re.DOTALL).match(body, begin).end() - begin  # type: ignore[union-attr]
        return body[:begin] + written + body[end:]

    return written_again(edition, objects=element, streams=stream)


def glyphs_of(file: Divided, row: RegisterRow, index: int) -> bytes | None:
    """Return the glyphs of a cell that is one string."""
    page, first = row.places[0]
    content = b"".join(map(file.content, file.pages[page].streams))
    match = re.search(_GLYPHS % (first + index), content)
    return match and match[1]


def neighbours(edition: bytes) -> tuple[RegisterRow, int, bytes, bytes]:
    """Return a row with two cells of Arabic words beside each other, and their glyphs."""
    file = divided(edition)
    for row in list(file.rows())[100:]:
        for index in range(len(row.said) - 1):
            pair = row.said[index : index + 2]
            if all(text.replace(" ", "").isalpha() and len(text) > 3 for text in pair):
                first, second = (glyphs_of(file, row, place) for place in (index, index + 1))
                if first and second:
                    return row, index, first, second
    raise AssertionError("no such row")


@pytest.mark.usefixtures("memory")
def test_a_character_moved_over_the_border_of_two_cells_of_a_register_is_found(
    register: bytes, tmp_path: Path
) -> None:
    """Its glyph moves too, so that the page shows what the tree says."""
    row, index, first, second = neighbours(register)
    text, following = row.said[index : index + 2]
    match = re.match(rb"<([0-9a-f]{4})", first)
    assert match is not None
    forged = with_texts(
        register, row,
        {
            index: (text[:-1], b"<" + first[5:]),
            index + 1: (text[-1] + following, second[: second.rindex(b">")] + match[1] + b">"),
        },
    )  # fmt: skip
    (finding,) = found(forged, tmp_path)
    assert finding.rule == "text-divided" and finding.where.column == str(index + 1)
    assert finding.where.row and finding.where.page and finding.where.key
    assert finding.values["found"] != finding.values["wanted"]


@pytest.mark.usefixtures("memory")
def test_a_blank_removed_from_a_cell_of_a_register_is_found(
    register: bytes, tmp_path: Path
) -> None:
    file = divided(register)
    row = next(row for row in file.rows() if row.said[-1].count(" ") and glyphs_of(file, row, 6))
    glyphs = glyphs_of(file, row, 6)
    assert glyphs is not None
    forged = with_texts(register, row, {6: (row.said[-1].replace(" ", "", 1), glyphs)})
    (finding,) = found(forged, tmp_path)
    assert finding.rule == "text-divided" and finding.where.column == "7"


@pytest.mark.usefixtures("memory")
def test_an_untouched_register_is_sound(register: bytes, tmp_path: Path) -> None:
    row, index, first, second = neighbours(register)
    pair = {index: (row.said[index], first), index + 1: (row.said[index + 1], second)}
    assert verified(with_texts(register, row, pair), tmp_path).sound


LINES = {
    "code": '```\n[measures.all]\ncount = "events"\n\nunit = "%"\n```\n',
    "code in a list": "1. بند\n\n   ```\n   a\n   b\n   ```\n2. آخر\n",
    "inline code": "`x` أولا.\n\n`y` ثانيا.\n",
    "a paragraph": "سطر أول  \nسطر ثان  \nسطر ثالث.\n",
    "list items": "- بند أول  \n  سطر ثان\n- بند\n  - فرعي  \n    سطر\n",
    "a quotation": "> اقتباس  \n> سطر ثان\n>\n> فقرة\n",
    "a footnote": "نص[^l] آخر.\n\n[^l]: حاشية  \n    سطر ثان\n",
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_the_lines_of_an_element_are_not_told_apart(
    text: str, brief: SmallBrief, tmp_path: Path
) -> None:
    prose = next((brief.folder / "text").glob("*.md"))
    prose.write_text(f"{prose.read_text('utf-8')}\n{text}\nفقرة أخيرة.\n", "utf-8")
    path = build(brief.folder, tmp_path / "lines.pdf").path
    verification = verify(path, judge=False, rebuild=False)
    assert verification.sound, [check for check in verification.checks if check.findings]


def test_paragraphs_that_begin_with_code_are_told_apart() -> None:
    first, second = (Piece(text, Place("a"), line=n, paragraph=n) for n, text in enumerate("xy"))
    whole = [TextOnPage(text, text, "a", 1, "Code", None, box=1) for text in "xy"]
    check = FlowCheck(iter([first, second]), Location())
    for text in whole:
        check.add(text)
    check.end()
    assert [finding.rule for finding in check.findings] == ["text-elsewhere"]
