"""``brief.toml`` read and refused: each fault with its key, its line and the words that mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.minimal import HEADING, SECTION, TABLE, TOML, findings_of, line_of, loaded, written
from report.brief import load_brief
from report.brief.load import LARGEST_BRIEF, LARGEST_PROSE
from report.errors import BriefError, Finding, Where

MEASURE = '[measures.all]\nlabel = "الكل"\ncount = "meetings"\n'
CHART = '[[sections.blocks]]\nchart = "bars"\ntable = "meetings"\nby = "name"\ncaption = "رسم"\n'
COLUMN = '[tables.meetings.columns]\nname = { label = "الاسم", required = true }\n'


def _findings(folder: Path, toml: str) -> tuple[Finding, ...]:
    written(folder, toml)
    return findings_of(lambda: load_brief(folder))


def _finding(folder: Path, toml: str) -> Finding:
    findings = _findings(folder, toml)
    assert len(findings) == 1, [finding.text() for finding in findings]
    assert findings[0].where.file == str(folder / "brief.toml")
    return findings[0]


def test_the_smallest_brief_loads(tmp_path: Path) -> None:
    brief = loaded(tmp_path)
    assert brief.model.brief.title == "حصيلة"
    assert brief.model.brief.language == "ar-MA"
    assert list(brief.model.tables) == ["meetings"]
    assert brief.file == tmp_path / "brief.toml"
    assert brief.where("tables", "meetings", "source") == Where(
        file=str(tmp_path / "brief.toml"), key="tables.meetings.source", line=line_of(TOML, "meetings.csv")
    )


def test_the_brief_that_ships_loads() -> None:
    brief = load_brief(Path(__file__).parents[2] / "data" / "marrakech-2025")
    assert brief.where("summary", "lead").line == line_of(brief.text, "lead = ")


@pytest.mark.parametrize(
    ("toml", "line", "key", "given", "nearest"),
    [
        (HEADING + 'subtitel = "x"\n' + TABLE + SECTION, "subtitel", "brief.subtitel", "subtitel", "subtitle"),
        (TOML.replace("issuer", "isuer"), "isuer", "brief.isuer", "isuer", "issuer"),
        (TOML + "[table.more]\n", "table.more", "table", "table", "tables"),
        (TOML.replace("source", "sorce"), "sorce", "tables.meetings.sorce", "sorce", "source"),
        (
            HEADING + TABLE + COLUMN.replace("required", "requird") + SECTION,
            "requird", "tables.meetings.columns.name.requird", "requird", "required",
        ),
        (TOML + MEASURE + 'lable = "x"\n', "lable", "measures.all.lable", "lable", "label"),
        (TOML + MEASURE + 'were = { name = "x" }\n', "were", "measures.all.were", "were", "where"),
        (TOML + MEASURE + 'where = { name = { nott = "x" } }\n', "nott", "measures.all.where.name.nott", "nott", "not"),
        (TOML + '[measures.all]\nlabel = "x"\ncuont = "meetings"\n', "cuont", "measures.all.cuont", "cuont", "count"),
        (TOML.replace('title = "القسم"', 'titel = "القسم"'), "titel", "sections[1].titel", "titel", "title"),
        (TOML + CHART + 'serie = "x"\n', "serie", "sections[1].blocks[2].serie", "serie", "series"),
        (TOML + CHART.replace("by", "bi"), "bi =", "sections[1].blocks[2].bi", "bi", "by"),
        (
            TOML + '[[sections.blocks]]\nfigures = [\n{ measure = "a" },\n{ mesure = "b" },\n]\n',
            "mesure", "sections[1].blocks[2].figures[2].mesure", "mesure", "measure",
        ),
        (
            TOML + '[[appendices]]\ntitle = "x"\n[[appendices.blocks]]\nmethod = "measures"\ncaptoin = "x"\n',
            "captoin", "appendices[1].blocks[1].captoin", "captoin", "caption",
        ),
    ],
)  # fmt: skip
def test_an_unknown_key_is_told_once_with_the_nearest(
    tmp_path: Path, toml: str, line: str, key: str, given: str, nearest: str
) -> None:
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.where.key, finding.where.line) == ("unknown-key", key, line_of(toml, line))
    assert finding.values == {"key": given, "nearest": nearest}
    assert f"«{nearest}»" in finding.text("en")
    assert f"«{nearest}»" in finding.text("ar")


@pytest.mark.parametrize(
    ("toml", "key", "line"),
    [
        (TABLE + SECTION, "brief", None),
        (HEADING + SECTION, "tables", None),
        (HEADING + TABLE, "sections", None),
        (TOML.replace('reference = "م 1"\n', ""), "brief.reference", 1),
        (TOML.replace('label = "الاجتماعات"\n', ""), "tables.meetings.label", line_of(TOML, "[tables.meetings]")),
        (TOML + CHART.replace('caption = "رسم"\n', ""), "sections[1].blocks[2].caption", 17),
    ],
)
def test_a_missing_key_has_the_line_of_its_table(tmp_path: Path, toml: str, key: str, line: int | None) -> None:
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.where.key, finding.where.line) == ("missing-key", key, line)
    assert finding.values == {"key": key.split(".")[-1]}


@pytest.mark.parametrize(
    ("toml", "key", "given", "wanted"),
    [
        (TOML.replace('"حصيلة"', "5"), "brief.title", "5", "text in quotes"),
        (TOML.replace('"حصيلة"', '"  "'), "brief.title", "  ", "a text that is not empty"),
        (TOML.replace('"حصيلة"', '["a"]'), "brief.title", "[…]", "text in quotes"),
        (TOML.replace('"حصيلة"', f"0x{'f' * 9000}"), "brief.title", f"0x{'f' * 78}", "text in quotes"),
        (TOML.replace("2026-11-23", '"2026-11-23"'), "brief.issued", "2026-11-23", "a date without quotes"),
        (HEADING + 'kashida = "yes"\n' + TABLE + SECTION, "brief.kashida", "yes", "true or false"),
        (HEADING + 'keywords = "a"\n' + TABLE + SECTION, "brief.keywords", "a", "a list in square brackets"),
        (HEADING + 'keywords = ["a", 5]\n' + TABLE + SECTION, "brief.keywords[2]", "5", "text in quotes"),
        (HEADING + "[tables]\nmeetings = true\n" + SECTION, "tables.meetings", "true", "a table of keys"),
        (HEADING + '[[tables]]\nsource = "a"\n' + SECTION, "tables", "[…]", "a table of keys"),
        (HEADING + TABLE + '[sections]\ntitle = "a"\n', "sections", "{…}", "a list in square brackets"),
        (TOML + '[[sections]]\ntitle = "a"\nblocks = []\n', "sections[2].blocks", "[]", "a longer list"),
        (
            HEADING + TABLE + COLUMN.replace("required = true", "width = 101") + SECTION,
            "tables.meetings.columns.name.width", "101", "a smaller number",
        ),
        (TOML + f'[measures.{"a" * 61}]\nlabel = "x"\n' + 'count = "meetings"\n', f"measures.{'a' * 61}", "a" * 61, "a shorter text"),
        (TOML + MEASURE + "where = { name = [] }\n", "measures.all.where.name", "[]", "a longer list"),
        (TOML + MEASURE + "where = { name = { not = [] } }\n", "measures.all.where.name.not", "[]", "a longer list"),
        (TOML + MEASURE + "where = { name = 2025-11-24 }\n", "measures.all.where.name", "2025-11-24", "text in quotes"),
        (TOML + MEASURE + 'where = { name = { missing = "x" } }\n', "measures.all.where.name.missing", "x", "true or false"),
        (TOML + MEASURE + 'where = { name = ["a", [1]] }\n', "measures.all.where.name[2]", "[…]", "text in quotes"),
        (TOML + MEASURE + f"where = {{ name = 0x{'f' * 9000} }}\n", "measures.all.where.name", f"0x{'f' * 78}", "a smaller number"),
    ],
)  # fmt: skip
def test_a_wrong_type_says_what_is_wanted(
    tmp_path: Path, toml: str, key: str, given: str, wanted: str
) -> None:
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.where.key, finding.values["given"]) == ("bad-value", key, given)
    assert str(finding.values["wanted"]).startswith(wanted)
