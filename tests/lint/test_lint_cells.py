"""The cells of tables are examined by their distinct texts: the findings are those of every cell read in turn."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from properties import share

from brief.minimal import HEADING
from report.arabic.conventions import Conventions, violations
from report.brief import load_brief
from report.brief.load import LoadedBrief
from report.errors import Finding
from report.intake import EventTable, read_tables
from report.lint import lint
from report.lint.passages import passages, read_sources
from report.lint.quoted import Quoted

MA = Conventions("ar-MA")
BRIEF = """
[tables.meetings]
source = "meetings.{form}"
label = "الاجتماعات"
[tables.meetings.columns]
name = {{ label = "الاسم" }}
seats = {{ label = "المقاعد", type = "integer" }}

[[sections]]
title = "القسم"
[[sections.blocks]]
register = "meetings"
columns = ["name", "seats", "note"]
caption = "السجل"
"""
NAMES = ("name", "seats", "note", "more")
WORDS = [
    "الى",
    "مصر",
    "إجتماع",
    "فى",
    "1,234.5",
    ",",
    " ",
    '"',
    "\n",
    "٤",
    "English",
    "االمر",
    "بـها",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=5).map("".join)
#: Cells that recur, as those of real columns do.
CELLS = st.lists(TEXTS, min_size=1, max_size=4).flatmap(st.sampled_from) | TEXTS
ROWS = st.lists(st.tuples(CELLS, st.integers(0, 9).map(str), CELLS, CELLS), min_size=1, max_size=12)
Row = tuple[str, str, str, str]


def as_csv(rows: list[Row]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([NAMES, *rows])
    return stream.getvalue()


def as_json(rows: list[Row]) -> str:
    return json.dumps([dict(zip(NAMES, row, strict=True)) for row in rows], ensure_ascii=False)


WRITERS: dict[str, Callable[[list[Row]], str]] = {"csv": as_csv, "json": as_json}


def cell_by_cell(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> Iterator[Finding]:
    """Yield the findings in tables by reading each cell where it stands, as it is read to be fixed."""
    for source in read_sources(brief, tables):
        places: dict[tuple[str | None, Quoted], list[Finding]] = {}
        for passage in passages(source, brief.model) if source.table is not None else ():
            for violation in violations(passage.text, MA, passage.kept(passage.text)):
                quoted = Quoted.of(passage.text, violation)
                finding = quoted.finding(passage.where)
                places.setdefault((passage.where.column, quoted), []).append(finding)
        for (_, quoted), findings in places.items():
            yield quoted.finding(findings[0].where, len(findings))


@pytest.mark.parametrize("form", ["csv", "json"])
@settings(max_examples=share(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
@example(rows=[("مصر", "1", "الى", "الى"), ("الى", "2", "", "الى"), ("الى", "3", "الى الى", "فى")])
def test_distinct_texts_give_the_findings_of_every_cell(
    tmp_path: Path, form: str, rows: list[Row]
) -> None:
    # The column of numbers is never blank, so that no row is: a blank row ends a table.
    (tmp_path / f"meetings.{form}").write_text(WRITERS[form](rows), encoding="utf-8", newline="")
    (tmp_path / "brief.toml").write_text(HEADING + BRIEF.format(form=form), encoding="utf-8")
    brief = load_brief(tmp_path)
    tables = read_tables(brief)
    reported = {
        (finding.where.column, finding.values["step"])
        for finding in tables["meetings"].findings
        if finding.rule == "corrected"
    }
    result = [(finding.rule, finding.where, finding.values) for finding in lint(brief, tables, MA)]
    every = [
        (finding.rule, finding.where, finding.values)
        for finding in cell_by_cell(brief, tables)
        if (finding.where.column, STEPS.get(finding.rule)) not in reported
    ]
    assert result == every


#: The steps of the intake that report a convention as a correction.
STEPS = {"tatweel": "tatweel", "digits": "digits", "double-space": "spaces"}


def test_a_packed_table_has_the_places_of_its_rows(tmp_path: Path) -> None:
    data = as_csv([("مصر", "1", "الى", ""), ("فاس", "2", "الى", "")]).encode()
    (tmp_path / "meetings.csv.gz").write_bytes(gzip.compress(data))
    (tmp_path / "brief.toml").write_text(HEADING + BRIEF.format(form="csv.gz"), encoding="utf-8")
    brief = load_brief(tmp_path)
    (finding,) = lint(brief, read_tables(brief), MA)
    assert (finding.where.row, finding.where.column) == (2, "note")
    assert finding.values["often"] == " (×2)"
