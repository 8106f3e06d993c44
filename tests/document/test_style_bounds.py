"""The bounds of style sheets: what passes them is reported with its line, what a page needs does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import share

from document.small import SmallBrief
from report.document.style_bounds import EXPANDED, Styles
from report.errors import Location


def rules(css: str) -> list[tuple[str, int | None]]:
    styles = Styles()
    styles.look(css, Location(file="brief.css"))
    return [(finding.rule, finding.where.line) for finding in styles.findings]


def doubling(times: int, use: str) -> str:
    names = "".join(f"--a{n}:var(--a{n - 1}) var(--a{n - 1});\n" for n in range(1, times + 1))
    return f":root{{--a0:x x;{names}}}p{{{use.replace('{}', str(times))}}}"


@pytest.mark.parametrize(
    ("css", "rule"),
    [
        ("@page{size:100000000mm 1mm}", "style-length"),
        ("@page{size:A4;margin:1e9px}", "style-length"),
        ("p{width:-99999px}", "style-length"),
        ("p{font-size:99999em}", "style-length"),
        ("p{transform:rotate(1e9turn)}", "style-length"),
        ("p{width:9e99999mm}", "style-length"),
        ("p{z-index:9999999}", "style-number"),
        ("p{width:200000%}", "style-number"),
        ("p{counter-reset:x 100000000}", "style-number"),
        ("p{columns:1000}", "style-number"),
        ("p{grid-column:1/99999}", "style-number"),
        ("p{grid-row-end:span 9999}", "style-number"),
        ("p{grid-area:1 / 1 / 9999 / 9}", "style-number"),
        ("@counter-style x{system:symbolic;symbols:'I'}", "style-counter"),
        ("@counter-style x{SYSTEM: ADDITIVE;additive-symbols:1 'I'}", "style-counter"),
        ("p{column-count:calc(9999 * 9)}", "style-number"),
        ("p{grid-template-columns:repeat(10000,1mm)}", "style-number"),
        ("p{grid-template-rows:repeat(calc(100 * 100),1mm)}", "style-number"),
        ("@page{size:calc(100mm * 100 * 100 * 100) 10mm}", "style-number"),
        ("p{width:calc(1mm / 0.0000001)}", "style-number"),
        ("p{width:calc(1mm * (1000 * (1000)))}", "style-number"),
        ("p{width:max(1mm, min(99mm, 999mm * 999))}", "style-number"),
        ("p{width:pow(10, 10)}", "style-number"),
        (":root{--k:1000}p{width:calc(10mm * var(--k) * var(--k))}", "style-number"),
        (":root{--j:var(--k);--k:1000}p{width:calc(10mm * var(--j) * var(--j))}", "style-number"),
        (
            ":root{--j:calc(var(--k) * var(--k));--k:1000}p{width:calc(10mm * var(--j))}",
            "style-number",
        ),
        ("p{background:repeating-linear-gradient(red 0,blue .000001px)}", "style-short"),
        ("p{background:repeating-radial-gradient(red 0,blue .0001%)}", "style-short"),
        ("p{background:repeating-linear-gradient(red 0,blue calc(1px / 9999))}", "style-short"),
        ("p{background:repeating-linear-gradient(red 0,blue var(--short))}", "style-short"),
        ("p{width:" + "calc(" * 30 + "1mm" + ")" * 30 + "}", "style-nested"),
        ("p{width:" + "(" * 100_000 + "}", "style-nested"),
        ("p{" * 100_000, "style-nested"),
        (":not(" * 3000 + "p" + ")" * 3000 + "{color:red}", "style-nested"),
        ("p{&{" * 3 + "color:red", "style-nested"),
        ("p{" + "&,& & &,&{" * 2 + "color:red", "style-nested"),
        ("@import 'other.css';", "style-import"),
        ("@IMPORT url(data:text/css,x);", "style-import"),
        ("@media print{@import 'other.css';}", "style-import"),
        ("p{transform:" + "rotate(1deg) " * 2000 + "}", "style-long"),
        ("p," * 2000 + "p{color:red}", "style-long"),
        ("p{color:red}" * 90_000, "style-size"),
        (doubling(40, "font-family:var(--a{})"), "style-expansion"),
        (doubling(40, "--b:var(--a{})"), "style-expansion"),
        (doubling(9, "font-family:" + "var(--a{}) " * 1000), "style-expansion"),
        (":root{--a:" + "x" * (EXPANDED + 1) + "}p{font-family:var(--a)}", "style-expansion"),
        (
            "p{font-family:var(--b,var(--a))}" + doubling(40, "font-family:var(--c,var(--a{}))"),
            "style-expansion",
        ),
    ],
)
def test_every_bound_of_a_style_sheet(css: str, rule: str) -> None:
    assert rule in [name for name, _ in rules(css)]


@pytest.mark.parametrize(
    "css",
    [
        ":root{--g:4mm}p{width:calc(210mm - 28mm - 20mm * 2 - var(--g) * 2);margin:0 calc(100% / 3)}",
        "p{text-indent:-9999px;z-index:99999;columns:3;letter-spacing:.01em}",
        "div{display:grid;grid-template-columns:repeat(12,1fr)}",
        "p{background:repeating-linear-gradient(45deg,red 0,red 1mm,blue 1mm,blue 2mm)}",
        "@media print{section{p{&:first-child{color:red}}}}",
        "@page :left{@bottom-center{content:counter(page)}}",
        ":root{--a:var(--b);--b:var(--a)}p{color:var(--a)}",
        "p::before{content:'calc((((((((((((((((((((((((((((((((((('}/* @import 99999999mm */",
        doubling(5, "font-family:var(--a{})"),
    ],
)
def test_what_a_page_needs_passes(css: str) -> None:
    assert rules(css) == []


def test_the_house_s_own_sheets_pass() -> None:
    styles = Styles()
    for path in sorted(Path("templates/css").glob("*.css")):
        styles.look(path.read_text("utf-8"), Location(file=str(path)))
    assert not styles.findings


def test_the_place_is_reported(brief: SmallBrief) -> None:
    finding = brief.write(
        "templates/css/brief.css", "p {\n  color: red;\n  width: 99999mm\n}"
    ).finding()
    assert (finding.rule, finding.where.line) == ("style-length", 3)
    assert finding.where.file == str(brief.folder / "templates/css/brief.css")


def test_custom_properties_of_one_sheet_are_known_in_the_next(brief: SmallBrief) -> None:
    brief.write("templates/css/tokens.css", ":root { --k: 1000 }")
    finding = brief.write(
        "templates/css/brief.css", "p { width: calc(10mm * var(--k) * var(--k)) }"
    ).finding()
    assert finding.rule == "style-number"


_SIGNS = r"""p --a --b : ; { } ( ) [ ] calc( var( --a) 1mm 9e9 * / + , @import @page repeat( url( ' " \ /* */ & % 0 -1 e"""
_TOKENS = st.sampled_from([*_SIGNS.split(" "), "99999999999", " ", "\n"])


@settings(max_examples=share(150))
@given(st.lists(_TOKENS, max_size=60).map("".join))
def test_no_sheet_breaks_the_look(css: str) -> None:
    assert all(rule.startswith("style-") for rule, _ in rules(css))
