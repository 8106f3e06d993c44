"""The colours of charts are those of the style sheets, and can be read."""

from __future__ import annotations

import pytest
from charts.chart_data import chart_data

from report.charts import draw, read_palette
from report.charts.palette import house_palette, luminance
from report.design.contrast import contrast_ratio


def contrast(first: str, second: str) -> float:
    return contrast_ratio(luminance(first), luminance(second))


def test_the_last_declaration_of_the_root_is_in_force() -> None:
    sheets = [
        "/* :root { --accent: #111111 } */ :root { --ink: #202060; --accent: rgb(138 28 28); --sans: Plex }",
        ".note { --accent: #333333 } @media print { :root { --grey: #444444 } }",
        ":root { --ink: navy }",
    ]
    palette = read_palette(sheets)
    assert (palette.ink, palette.accent) == ("#000080", "#8a1c1c")
    assert (palette.grey, palette.line) == (house_palette().grey, house_palette().line)


@pytest.mark.parametrize(
    "value",
    ["var(--none)", "var(--accent)", "#12", "rgb(0 0 0 / 50%)", "currentcolor", "red blue", ""],
)
def test_what_is_no_colour_is_named(value: str) -> None:
    with pytest.raises(ValueError, match="--accent"):
        read_palette([f":root {{ --accent: {value} }}"])


def test_a_token_may_refer_to_another() -> None:
    palette = read_palette(
        [":root { --brand: #8a1c1c; --accent: var(--brand); --grey: var(--none, #444) }"]
    )
    assert (palette.accent, palette.grey) == ("#8a1c1c", "#444444")


def test_a_chart_is_drawn_in_the_palette_given() -> None:
    data = chart_data(("حريق", "سير"), ("حوادث",), ((4,), (2,)))
    drawing = draw(
        "bars",
        data,
        width=222,
        palette=read_palette([":root { --accent: #8a1c1c; --ink: #202060 }"]),
    )
    assert "fill: #8a1c1c" in drawing.svg
    assert house_palette().accent not in drawing.svg
    assert {text.color for text in drawing.texts} <= {"#202060", house_palette().grey}


@pytest.mark.parametrize(
    ("accent", "text"), [("#0b5d3b", "paper"), ("#ffd400", "ink"), ("#000000", "paper")]
)
def test_figures_on_the_accent_can_be_read(accent: str, text: str) -> None:
    assert read_palette([f":root {{ --accent: {accent} }}"]).on_accent() == text


def test_small_text_is_dark_enough_to_be_copied() -> None:
    palette = house_palette()
    assert contrast(palette.grey, "#ffffff") > 9
    assert contrast(palette.line, "#ffffff") > 2.4
