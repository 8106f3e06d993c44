"""The bounds of pictures and of markup that a brief's own templates write."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from report.errors import RenderError
from report.render import RenderedPdf
from report.render.nesting import DEEP as DEEP_BOXES
from report.render.svg_bounds import DEEP, svg_fault

Set = Callable[..., RenderedPdf]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'


def rule(body: str) -> str | None:
    fault = svg_fault(ElementTree.fromstring(SVG.format(body)))
    return fault and fault.rule


def chain(times: int, link: str, first: str = "<rect/>") -> str:
    """Return elements that each show the one before, as often as ``link`` says."""
    groups = "".join(f'<g id="a{n}">{link.format(n - 1)}</g>' for n in range(1, times))
    return f'<defs><g id="a0">{first}</g>{groups}</defs><use href="#a{times - 1}"/>'


@pytest.mark.parametrize(
    "body",
    [
        chain(20, '<use href="#a{0}"/><use href="#a{0}"/>'),
        chain(20, '<use xlink:href="#a{0}"/><use xlink:href=" #a{0} "/>'),
        chain(7, '<use href="#a{0}"/>' * 10),
        chain(200, '<use href="#a{0}"/>'),
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/>',
        "<g>" * (DEEP + 1) + "</g>" * (DEEP + 1),
        "<g>" * 5000 + "</g>" * 5000,
        chain(12, '<rect fill="url(#a{0})"/>' * 5),
        chain(12, "<rect style=\"mask: url( '#a{0}' )\"/>" * 5),
        "".join(
            f'<marker id="m{n}"><path marker-mid="url(#m{n - 1})" d="M0 0{" L1 1" * 20}"/></marker>'
            for n in range(1, 7)
        )
        + f'<path marker-mid="url(#m6)" d="M0 0{" L1 1" * 20}"/>',
        '<marker id="m">'
        + "<rect/>" * 500
        + '</marker><g marker-mid="url(#m)"><path d="M0 0'
        + "L1 1" * 500
        + '"/></g>',
        '<pattern id="p">'
        + "<rect/>" * 500
        + '</pattern><g fill="url(#p)">'
        + "<rect/>" * 500
        + "</g>",
    ],
)
def test_a_picture_that_draws_without_end(body: str) -> None:
    assert rule(body) == "svg-too-much"


@pytest.mark.parametrize(
    "body",
    [
        '<image href="other.svg"/>',
        '<image xlink:href="data:image/svg+xml,x"/>',
        '<use href="other.svg#a"/>',
        '<rect fill="url(other.svg#a)"/>',
        '<rect style="fill:url(http://x.ma/)"/>',
        "<style>@import 'x.css'</style>",
        "<style>rect{fill:url(#a)}</style>",
        '<linearGradient spreadMethod="repeat" x2=".000001"/>',
    ],
)
def test_a_picture_that_refers_to_what_it_may_not(body: str) -> None:
    assert rule(body) == "svg-reference"


@pytest.mark.parametrize(
    "body",
    [
        chain(10, '<use href="#a{0}"/><use href="#a{0}"/>'),
        '<defs><path id="m" d="M0 0"/><clipPath id="c"><rect/></clipPath></defs>'
        + '<g clip-path="url(#c)"><use xlink:href="#m" x="1"/></g>' * 2000,
        '<image href="data:image/png;base64,xx"/><a href="https://x.ma"><rect/></a>',
        '<linearGradient id="a"/><linearGradient id="b" href="#a"/><rect fill="url(#b)"/>',
        "<style>*{stroke-linejoin: round}</style><!-- x --><use href='#nowhere'/>",
    ],
)
def test_a_picture_that_is_one(body: str) -> None:
    assert rule(body) is None


def test_boxes_as_deep_as_the_bound_are_set(set_body: Set) -> None:
    assert set_body("<div style='display:flex'>" * DEEP_BOXES + "س").pages == 1


LOL = SVG.format(chain(12, '<use href="#a{0}"/>' * 9))


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ('<img src="a.svg" alt="س">', ["svg-too-much"]),
        ('<img src="b.txt" alt="س">', ["svg-too-much"]),
        ('<p style="background:url(a.svg)">س</p>', ["svg-too-much"]),
        (
            f'<img src="data:image/svg+xml;base64,{b64encode(LOL.encode()).decode()}" alt="س">',
            ["svg-too-much"],
        ),
        (LOL, ["svg-too-much"]),
        ("<table><tr><td colspan=1000000000>س</td></tr></table>", ["markup-span"]),
        ("<table><tr><td rowspan=' +100000000'>س</td></tr></table>", ["markup-span"]),
        (
            "<style>p{width:" + "calc(" * 3000 + "1mm" + ")" * 3000 + "}</style><p>س</p>",
            ["style-nested"],
        ),
        ("<p style='width:" + "calc(" * 3000 + "1mm" + ")" * 3000 + "'>س</p>", ["style-nested"]),
        ("<p style='margin-top:99999999mm'>س</p>", ["style-length"]),
        ("<p style='--a:" + "x" * 30000 + ";font-family:var(--a)'>س</p>", ["style-expansion"]),
        ("<link rel=stylesheet href='data:text/css,x'><p>س</p>", ["markup-file"]),
        ("<a rel='x ATTACHMENT' href='a.svg'>س</a>", ["markup-file"]),
        ("<div>" * 3000 + "س", ["render-too-much"]),
        ("<div style='display:flex'>" * 25 + "س", ["layout-nested"]),
        ("<div style='display:inline-grid'><p>" * 25 + "س", ["layout-nested"]),
    ],
)
def test_markup_that_asks_for_endless_work(
    set_body: Set, tmp_path: Path, body: str, rules: list[str]
) -> None:
    (tmp_path / "a.svg").write_text(LOL)
    (tmp_path / "b.txt").write_bytes(b"\n" * 9000 + LOL.encode())
    with pytest.raises(RenderError) as caught:
        set_body(f'<section data-key="sections[1]">{body}</section>')
    error = caught.value
    assert [finding.rule for finding in error.findings] == rules
    assert "Error" not in error.text("en")
    if rules[0].startswith(("markup", "style", "layout")):
        assert error.findings[0].where.key == "sections[1]"
