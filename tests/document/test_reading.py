"""What a composed document is expected to say: texts in order, and the rows that they come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.small import SmallBrief
from report.archive.flow import Piece, pieces
from report.archive.printed import plain
from report.archive.verify.flow_check import FlowCheck
from report.building import compose
from report.document import Composition
from report.document.expected import (
    Expected,
    ListMarker,
    NoteCall,
    PageReference,
    RunningText,
    Words,
)
from report.document.marks import MarkedText, without_marks
from report.document.reading import read_document
from report.document.sheets import Templates
from report.errors import Location
from report.measures import Provenance
from report.measures.model import Description
from report.rows import RowRanges

LOCALE = "ar-MA"
#: Another template of tables: other elements, another order, values printed in other ways.
OWN_TABLE = """\
<div data-key="{{ key }}" id="{{ entry.anchor }}"><p>{{ caption }}</p>
{% for table in tables %}<table>{% for group in table.groups | reverse %}
{% if group.head is not none %}<tr><td>{{ group.head }}</td></tr>{% endif %}
{% for row in group.rows | reverse %}
<tr>{% for cell in row.cells | reverse %}<td><p><b>{{ cell.text }}</b></p></td>{% endfor %}</tr>
{% endfor %}{% endfor %}</table>{% endfor %}</div>
"""


def words(expected: tuple[Expected, ...]) -> list[str]:
    """Return the texts without blanks."""
    return [item.text for item in expected if isinstance(item, Words) and item.text.strip()]


def by_label(expected: tuple[Expected, ...]) -> dict[str, str]:
    """Return the texts that have a source, put together by the label of the source."""
    by_name: dict[str, str] = {}
    for item in expected:
        if isinstance(item, Words):
            (source,) = item.provenance
            by_name[source.label] = by_name.get(source.label, "") + item.text
    return {label: plain(text) for label, text in by_name.items()}


def pieces_of(document: Composition, key: str) -> list[Piece]:
    """Return the texts of a block."""
    return [piece for piece in pieces(document, LOCALE, lambda _: None) if piece.place.key == key]


def rows_of(piece: Piece) -> list[list[int]]:
    """Return the rows behind a text, of each place that it may come from."""
    return [list(source.rows[0].rows) for source in piece.provenance]


def test_texts_keep_their_block_their_note_and_what_runs_on_later_pages() -> None:
    html = (
        "<h1 data-plain='x'>عنوان</h1><div data-key='a'><ol start=3><li>بند<span class='footnote'>"
        "حاشية</span>.</li></ol></div><p><a data-to='#c'></a></p>"
        "<p data-pdf-tag='Artifact'>زخرف</p>"
    )
    expected = read_document(html, "ar-EG")
    texts = {item.text: item.place for item in expected if isinstance(item, Words)}
    assert list(texts) == ["عنوان", "بند", "حاشية", ".", "زخرف"]
    assert texts["عنوان"].running and texts["زخرف"].apart
    assert (texts["حاشية"].key, texts["حاشية"].note, texts["."].note) == ("a", "١", None)
    (marker,) = (item for item in expected if isinstance(item, ListMarker))
    (call,) = (item for item in expected if isinstance(item, NoteCall))
    (reference,) = (item for item in expected if isinstance(item, PageReference))
    assert (marker.number, marker.depth, call.number, reference.anchor) == ("٣", 1, "١", "c")
    document = Composition(html, (), (), expected=expected)
    texts_of = list(pieces(document, "ar-EG", {"c": 12}.get))
    assert [(piece.place.key, piece.place.note, piece.text) for piece in texts_of] == [
        (None, None, "عنوان"),
        ("a", None, "٣."),
        ("a", None, "بند"),
        ("a", None, "(١)"),
        ("a", "١", "١."),
        ("a", "١", "حاشية"),
        ("a", None, "."),
        (None, None, "١٢"),
        (None, None, "زخرف"),
    ]
    flow = FlowCheck(iter(texts_of), Location())
    flow.end()
    apart = [item.text for item in expected if isinstance(item, RunningText)]
    assert (apart, flow.running) == (["x"], ["عنوان", "زخرف"])


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), max_size=5, unique=True
    )
)
def test_a_mark_is_read_with_its_text_and_leaves_no_trace(texts: list[str]) -> None:
    templates = Templates(Path("nowhere"), LOCALE)
    environment = templates._environment
    values = tuple((Provenance(Description(text, ""), tuple),) for text in texts)
    shown = [MarkedText.of(text, number) for number, text in enumerate(texts)]
    for source in (
        "<td>{{ text }}</td>",
        "<td>{{ text | isolate }}</td>",
        "<td>{{ '' + text }}</td>",
    ):
        template = environment.from_string("{% for text in texts %}" + source + "{% endfor %}")
        bare = template.render({"texts": texts})
        marked = template.render({"texts": shown})
        assert without_marks(marked) == bare
        expected = read_document(marked, LOCALE, (), values)
        assert words(expected) == words(read_document(bare, LOCALE))
        if "+" not in source:
            assert by_label(expected) == {text: plain(text) for text in texts}


def test_a_text_that_looks_like_a_mark_is_a_text() -> None:
    forged = "<!--value 0-->"
    templates = Templates(Path("nowhere"), LOCALE)
    html = templates._environment.from_string("<p>{{ text }}</p>").render({"text": forged})
    values = ((Provenance(Description("س", ""), tuple),),)
    (item,) = read_document(html, LOCALE, (), values)[1:2]
    assert isinstance(item, Words) and item.text == forged and item.provenance == ()
    assert without_marks(html) == html
    assert read_document("<p><!--value 7-->س</p>", LOCALE, (), values)[1] == Words("س", item.place)


@pytest.mark.parametrize("own", [False, True])
def test_each_cell_leads_to_its_row_in_any_template(own: bool, brief: SmallBrief) -> None:
    if own:
        folder = brief.folder / "templates" / "blocks"
        folder.mkdir(parents=True)
        (folder / "table.html").write_text(OWN_TABLE, "utf-8")
    document = compose(brief.folder)
    lines = (brief.folder / "incidents.csv").read_text("utf-8").splitlines()
    register = pieces_of(document, "appendices[1].blocks[1]")
    result = {piece.text: rows_of(piece) for piece in register if piece.provenance}
    assert result
    for text, rows in result.items():
        if text in ("فاس", "وجدة", "طنجة", "أكادير", "الرباط"):
            assert all(text in lines[row - 1] for (row,) in rows)
    assert "<!--value" not in document.html


def test_a_chart_leads_to_the_rows_of_its_bars(brief: SmallBrief) -> None:
    block = (
        '\n[[sections.blocks]]\nchart = "bars"\ntable = "incidents"\nby = "place"\ncaption = "س"\n'
    )
    document = compose(brief.add(block).folder)
    charts = [
        piece
        for piece in pieces(document, LOCALE, lambda _: None)
        if piece.provenance and piece.provenance[0].rule.startswith("عدد صفوف")
    ]
    assert charts
    for piece in charts:
        for source in piece.provenance:
            assert len(source.rows[0].rows) == int(source.value)
            assert piece.text in (source.value, source.label, *source.label.split("، "))


def test_a_row_of_a_long_register_leads_to_its_row(tmp_path: Path) -> None:
    from render.long_tables.registers import write_brief

    folder = write_brief(tmp_path / "brief", 320, careful=True, keys='group = "kind"')
    document = compose(folder)
    ((key, table),) = document.registers.items()
    rows = [piece for piece in pieces_of(document, key) if "MJ-00" in piece.text]
    numbers = list(table.numbers())
    assert len(rows) == len(numbers) == 320
    assert [piece.provenance[0].rows[0].rows for piece in rows] == [
        RowRanges([number]) for number in numbers
    ]
