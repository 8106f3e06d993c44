"""Mixed lines in their visual order: set by WeasyPrint, the glyphs read from the page from left to right."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from report.arabic import isolate, isolate_html, isolate_plain

HERE = Path(__file__).parent
FONT = HERE.parents[1] / "assets/fonts/ibm-plex-sans-arabic/IBMPlexSansArabic_400Regular.ttf"
CSS = f"""
@font-face {{ font-family: Plex; src: url({FONT.as_uri()}) }}
@page {{ size: 900px 5000px; margin: 20px }}
html {{ font: 16px Plex }}
p {{ margin: 0; height: 40px; line-height: 40px; white-space: nowrap }}
"""
LINES = [
    (row["text"], row["seen"])
    for row in csv.DictReader(
        (HERE / "mixed_lines.csv").read_text(encoding="utf-8").splitlines(),
        delimiter="|",
        quoting=csv.QUOTE_NONE,
    )
]


@lru_cache(maxsize=1)
def glyph_characters() -> dict[int, str]:
    """Return, by glyph index, the character whose shape a glyph is; ``_`` for a shape of an Arabic letter."""
    from fontTools.ttLib import TTFont

    font = TTFont(FONT)
    characters = {
        name: chr(code) for code, name in sorted(font.getBestCmap().items(), reverse=True)
    }
    arabic = re.compile("[\u0620-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
    seen = {}
    for index, name in enumerate(font.getGlyphOrder()):
        # A shape that only a feature reaches is named after its character: "six.arab".
        character = characters.get(name) or characters.get(name.partition(".")[0], "_")
        seen[index] = "_" if arabic.match(character) else character
    return seen


def set_pages(paragraphs: list[str], css: str = CSS) -> pikepdf.Pdf:
    import weasyprint

    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    source = f'<html dir="rtl" lang="ar"><style>{css}</style><body>{body}</body></html>'
    return pikepdf.open(io.BytesIO(weasyprint.HTML(string=source).write_pdf()))


def lines_seen(pdf: pikepdf.Pdf) -> list[str]:
    """Return the lines of the first page from top to bottom, each as its glyphs from left to right, without spaces."""
    matrices = [pikepdf.Matrix()]
    lines: dict[float, list[tuple[float, str]]] = defaultdict(list)
    place = pikepdf.Matrix()
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        if name == "q":
            matrices.append(matrices[-1])
        elif name == "Q":
            matrices.pop()
        elif name == "cm":
            matrices[-1] = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
        elif name == "Tm":
            place = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
        elif name in ("TJ", "Tj"):
            codes = b"".join(
                bytes(item) for item in operands[0] if isinstance(item, pikepdf.String)
            )
            text = "".join(
                glyph_characters()[int.from_bytes(codes[index : index + 2], "big")]
                for index in range(0, len(codes), 2)
            )
            lines[round(place.f)].append((place.e, text))
    top_down = sorted(lines.items(), reverse=True)
    tidies = []
    for _, runs in top_down:
        tidies.append(tidy("".join(text for _, text in sorted(runs))))
    return tidies


def tidy(seen: str) -> str:
    """Drop the spaces, and write one ``_`` for each Arabic word."""
    words = re.sub("_+", "_", seen)
    return re.sub(r"[\s\u00a0]", "", words)


WAYS: dict[str, Callable[[str], str]] = {
    "isolate": isolate,
    "isolate_plain": lambda text: escape(isolate_plain(text)),
    "isolate_html": lambda text: isolate_html(escape(text)),
}


@pytest.mark.parametrize("way", WAYS)
def test_lines_are_seen_in_order(way: str) -> None:
    seen = lines_seen(set_pages([WAYS[way](text) for text, _ in LINES]))
    wrong = [
        (text, got, tidy(want))
        for (text, want), got in zip(LINES, seen, strict=True)
        if got != tidy(want)
    ]
    assert wrong == []


def test_without_isolation_lines_are_seen_wrong() -> None:
    seen = lines_seen(set_pages([escape(text) for text, _ in LINES]))
    wrong = [text for (text, want), got in zip(LINES, seen, strict=True) if got != tidy(want)]
    assert len(wrong) > len(LINES) // 3


def test_running_heads_are_seen_in_order_and_in_the_bundled_font() -> None:
    css = (
        CSS
        + "@page { margin: 80px; @top-right { content: string(head) } } h1 { string-set: head content() }"
    )
    source = [(text, want) for text, want in LINES if "٠" not in text]
    for text, want in source[::7]:
        pdf = set_pages(
            [f'<h1 style="position: absolute; top: 500px">{escape(isolate_plain(text))}</h1>'], css
        )
        assert tidy(want) in lines_seen(pdf), text
        fonts = [str(thing.FontName) for thing in pdf.objects if is_font(thing)]
        assert fonts
        assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"Plex"}


def is_font(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


#: Pieces of a line, and how each is seen from the left; between two of them stands an Arabic word.
PIECES = (
    ("24-27", "27-24"),
    ("10:30-12:00", "12:00-10:30"),
    ("24/11/2025–27/11/2025", "27/11/2025–24/11/2025"),
    ("2019–2025", "2025–2019"),
    ("2025-11-24", "2025-11-24"),
    ("1.234,5", "1.234,5"),
    ("1 234 567", "1 234 567"),
    ("-2,5%", "-2,5%"),
    ("+212 5 37 12 34 56", "+212 5 37 12 34 56"),
    ("https://example.org/مسار/ملف?س=1", "https://example.org/_/_?_=1"),
    ("https://x.ma/a-b", "https://x.ma/a-b"),
    ("A/RES/76-12", "A/RES/76-12"),
    ("World Bank (WB)", "World Bank (WB)"),
    ("24 km²", "24 km²"),
    ("12 m³/s", "12 m³/s"),
    ("3×10⁶", "3×10⁶"),
    ("Anti\u00adconstitution", "Anticonstitution"),
    ("(INTERPOL)", "(INTERPOL)"),
    ("«INTERPOL»", "«INTERPOL»"),
    ("٢٤-٢٧", "٢٧-٢٤"),
    ("٦٣٫٥٪", "٪٦٣٫٥"),
)
LINE = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "", "،", "؛", "؟", "."])),
    min_size=1,
    max_size=4,
)


def check_lines(lines: list[list[tuple[tuple[str, str], str]]]) -> None:
    """The pieces of a line stand from the right to the left, each in its own visual order, with its stop at its left."""
    texts = []
    for line in lines:
        texts.append(" ".join(f"كلمة {piece[0]}{stop}" for piece, stop in line))
    expected = []
    for line in lines:
        expected.append(tidy(" ".join(f"{stop}{piece[1]} _" for piece, stop in reversed(line))))
    seen = lines_seen(set_pages([isolate(text) for text in texts]))
    assert [
        (text, got) for text, got, want in zip(texts, seen, expected, strict=True) if got != want
    ] == []


@settings(max_examples=2, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
@given(st.lists(LINE, min_size=60, max_size=60))
def test_random_lines_are_seen_in_order(lines: list[list[tuple[tuple[str, str], str]]]) -> None:
    check_lines(lines)


@pytest.mark.slow
@settings(max_examples=25, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
@given(st.lists(LINE, min_size=100, max_size=100))
def test_many_random_lines_are_seen_in_order(
    lines: list[list[tuple[tuple[str, str], str]]],
) -> None:
    check_lines(lines)
