"""Each line of ``docs/measures.md`` gives what the page says, and both languages say the same."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from measures.engines import cells_of
from shared_tables import tables_of

from brief.minimal import heading_of, merged
from document.small import bare
from report.arabic import Lexicon
from report.brief.load import LoadedBrief, loaded_from_model
from report.brief.model import Brief
from report.building import compose
from report.document.expressions import Expressions
from report.document.numbering import Numbering, left_out
from report.document.repeating import with_repeated_sections
from report.document.scopes import Scope
from report.errors import Location
from report.intake.model import EventTable
from report.measures import CountedMeasures, count_measures
from report.measures.asking import query_of
from report.measures.model import Result
from report.unmatched import unmatched_values

DOCS = Path(__file__).resolve().parents[1] / "docs"
ENGLISH, ARABIC = ((DOCS / name).read_text("utf-8") for name in ("measures.md", "measures.ar.md"))
SOURCES = {"article": {"title": "المقال", "short": "المقال"}}
HEADING = tomllib.loads(heading_of("2020"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table of the page: the pieces of code of its second cell, and its third cell."""

    code: tuple[str, ...]
    answer: str

    @property
    def is_prose(self) -> bool:
        """Whether the code is an expression of prose."""
        return self.code[0].startswith("{{")


def lines_of(page: str) -> tuple[Line, ...]:
    """Return the lines with three cells whose second one is code."""
    cells = (re.split(r"(?<!\\)\|", line)[1:-1] for line in page.splitlines() if line[:1] == "|")
    lines = []
    for row in cells:
        if len(row) == 3 and "`" in row[1]:
            lines.append(
                Line(
                    tuple(piece.replace(r"\|", "|") for piece in re.findall(r"`(.+?)`", row[1])),
                    row[2].strip(),
                )
            )
    return tuple(lines)


def blocks_of(page: str, language: str) -> list[str]:
    """Return the code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tables of the page."""
    folder = tmp_path_factory.mktemp("measures")
    names = ("attacks.csv", "countries.csv")
    for name, text in zip(names, blocks_of(ENGLISH, "csv"), strict=True):
        (folder / name).write_text(text, "utf-8")
    return folder


def brief_of(folder: Path, code: tuple[str, ...]) -> tuple[LoadedBrief, str]:
    """Return the brief of the page with a line's code, and the name of the line's measure."""
    data = tomllib.loads(blocks_of(ENGLISH, "toml")[0])
    top = [piece for piece in code if re.match(r"(tables|measures)\.", piece)]
    for piece in top:
        data = merged(data, tomllib.loads(piece))
    is_prose = code[0].startswith("{{")
    keys = [piece for piece in code if piece not in top]
    own: dict[str, Any] = {} if is_prose else tomllib.loads("\n".join(keys))
    if "value" in own:
        data["measures"]["line"] = {"label": "القيمة", "from": "attacks", **own}
    elif "for_each" in own or "when" in own:
        data["sections"][0] |= own
    elif own:
        block = own if "chart" in own else {"table": "attacks", **own}
        data["sections"][0]["blocks"] = [{"caption": "جواب", **block}]
    data |= {**HEADING, "sources": SOURCES}
    name = "line" if "value" in own else ""
    return loaded_from_model(Brief.model_validate(data), folder), name


def answer_of(folder: Path, line: Line) -> str:
    """Return what a line gives as printed."""
    brief, name = brief_of(folder, line.code)
    tables = tables_of(brief)
    counted = count_measures(brief, tables)
    if line.is_prose:
        scope = Scope(tables, counted)
        expressions = Expressions(
            scope, Numbering({}, {}), Lexicon.shipped(), "ar-MA", "", tuple(SOURCES)
        )
        text, findings = expressions.examine(line.code[0], Location(line=1))
        assert not findings, [finding.text() for finding in findings]
        return bare(text.replace("\\", ""))
    if name:
        cell = counted[name].cell
        assert cell is not None
        return bare(cell.text("ar-MA"))
    ((section, block),) = (
        (section_of_brief, section_of_brief.blocks[0]) for section_of_brief in brief.model.sections
    )
    if section.for_each or section.when:
        return _sections(brief, tables, counted)
    is_chart = hasattr(block, "chart")
    rows, columns = (((block.by,),), ()) if is_chart else (block.rows, block.columns)
    query = query_of(block, rows, columns, brief.where, table=getattr(block, "table", None))
    return bare("؛ ".join(_printed(counted.engine.result(query))))


