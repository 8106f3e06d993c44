"""The structure of the PDFs that ship: roles, heads of tables, artifacts, links (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

import pikepdf
import pytest
from properties import slow

from document.small import EVERY, SmallBrief
from report.building import build
from report.render import structure


@pytest.fixture(scope="module")
def every(every_pdf):
    with pikepdf.open(BytesIO(every_pdf)) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def first(first_brief_pdf):
    with pikepdf.open(BytesIO(first_brief_pdf)) as pdf:
        yield pdf


def elements(pdf):
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = [kid for kid in kids(element) if kid.get("/Type") == "/StructElem"]


def kids(element):
    return [kid for kid in element.get("/K", ()) if isinstance(kid, pikepdf.Dictionary)]


def of(pdf, *kinds):
    return [element for element in elements(pdf) if element.S in kinds]


def test_every_role_is_where_it_belongs(every):
    pairs = []
    for element in elements(every):
        for kid in kids(element):
            if "/S" in kid:
                pairs.append((str(kid.S)[1:], str(element.S)[1:]))
    parents = Counter(pairs)
    expected = {
        "TOCI": {"TOC"},
        "Reference": {"TOCI", "P", "Caption", "LBody", "TD"},
        "Link": {"Reference"},
        "Note": {"P", "LBody", "TD"},
        "TR": {"THead", "TBody"},
        "LBody": {"LI"},
        "Lbl": {"LI", "Note"},
        "LI": {"L"},
        "Caption": {"Figure", "Table", "TOC"},
        "Index": {"Sect"},
        "H1": {"Sect", "Div"},
    }
    for (role, parent), count in parents.items():
        assert count and parent in expected.get(role, {parent}), (role, parent)
    assert {
        "TOC",
        "TOCI",
        "Note",
        "Figure",
        "Caption",
        "Link",
        "L",
        "LI",
        "Table",
        "H1",
        "H2",
        "Index",
    } <= {role for role, _ in parents}


def _written(pattern: str) -> int:
    """Return how many lines of the brief match from their start."""
    return len(
        re.findall(f"^(?:{pattern})", (EVERY / "brief.toml").read_text("utf-8"), re.MULTILINE)
    )


def test_a_chart_has_its_caption_inside_an_alternative_text_and_a_box_on_its_page(every):
    figures = of(every, "/Figure")
    captions = [figure for figure in figures if kids(figure)[0].S == "/Caption"]
    assert len(captions) == _written(r"chart = ")
    for figure in figures:
        assert str(figure.Alt)
        left, bottom, right, top = figure.A.BBox
        page = figure.Pg.MediaBox
        assert 0 <= left < right <= page[2] and 0 <= bottom < top <= page[3]


def test_every_head_has_a_scope_and_every_cell_names_heads_of_its_own_table(every):
    for table in of(every, "/Table"):
        inside = list(below(table))
        heads = {str(cell.ID) for cell in inside if cell.S == "/TH"}
        assert all(cell.A.Scope in ("/Row", "/Column") for cell in inside if cell.S == "/TH")
        for cell in inside:
            named = [str(name) for name in cell.A.get("/Headers", ())] if cell.S == "/TD" else []
            assert set(named) <= heads
    assert any("/Headers" in cell.A for cell in of(every, "/TD"))


def below(element):
    for kid in kids(element):
        if "/S" in kid:
            yield kid
            yield from below(kid)


def test_the_head_of_a_group_heads_its_own_rows_alone(every):
    checked = 0
    for table in of(every, "/Table"):
        groups = {}
        for body in kids(table):
            if body.S == "/TBody":
                for row in kids(body):
                    for cell in kids(row):
                        if cell.S == "/TH" and cell.A.Scope == "/Column":
                            groups[str(cell.ID)] = body
        for body in kids(table):
            own = {name for name, where in groups.items() if where == body}
            for cell in below(body):
                if cell.S == "/TD":
                    named = {str(name) for name in cell.A.get("/Headers", ())}
                    assert named & groups.keys() == own
                    checked += bool(own)
    assert checked


@pytest.fixture(scope="module")
def named(tmp_path_factory, editions):
    """The small brief with a register of two pages that has names in French and in English."""
    brief = SmallBrief.copied(tmp_path_factory.mktemp("named") / "brief")
    column = 'injured = { type = "integer", label = "المصابون" }\n'
    names = "".join(
        f'{language} = {{ label = "{label}", language = "{language}" }}\n'
        for language, label in (("fr", "بالفرنسية"), ("en", "بالإنجليزية"))
    )
    brief.edit("brief.toml", column, column + names)
    brief.edit("brief.toml", '"date", "injured"]', '"date", "injured", "fr", "en"]')
    rows = (brief.folder / "incidents.csv").read_text("utf-8").splitlines()
    more = [f"{number},أكادير,حريق,2026-01-05,1" for number in range(7, 67)]
    lines = [f"{rows[0]},fr,en", *(f"{row},Éthiopie,Ethiopia" for row in (*rows[1:], *more))]
    brief.write("incidents.csv", "\n".join(lines) + "\n").prose("وردت برقية INTERPOL بالخبر.")
    with pikepdf.open(BytesIO(editions.pdf(brief.folder))) as pdf:
        yield pdf


def test_a_table_on_many_pages_is_one_table_with_one_head(named):
    long = []
    for table in of(named, "/Table"):
        if len({row.Pg.objgen for row in below(table) if row.S == "/TR"}) > 1:
            long.append(table)
    assert long
    for table in long:
        assert sum(kid.S == "/THead" for kid in kids(table)) <= 1
        heads = []
        for kid in kids(table):
            if kid.S == "/THead":
                for cell in below(kid):
                    if cell.S == "/TH":
                        heads.append(cell)
        assert heads and all(len({text.Pg.objgen for text in below(cell)}) == 1 for cell in heads)


def test_what_no_element_holds_is_an_artifact(every):
    named = 0
    for number, page in enumerate(every.pages):
        parents = tree(every)[number]
        for operands, operator in pikepdf.parse_content_stream(page):
            if (
                str(operator) == "BDC"
                and isinstance(operands[1], pikepdf.Dictionary)
                and "/MCID" in operands[1]
            ):
                assert parents[int(operands[1].MCID)] is not None
            named += (
                str(operator) == "BDC"
                and operands[0] == "/Artifact"
                and operands[1].get("/Type") == "/Pagination"
            )
    assert named >= len(every.pages) - 1  # the cover has none


def test_running_heads_and_feet_are_named_as_such(every):
    for page in list(every.pages)[2:]:
        kinds = Counter(
            str(operands[1].get("/Subtype", ""))
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC"
            and operands[0] == "/Artifact"
            and operands[1].get("/Type") == "/Pagination"
        )
        # A blank page has no running heads.
        is_blank = "MCID" not in page.Contents.read_bytes().decode("latin-1")
        assert (kinds["/Header"] >= 2 or is_blank) and kinds["/Footer"] >= 3


@pytest.mark.parametrize("which", ["every", "named", slow("first")])
def test_no_element_holds_nothing_but_a_cell(which, request):
    pdf = request.getfixturevalue(which)
    empty = [element for element in elements(pdf) if not list(element.get("/K", ()))]
    assert {str(element.S) for element in empty} <= {"/TD"}


def test_the_parent_of_each_element_is_the_one_that_holds_it(every):
    for element in elements(every):
        for kid in kids(element):
            if kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == element.objgen


def test_a_note_comes_after_the_reference_that_calls_it(every):
    notes = of(every, "/Note")
    assert notes
    for note in notes:
        beside = kids(note.P)
        index = next(index for index, node in enumerate(beside) if node.objgen == note.objgen)
        assert beside[index - 1].S == "/Reference"
        assert (
            beside[index - 1].Ref[0].objgen == note.objgen
            and note.Ref[0].objgen == beside[index - 1].objgen
        )
        assert kids(note)[0].S == "/Lbl"
        assert said(kids(note)[0]).strip(" .") == said(beside[index - 1]).strip(" ()")


def test_a_table_has_its_caption_inside_with_its_unit(every):
    captions = [
        said(kids(table)[0]) for table in of(every, "/Table") if kids(table)[0].S == "/Caption"
    ]
    assert any(
        text.startswith("الجدول 2. ") and text.rstrip().endswith("الوحدة: حادث")
        for text in captions
    )
    for piece in of(every, "/THead"):
        test_results = []
        for row in kids(piece):
            for cell in kids(row):
                test_results.append(cell.S == "/TH")
        assert all(test_results)


def said(element):
    if "/ActualText" in element:
        return str(element.ActualText)
    return "".join(said(kid) for kid in kids(element) if "/S" in kid)


def test_the_bookmarks_are_the_headings_in_their_order(every):
    marked = []

    def follow(outline, level):
        while outline is not None:
            marked.append(
                (level, said(outline.SE).split(), str(outline.Title).split(), str(outline.SE.S))
            )
            follow(outline.get("/First"), level + 1)
            outline = outline.get("/Next")

    follow(every.Root.Outlines.First, 1)
    assert len(marked) > 10
    assert all(role == f"/H{level}" for level, _, _, role in marked)
    for _, words, title, _ in marked:
        assert [word.strip("\u200e\u200f") for word in title] == [
            word.strip("\u200e\u200f") for word in words
        ]
    order = [said(element).split() for element in of(every, "/H1")]
    assert [words for level, words, _, _ in marked if level == 1] == order


@pytest.mark.parametrize("which", ["every", "named", slow("first")])
def test_what_is_not_arabic_has_a_language(which, request):
    pdf = request.getfixturevalue(which)
    spoken = {}
    for element, language in languages(pdf.Root.StructTreeRoot.K[0], str(pdf.Root.Lang)):
        if "/ActualText" in element and element.S != "/Figure":
            spoken.setdefault(language, []).append(str(element.ActualText).strip())
    for text in spoken["ar-MA"]:
        assert not any("a" <= letter.lower() <= "z" for letter in text), text
    assert {"zxx", "ar-MA"} <= spoken.keys() <= {"zxx", "ar-MA", "und-Latn", "fr", "en"}
    if which != "every":
        assert "Éthiopie" in spoken["fr"] and "Ethiopia" in spoken["en"]
        assert "INTERPOL" in "".join(spoken["und-Latn"])


def languages(element, language):
    language = str(element.get("/Lang", language))
    yield element, language
    for kid in kids(element):
        if kid.get("/Type") == "/StructElem":
            yield from languages(kid, language)


def test_what_is_only_seen_is_no_content(every):
    assert not [element for element in elements(every) if element.S == "/Artifact"]
    figures = of(every, "/Figure")
    with_pictures = [element for element in elements(every) if element.S == "/NonStruct"
                     and element.get("/K") and "/ActualText" not in element and not kids(element)]  # fmt: skip
    # The pictures of the charts and the lines of key figures, and not the ornament of the cover.
    assert len(with_pictures) == len(figures) == _written(r"chart = |.*, line = ")


ODD = """
- أول

  1. داخل

  بعد الداخل

