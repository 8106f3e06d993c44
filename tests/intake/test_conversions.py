"""A column is converted once, for computed columns and for measures together."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.minimal import HEADING, SECTION, written
from report.brief import load_brief
from report.intake import read_tables, table_frames
from report.measures import count_measures

TOML = """\
[tables.t]
source = "t.csv"
label = "ج"
[tables.t.columns]
n = { type = "integer", label = "ن" }
text = { label = "نص" }
state = { type = "country", label = "دولة" }
twice = { label = "ضعف", value = "2 * n" }
both = { label = "ضم", value = "concat(text, state)" }
[tables.d]
label = "مشتق"
from = "t"
by = { word = "text" }
columns = { word = { label = "ك" }, sum = { label = "مجموع", value = "sum(twice)" } }
[measures.a]
label = "أ"
from = "t"
value = "sum(n) + sum(twice) + distinct(text) + distinct(state) + distinct(both)"
[measures.b]
label = "ب"
from = "d"
value = "sum(sum) + distinct(word)"
"""


def test_a_column_is_converted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only texts whose printed form differs, such as countries, are converted again."""
    (tmp_path / "t.csv").write_text("n,text,state\n1,أ,MA\n2,ب,FR\n3,أ,MA\n", "utf-8")
    brief = load_brief(written(tmp_path, HEADING + TOML + SECTION))
    converted: list[str] = []
    convert = table_frames.vector_of

    def counted(array, column):  # type: ignore[no-untyped-def]
        converted.append(column.label)
        return convert(array, column)

    monkeypatch.setattr(table_frames, "vector_of", counted)
    measures = count_measures(brief, read_tables(brief))
    assert (measures["a"].value, measures["b"].value) == (6 + 12 + 2 + 2 + 2, 12 + 2)
    assert sorted(converted) == sorted(["ن", "نص", "دولة", "دولة"])
