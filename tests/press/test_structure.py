"""The structure of the PDFs that ship: roles, heads of tables, artifacts, links (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pikepdf
import pytest

from report.errors import PressError
from report.press import structure


@pytest.fixture(scope="module")
def every(every_pdf):
    with pikepdf.open(BytesIO(every_pdf)) as pdf:
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
    parents = Counter(
        (str(kid.S)[1:], str(element.S)[1:]) for element in elements(every) for kid in kids(element) if "/S" in kid
    )
    wanted = {
        "TOCI": {"TOC"},
        "Reference": {"TOCI", "P", "Caption", "LBody", "TD"},
        "TR": {"THead", "TBody"},
        "LBody": {"LI"},
    }
    for (role, parent), count in parents.items():
        assert count and parent in wanted.get(role, {parent}), (role, parent)
    assert {"TOC", "TOCI", "Note", "Figure", "Caption", "Link", "L", "LI", "Table", "H1", "H2"} <= {
        role for role, _ in parents
    }


def test_a_figure_has_its_caption_inside_an_alternative_text_and_a_box_on_its_page(every):
    figures = of(every, "/Figure")
    assert figures
    for figure in figures:
        assert str(figure.Alt)
        assert kids(figure)[0].S == "/Caption"
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
        groups = {str(cell.ID): body for body in kids(table) if body.S == "/TBody" for row in kids(body)
                  for cell in kids(row) if cell.S == "/TH" and cell.A.Scope == "/Column"}  # fmt: skip
        for body in kids(table):
            own = {name for name, where in groups.items() if where == body}
            for cell in below(body):
                if cell.S == "/TD":
                    named = {str(name) for name in cell.A.get("/Headers", ())}
                    assert named & groups.keys() == own
                    checked += bool(own)
    assert checked


def test_a_table_on_many_pages_is_one_table_with_one_head(first_brief_pdf):
    with pikepdf.open(BytesIO(first_brief_pdf)) as pdf:
        long = [
            table for table in of(pdf, "/Table") if len({row.Pg.objgen for row in below(table) if row.S == "/TR"}) > 1
        ]
        assert long
        for table in long:
            assert sum(part.S == "/THead" for part in kids(table)) <= 1
            heads = [cell for part in kids(table) if part.S == "/THead" for cell in below(part) if cell.S == "/TH"]
            assert heads and all(len({text.Pg.objgen for text in below(cell)}) == 1 for cell in heads)


def test_what_no_element_holds_is_an_artifact(every):
    named = 0
    for number, page in enumerate(every.pages):
        parents = tree(every)[number]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                assert parents[int(operands[1].MCID)] is not None
            named += str(operator) == "BDC" and operands[0] == "/Artifact" and operands[1].get("/Type") == "/Pagination"
    assert named >= len(every.pages) - 1  # the cover has none


def tree(pdf):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(number): parents for number, parents in zip(numbers[::2], numbers[1::2], strict=True)}


def test_a_link_is_one_annotation_that_says_where_it_leads(every):
    links = of(every, "/Link")
    annotations = [one for page in every.pages for one in page.get("/Annots", ()) if one.Subtype == "/Link"]
    held = [kid.Obj.objgen for link in links for kid in kids(link) if kid.get("/Type") == "/OBJR"]
    assert Counter(held) == Counter(one.objgen for one in annotations)
    assert all(str(one.Contents).startswith("الانتقال إلى: ") and one.F == 4 for one in annotations)


def test_notes_and_heads_are_in_the_tree_of_ids(every):
    names = [str(name) for name in every.Root.StructTreeRoot.IDTree.Names[::2]]
    assert names == sorted(names)
    assert set(names) == {str(element.ID) for element in elements(every) if "/ID" in element}


def test_each_block_says_which_of_the_brief_it_is(every):
    keys = [str(entry.V) for element in elements(every) if element.get("/A", {}).get("/O") == "/UserProperties"
            for entry in element.A.P if entry.N == structure.KEY]  # fmt: skip
    assert len(keys) == len(set(keys)) > 10


def test_another_weasyprint_is_refused(monkeypatch):
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    with pytest.raises(PressError) as caught, structure.structure(rtl=True):
        pass
    assert caught.value.findings[0].rule == "wrong-weasyprint"