- ثان
  - عميق

3. ثالث
4. رابع

#### أعمق

### وسط

#### تحته

## رأس^[حاشية الرأس]

نص [**وصلة تمتد على أكثر من سطر واحد لأنها كثيرة الكلمات وطويلة النص ولا يسعها السطر
كله أبدا ولو كان أطول مما هو في هذه الصفحة**](#chart-1) تم.
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    brief = SmallBrief.copied(tmp_path_factory.mktemp("odd") / "brief").prose(ODD)
    with pikepdf.open(build(brief.folder, brief.folder / "odd.pdf").path) as pdf:
        yield pdf


def test_levels_of_headings_are_not_skipped(odd):
    result = [(str(element.S), said(kids(element)[0]).strip()) for element in elements(odd)
             if str(element.S) in ("/H2", "/H3", "/H4")]  # fmt: skip
    start = result.index(("/H2", "أعمق"))
    assert result[start : start + 4] == [
        ("/H2", "أعمق"),
        ("/H2", "وسط"),
        ("/H3", "تحته"),
        ("/H2", "رأس"),
    ]


def test_an_item_of_a_list_is_a_label_and_a_body_in_the_order_of_the_text(odd):
    lists = of(odd, "/L")
    test_results = []
    for node in lists:
        for kid in kids(node):
            test_results.append(str(kid.S) == "/LI")
    assert all(test_results)
    all_test_results = []
    for item in of(odd, "/LI"):
        all_test_results.append([str(kid.S) for kid in kids(item)] == ["/Lbl", "/LBody"])
    assert all(all_test_results)
    assert [said(kid).strip().replace("\u00a0", " ") for kid in kids(of(odd, "/LBody")[0])] == [
        "أول",
        "1. داخل",
        "بعد الداخل",
    ]
    assert [str(node.A.ListNumbering) for node in lists] == [
        "/Disc",
        "/Decimal",
        "/Disc",
        "/Decimal",
    ]
    assert [said(label).strip() for label in of(odd, "/Lbl")][-3:-1] == ["3.", "4."]


def test_a_note_to_a_heading_comes_after_the_heading(odd):
    heading = next(element for element in of(odd, "/H2") if said(element).startswith("رأس"))
    beside = kids(heading.P)
    index = next(index for index, node in enumerate(beside) if node.objgen == heading.objgen)
    assert beside[index + 1].S == "/Note"


def test_a_link_over_two_lines_is_one_with_two_annotations_that_each_say_where_it_leads(odd):
    link = next(node for node in of(odd, "/Link") if said(node).startswith("وصلة"))
    pieces = [kid.Obj for kid in kids(link) if kid.get("/Type") == "/OBJR"]
    assert len(pieces) == 2 and all(
        str(piece.Contents).startswith("الانتقال إلى: ") for piece in pieces
    )
    parents = tree(odd)
    assert all(parents[int(piece.StructParent)].objgen == link.objgen for piece in pieces)


def tree(pdf):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {
        int(number): parents for number, parents in zip(numbers[::2], numbers[1::2], strict=True)
    }


def test_a_link_is_one_annotation_that_says_where_it_leads(every):
    links = of(every, "/Link")
    annotations = []
    for page in every.pages:
        for node in page.get("/Annots", ()):
            if node.Subtype == "/Link":
                annotations.append(node)
    held = []
    for link in links:
        for kid in kids(link):
            if kid.get("/Type") == "/OBJR":
                held.append(kid.Obj.objgen)
    assert Counter(held) == Counter(node.objgen for node in annotations)
    assert all(
        str(node.Contents).startswith("الانتقال إلى: ") and node.F == 4 for node in annotations
    )


def test_notes_and_heads_are_in_the_tree_of_ids(every):
    names = [str(name) for name in every.Root.StructTreeRoot.IDTree.Names[::2]]
    assert names == sorted(names)
    assert set(names) == {str(element.ID) for element in elements(every) if "/ID" in element}


def test_each_block_says_which_of_the_brief_it_is(every):
    keys = []
    for element in elements(every):
        if element.get("/A", {}).get("/O") == "/UserProperties":
            for entry in element.A.P:
                if entry.N == structure.KEY:
                    keys.append(str(entry.V))
    assert len(keys) == len(set(keys)) > 10