def _sections(
    brief: LoadedBrief, tables: Mapping[str, EventTable], counted: CountedMeasures
) -> str:
    """Return the values that sections are about, or their titles."""
    repeated = with_repeated_sections(brief, tables, counted)
    omitted = left_out(repeated.brief, counted, repeated.scopes)
    if repeated.scopes:
        return "؛ ".join(scope.value or "" for scope in repeated.scopes.values())
    titles = (section.title for section in brief.model.sections)
    return "؛ ".join(titles) if not omitted else "—"


def _printed(result: Result) -> Iterator[str]:
    for row, members in enumerate(result.rows):
        label = "، ".join(member.label for member in members if member.label)
        texts = (cell.text("ar-MA") for cell in cells_of(result, row))
        yield f"{label}: {' / '.join(texts)}" if label else " / ".join(texts)


LINES = lines_of(ENGLISH)


@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(line.code))
def test_a_line_gives_what_the_page_says(folder: Path, line: Line) -> None:
    assert answer_of(folder, line) == line.answer


def test_the_page_has_enough_lines() -> None:
    assert len(LINES) >= 60


def test_both_languages_have_the_same_lines_and_the_same_example() -> None:
    assert lines_of(ARABIC) == LINES
    for language in ("csv", "toml"):
        assert blocks_of(ARABIC, language) == blocks_of(ENGLISH, language)


def test_a_division_by_zero_is_reported(folder: Path) -> None:
    brief, name = brief_of(folder, ('value = "sum(killed) / count(where killed > 100)"',))
    counted = count_measures(brief, tables_of(brief))
    assert counted[name].cell is not None
    assert [finding.rule for finding in counted.findings] == ["zero-denominator"]


UNCERTAIN = "date >= '2019-06'"


@pytest.mark.parametrize(
    ("lines", "key", "count"),
    [
        (('value = "count()"', f'where = "{UNCERTAIN}"'), "where", 1),
        (('value = "count(attacks)"', f'where = "{UNCERTAIN}"'), "where", 1),
        ((f'value = "count(where {UNCERTAIN})"',), "value", 1),
        ((f'value = "sum(killed where {UNCERTAIN}) / count()"',), "value", 1),
        ((f'value = "share({UNCERTAIN})"',), "value", 1),
        (('value = "count(where month(date) > 5)"',), "value", 1),
        (('value = "count(where year(date) >= 2019)"',), "value", 0),
        (('value = "count(where killed == 0)"',), "value", 0),
    ],
)
def test_rows_of_an_uncertain_date_are_reported(
    lines: tuple[str, ...], key: str, count: int, folder: Path
) -> None:
    brief, name = brief_of(folder, lines)
    tables = tables_of(brief)
    counted = count_measures(brief, tables)
    findings = (*counted.findings, *unmatched_values(brief, tables, counted))
    assert [finding.rule for finding in findings] == ["uncertain-rows"] * bool(count)
    for finding in findings:
        assert finding.values["count"] == count
        assert finding.where.key == f"measures.{name}.{key}"


@pytest.mark.parametrize("guide", ["guide.md", "guide.ar.md"])
def test_the_first_brief_of_the_guide_is_free_of_findings(guide: str, tmp_path: Path) -> None:
    example = (DOCS / guide).read_text("utf-8")
    files = {
        "incidents.csv": blocks_of(example, "csv")[0],
        "brief.toml": blocks_of(example, "toml")[0],
        "text/summary.md": blocks_of(example, "markdown")[0],
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    composition = compose(tmp_path)
    assert [finding.text() for finding in composition.warnings] == []
    assert "ارتفع عدد الحوادث من حادث واحد إلى 3 حوادث" in bare(composition.html)
