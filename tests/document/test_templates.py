"""A brief's own templates and style sheets: which stand before Mujaz's, and what is wrong with them."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from document.small import SmallBrief
from report.document.sheets import Templates
from report.errors import RenderError

NOTE = '\n[[appendices.blocks]]\nnote = "نص الملاحظة"\n'


def test_a_template_of_the_brief_stands_before_the_shipped_one(brief: SmallBrief) -> None:
    brief.add(NOTE).write("templates/blocks/note.html", '<aside class="mine">{{ html }}</aside>')
    html = brief.html()
    assert '<aside class="mine"><p>نص الملاحظة</p>' in html
    assert 'class="note' not in html
    assert '<section class="cover">' in html


def test_a_template_may_include_the_shipped_ones(brief: SmallBrief) -> None:
    brief.add(NOTE).write(
        "templates/blocks/note.html", '{% include "blocks/prose.html" %}{{ 1234 | number }}'
    )
    assert (
        '<div class="prose" data-key="appendices[1].blocks[2]">\n<p>نص الملاحظة</p>\n\n</div>1.234'
        in brief.html()
    )


def test_brief_css_comes_last(brief: SmallBrief) -> None:
    without = brief.composed().stylesheets
    brief.write("templates/css/brief.css", ".note { color: red }")
    sheets = brief.composed().stylesheets
    assert [sheet.css for sheet in sheets] == [
        *(sheet.css for sheet in without),
        ".note { color: red }",
    ]
    assert sheets[-1].base == brief.folder / "templates/css"


def test_a_style_sheet_of_the_same_name_replaces_the_shipped_one(brief: SmallBrief) -> None:
    names = [sheet.css for sheet in brief.composed().stylesheets]
    brief.write("templates/css/text.css", "p { color: black }")
    changed = [sheet.css for sheet in brief.composed().stylesheets]
    assert [new for old, new in zip(names, changed, strict=True) if old != new] == [
        "p { color: black }"
    ]


@pytest.mark.parametrize(
    ("template", "line", "rule"),
    [
        ("<aside>\n{{ html\n", 2, "bad-template"),
        ("<aside>\n\n{% if %}", 3, "bad-template"),
        ("<aside>\n{{ nothing }}", 2, "unknown-name"),
        ("<aside>\n{{ html | nothing }}", 2, "no-such-filter"),
        ("<aside>\n{{ html.__class__.__mro__ }}", 2, "not-given"),
        ("<aside>\n{{ ''.__class__ }}", 2, "not-given"),
        ("<aside>\n{{ 1 / 0 }}", 2, "divided-by-zero"),
        ("<aside>\n{{ block.kind.upper() }}", 2, "not-given"),
        ("<aside>\n{{ block.title }}", 2, "not-printable"),
        ("<aside>\n{{ key() }}", 2, "not-callable"),
        ("<aside>\n{% for a in range(1000000000) %}x{% endfor %}", 2, "sandbox-range"),
        ("<aside>\n{% include 'blocks/note.html' %}", 2, "template-circle"),
        (
            "<aside>\n<a\nclass='x' href=' JavaScript&colon;alert(1)'>س</a>{{ html }}",
            3,
            "unsafe-link",
        ),
        ("<aside>\n<a href=data:text/html,x>س</a>", 2, "unsafe-link"),
    ],
)
def test_a_broken_template_is_reported_with_its_file_and_line(
    brief: SmallBrief, template: str, line: int, rule: str
) -> None:
    finding = brief.add(NOTE).write("templates/blocks/note.html", template).finding()
    assert finding.rule == rule
    assert finding.where.file == str(brief.folder / "templates/blocks/note.html")
    assert finding.where.line == line


@pytest.mark.parametrize(
    "name",
    [
        "../brief.toml",
        "../../secret.html",
        "/etc/passwd",
        "blocks/../../brief.toml",
        "nothing.html",
        "secret.html",
    ],
)
def test_nothing_outside_the_folders_is_included(brief: SmallBrief, name: str) -> None:
    (brief.folder.parent / "secret.html").write_text("secret", "utf-8")
    brief.add(NOTE).write("templates/blocks/note.html", f'<aside>\n{{% include "{name}" %}}')
    (brief.folder / "templates/secret.html").symlink_to(brief.folder.parent / "secret.html")
    finding = brief.finding()
    assert finding.rule == "no-template"
    assert (finding.where.file, finding.where.line) == (
        str(brief.folder / "templates/blocks/note.html"),
        2,
    )
    assert name in finding.what("en")


def test_a_style_sheet_that_a_link_puts_outside_is_not_there(brief: SmallBrief) -> None:
    secret = brief.folder.parent / "secret.css"
    secret.write_text("secret {}", "utf-8")
    brief.write("templates/css/mine.css", "")
    (brief.folder / "templates/css/brief.css").symlink_to(secret)
    assert all(sheet.css != "secret {}" for sheet in brief.composed().stylesheets)


def test_a_templates_folder_that_a_link_puts_outside_is_not_there(brief: SmallBrief) -> None:
    outside = brief.folder.parent / "outside"
    (outside / "css").mkdir(parents=True)
    (outside / "cover.html").write_text("secret", "utf-8")
    (outside / "css/brief.css").write_text("secret {}", "utf-8")
    (brief.folder / "templates").symlink_to(outside)
    composed = brief.composed()
    assert "secret" not in composed.html + "".join(sheet.css for sheet in composed.stylesheets)
    assert not any(outside.resolve().is_relative_to(root.resolve()) for root in composed.roots)


@pytest.mark.parametrize("link", ["templates", "text", "brief.toml", "nowhere"])
def test_a_templates_folder_that_is_none(brief: SmallBrief, link: str) -> None:
    html = brief.composed().html
    (brief.folder / "templates").symlink_to(link)
    assert brief.composed().html == html


def test_a_style_sheet_that_is_not_utf8(brief: SmallBrief) -> None:
    brief.write("templates/css/brief.css", "")
    (brief.folder / "templates/css/brief.css").write_bytes("/* نص */".encode("windows-1256"))
    finding = brief.finding()
    assert (finding.rule, finding.where.file) == (
        "bad-template",
        str(brief.folder / "templates/css/brief.css"),
    )


def test_a_template_that_is_not_utf8(brief: SmallBrief) -> None:
    brief.add(NOTE).write("templates/blocks/note.html", "")
    (brief.folder / "templates/blocks/note.html").write_bytes("نص".encode("windows-1256"))
    finding = brief.finding()
    assert finding.rule == "bad-template"
    assert "blocks/note.html" in str(finding.where.file)


def test_what_a_template_prints_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/x.html").write_text("{{ text }} {{ text | isolate }}", "utf-8")
    html = Templates(tmp_path, "ar-MA").render("x.html", text="<س>&")
    assert html.count("&lt;س&gt;&amp;") == 2


def test_a_missing_template_is_reported(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        Templates(tmp_path, "ar-MA").render("nothing.html")
    assert caught.value.findings[0].where.file == "nothing.html"


def test_a_brief_of_its_own_tokens_colours_pages_and_charts(brief: SmallBrief) -> None:
    brief.write(
        "templates/css/tokens.css",
        ":root { --ink: #202060; --accent: #8a1c1c; --grey: #333; --line: #999; }",
    )
    html = brief.composed().html
    (svg,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert "fill: #8a1c1c" in base64.b64decode(svg).decode()
    assert set(re.findall(r"; color: (#\w+)", html)) <= {"#202060", "#333333"}


def test_a_token_that_is_no_colour_is_reported(brief: SmallBrief) -> None:
    finding = brief.write(
        "templates/css/tokens.css", ":root { --accent: var(--accent); }"
    ).finding()
    assert finding.rule == "bad-template"
    assert "--accent" in str(finding.values["reason"])


def test_numbers_of_cells_stay_with_their_units(brief: SmallBrief) -> None:
    table = (brief.folder / "incidents.csv").read_text("utf-8").splitlines()
    table[1] = table[1].replace(table[1].split(",")[1], "حي 120 mm/h من 24 إلى 27 نونبر")
    brief.write("incidents.csv", "\n".join(table) + "\n")
    html = re.sub(r"</?bdi[^>]*>", "", brief.composed().html)
    assert "120\u00a0mm/h من\u00a024\u00a0إلى\u00a027\u00a0نونبر" in html
