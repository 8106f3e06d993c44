"""Lines of bound and of long words: none is wider than its column, and bonds give way before words."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from render.conftest import Set
from render.ink import MM, sheets

from report.arabic import bind, isolate
from report.lettering import advance
from report.render.breaking import broken_words
from report.render.line_ends import clean_line_ends

#: The margins of the pages set here, in millimetres.
MARGIN = 10
NO_BREAK, JOINER = "\u00a0", "\u2060"
WORDS = [
    "لقاء",
    "فأسقيناكموه",
    "والمستشفيات",
    "مدينة",
    "يُسْتَعْمَلُ",
    "«اقتباس»",
    "(ملحق)",
    "و",
    "25",
    "٣٤٥",
    "—",
    "؟",
]
CODES = [
    "INTERPOL",
    "+212 5 37 00 00 00",
    "MA-7",
    "12,5%",
    "2019–2025",
    "A/RES/76-12",
    "a@example.org",
    "40 km²",
]
LONG_TABLE_ROWS = [
    "ب" * 60,
    "w" * 60,
    "و" + "x" * 60,
    "«" + "7" * 60 + "»",
    "(ملحق" + "K" * 60 + ")",
]
JOINS = [" ", " ", " ", NO_BREAK, NO_BREAK, JOINER]
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(WORDS + CODES + LONG_TABLE_ROWS + LONG_TABLE_ROWS), st.sampled_from(JOINS)
    ),
    min_size=2,
    max_size=14,
).map(lambda pieces: "".join(word + join for word, join in pieces).rstrip())
#: Blocks of a page that a text is in.
BLOCKS = [
    "<p>{}</p>",
    '<p style="text-align:right">{}</p>',
    '<p style="text-align:right"><em>{}</em> <b>{}</b></p>',
    "<h2>{}</h2>",
    "<ul><li>{}</li></ul>",
    "<table><tr><td>{}</td><td>{}</td></tr></table>",
    '<p>نص<span class="note">{}</span></p>',
    '<div class="figure">{}</div>',
]
CSS = (
    "@page{{size:{width}mm 280mm;margin:10mm}} body{{margin:0;overflow-wrap:break-word}}"
    "h2{{font-size:28pt;text-align:right}} ul{{margin:0;padding-right:5mm}}"
    "table{{width:100%;table-layout:fixed;overflow-wrap:anywhere;text-align:right}} td{{padding:1mm}}"
    ".note{{float:footnote;font-size:8pt;text-align:right}}"
    ".figure{{overflow-wrap:anywhere;font-size:20pt;text-align:right}}"
)
PAGES = st.tuples(
    st.integers(45, 120),
    st.lists(st.tuples(st.sampled_from(BLOCKS), TEXTS), min_size=3, max_size=6),
)


#: More words of one shape, which change their width where they are broken; and blocks and sizes.
MORE_WORDS = ["ك" * 40, "كموه" * 12, "هـ" * 30, "لا" * 40, "صض" * 25, "مُحَمَّدٌ" * 8, "ﷺ" * 12,
              "١٢٣٤٥٦٧٨٩٠" * 6, "https://example.org/" + "a-b/" * 20]  # fmt: skip
MORE_BLOCKS = [
    "<table><caption>{}</caption><tr><td>{}</td></tr></table>",
    "<figure><figcaption>{}</figcaption></figure>",
    "<ol><li>{}</li></ol>",
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "<blockquote>{}</blockquote>",
    '<p dir="ltr" style="text-align:left">{}</p>',
    "<h3>{} <cite>{}</cite></h3>",
]
MORE_CSS = (
    "body{{font-size:{size}pt}} blockquote,dd,figure{{margin:0}} ol{{margin:0;padding-right:7mm}}"
    "caption,figcaption{{overflow-wrap:anywhere;text-align:right}}"
    # As the sheets of Mujaz: an installed slanted font would be taken for an upright one.
    "em,cite{{font-style:normal}}"
)
MORE_TEXTS = st.lists(
    st.tuples(
        st.sampled_from(WORDS + CODES + LONG_TABLE_ROWS + MORE_WORDS * 2), st.sampled_from(JOINS)
    ),
    min_size=2,
    max_size=10,
).map(lambda pieces: "".join(word + join for word, join in pieces).rstrip())
MORE_PAGES = st.tuples(
    st.integers(38, 120),
    st.lists(st.tuples(st.sampled_from(BLOCKS + MORE_BLOCKS), MORE_TEXTS), min_size=1, max_size=3),
    st.sampled_from(["Amiri", "IBM Plex Sans Arabic"]),
    st.sampled_from([7, 8, 9, 10, 12, 14, 18, 24]),
)


def set_page(
    set_body: Set,
    width: int,
    blocks: list[tuple[str, str]],
    family: str = "IBM Plex Sans Arabic",
    size: int = 12,
) -> bytes:
    body = "".join(block.format(*[isolate(bind(text, last=True))] * 2) for block, text in blocks)
    css = CSS.format(width=width) + MORE_CSS.format(size=size)
    return set_body(body, family, css, text_gate=False).data


def in_their_columns(width: int, pdf: bytes) -> None:
    """Find no ink outside; the build itself judges the advances, to an eighth of a millimetre."""
    low, high = MARGIN * MM, (width - MARGIN) * MM
    for sheet in sheets(pdf):
        assert [
            piece.text
            for piece in sheet.pieces
            if piece.left < low - piece.reach or piece.right > high + piece.reach
        ] == []


def pages_of(times: int) -> settings:
    return settings(
        max_examples=times, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def tried(times: int, set_body: Set) -> None:
    @pages_of(times)
    @given(PAGES)
    def work(page: tuple[int, list[tuple[str, str]]]) -> None:
        in_their_columns(page[0], set_page(set_body, *page))

    work()


def test_no_line_of_bound_or_long_words_leaves_its_column(set_body: Set) -> None:
    tried(4, set_body)


@pytest.mark.slow
def test_no_line_of_many_leaves_its_column(set_body: Set) -> None:
    tried(80, set_body)


@pytest.mark.parametrize("times", [8, pytest.param(80, marks=pytest.mark.slow)])
def test_no_line_of_another_face_size_or_block_leaves_its_column(times: int, set_body: Set) -> None:
    """The build stops at a line that leaves its block or cell: ``off-page``, ``cell-overflow``."""

    @pages_of(times)
    @given(MORE_PAGES)
    def work(page: tuple[int, list[tuple[str, str]], str, int]) -> None:
        assert set_page(set_body, *page)

    work()


def lines(text: str, points: float, set_body: Set) -> list[str]:
    """Return the lines of a text in a column a given number of points wide, without what steers their direction."""
    width = points / MM + 2 * MARGIN
    body = f'<p style="text-align:right">{isolate(text)}</p>'
    pdf = set_body(body, "IBM Plex Sans Arabic", CSS.format(width=width)).data
    with pypdfium2.PdfDocument(pdf) as document:
        result = document[0].get_textpage().get_text_range().splitlines()
    return [
        " ".join("".join(filter(str.isprintable, line.replace(NO_BREAK, " "))).split())
        for line in result
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("والمستشفيات", "فأسقيناكموه"),
        ("+212", "والمستشفيات"),
        ("فأسقيناكموه", "INTERPOL"),
        ("MA7KLM", "INTERPOL"),
    ],
)
def test_bonds_give_way_where_the_bound_words_do_not_fit_and_only_there(
    first: str, second: str, set_body: Set
) -> None:
    bound = f"{first}{NO_BREAK}{second}"
    width = advance(f"{first} {second}", 12)
    assert lines(f"مدينة {bound}", width + 2, set_body) == ["مدينة", f"{first} {second}"]
    assert lines(f"مدينة {bound}", width - 2, set_body) == ["مدينة", first, second]


def test_a_range_gives_way_at_its_dash(set_body: Set) -> None:
    text = f"2019–{JOINER}2025"
    width = advance("2019–2025", 12)
    assert lines(f"مدينة {text}", width + 2, set_body) == ["مدينة", "2019–2025"]
    assert lines(f"مدينة {text}", width - 2, set_body) == ["مدينة", "2019–", "2025"]


def test_the_words_of_a_bond_that_gave_way_stay_whole_where_they_fit(set_body: Set) -> None:
    words = ["لقاء", "w" * 30, "لقاء"]
    width = advance("w" * 30, 12) + 2
    assert lines(NO_BREAK.join(words), width, set_body) == words


def test_the_functions_of_weasyprint_are_put_back() -> None:
    from weasyprint.layout import inline

    stock = inline.split_inline_box, inline.split_text_box, inline.can_break_text
    with broken_words(), clean_line_ends():
        assert inline.split_inline_box is not stock[0]
    assert (inline.split_inline_box, inline.split_text_box, inline.can_break_text) == stock


#: What a line before a Latin word was cut to: its first word.
TURNS = (
    "مبلغ 1.250.000,00 درهم (1,25 مليون درهم)، ومبلغ 1.250.000,00 د.م.، ومبلغ (1.250) MAD.",
    "في سنة 2024 بلغت 12,5 مليون، وفي سنة 2025 بلغت 13,5 مليون، ثم 14 (تقريبا) FBI (USA).",
)


def filled(text: str, room: float) -> int:
    """Return how many lines a bound text takes if each has all that fit into ``room`` points."""
    lines = [""]
    for group in text.split(" "):
        longer = f"{lines[-1]} {group}".strip()
        if advance(longer, 12) > room:
            lines.append(group)
        else:
            lines[-1] = longer
    return len(lines)


@pytest.mark.parametrize("text", TURNS)
def test_a_line_takes_every_word_that_fits(text: str, set_body: Set) -> None:
    for width in range(60, 150, 3):
        body = f'<p style="width:{width}mm;text-align:right">{isolate(bind(text))}</p>'
        pages = pypdfium2.PdfDocument(set_body(body, "IBM Plex Sans Arabic").data)
        lines = pages[0].get_textpage().get_text_range().splitlines()
        most, least = (filled(bind(text), width * MM + slack) for slack in (-2, 2))
        assert least <= len(lines) <= most, (width, lines)


@pytest.mark.parametrize("dash", ["–", "—", "-"])
def test_the_ends_of_a_range_stay_on_one_line(dash: str, set_body: Set) -> None:
    text = f"بين 24/11/2025 و27/11/2025 وبين 24/11/2025 وبين 01.12.2025 {dash} 03.12.2025، ثم هذا."
    for width in range(60, 150, 6):
        body = f'<p style="width:{width}mm">{isolate(bind(text))}</p>'
        pages = pypdfium2.PdfDocument(set_body(body).data)
        lines = pages[0].get_textpage().get_text_range().splitlines()
        assert ["01.12" in line for line in lines] == ["03.12" in line for line in lines], lines
