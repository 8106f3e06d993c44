"""Briefs that are made in Python: the same model, the same faults by their keys, the same bytes when built again."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import report
from document.small import SmallBrief
from report.brief.load import load_brief, loaded_from_model
from report.brief.written import toml_of

TOP = Path(__file__).parents[2]
BRIEFS = [*sorted(TOP.glob("data/*/brief.toml")), *sorted(TOP.glob("tests/document/*/brief.toml"))]
FRAME = pd.DataFrame({"kind": ["حريق", "سير", "حريق"], "day": [dt.date(2026, 1, 4)] * 3})


def parts(**changes: Any) -> dict[str, Any]:
    """Return what a small brief without any file is made of."""
    return {
        "brief": {
            "title": "حوادث يناير",
            "period": "2026-01",
            "issued": dt.date(2026, 2, 2),
            "reference": "HW-1",
            "issuer": "مصلحة الإحصاء",
            "classification": "داخلي",
        },
        "tables": {"events": {"label": "الحوادث", "columns": {"kind": {"label": "النوع"}}}},
        "measures": {"all": {"label": "الكل", "count": "events"}},
        "sections": [
            {
                "title": "الحصيلة",
                "blocks": [
                    {"note": "عددها {{ measures.all | counted('حادث') }}."},
                    {"table": "events", "by": "kind", "caption": "الأنواع"},
                ],
            }
        ],
        **changes,
    }


def test_a_brief_without_any_file_is_built_verified_and_built_again(tmp_path: Path) -> None:
    brief = report.Brief(**parts())
    assert report.check(brief, tables={"events": FRAME}) == ()
    edition = report.build(brief, tmp_path / "a.pdf", tables={"events": FRAME})
    assert report.verify(edition.path, conformance=False).sound
    assert report.rebuild(edition.path, tmp_path / "b.pdf").equal


@pytest.mark.parametrize("file", BRIEFS, ids=lambda file: file.parent.name)
def test_a_brief_that_is_written_reads_as_it_was(file: Path) -> None:
    model = load_brief(file.parent).model
    text = report.Brief(**tomllib.loads(file.read_text("utf-8")))
    assert text == model
    again = loaded_from_model(text, file.parent)
    assert again.model == model
    assert toml_of(again.model) == toml_of(text)


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])))
@settings(max_examples=50)
def test_any_text_reads_as_it_was_written(text: str) -> None:
    """Texts of the model are without blanks at their ends, and composed, as those of a file are."""
    import unicodedata

    try:
        brief = report.Brief(**parts(conventions={"words": [text]}, sources={"a": {"title": text}}))
    except report.MujazError:
        assert not text.strip()
        return
    again = loaded_from_model(brief, None, ["events"]).model
    expected = unicodedata.normalize("NFC", brief.sources["a"].title)
    assert again.sources["a"].title == expected
    assert loaded_from_model(again, None, ["events"]).model == again


@pytest.mark.parametrize(
    ("changes", "rule", "key"),
    [
        ({"tables": {}}, "bad-value", "tables"),
        ({"sectons": []}, "unknown-key", "sectons"),
        (
            {"sections": [{"title": "x", "blocks": [{"note": 3}]}]},
            "bad-value",
            "sections[1].blocks[1].note",
        ),
        ({"brief": {**parts()["brief"], "period": "x"}}, "bad-period", "brief.period"),
        ({"brief": {**parts()["brief"], "issued": "2026-02-02"}}, "bad-value", "brief.issued"),
    ],
)
def test_a_fault_is_reported_when_the_brief_is_made(changes: Any, rule: str, key: str) -> None:
    with pytest.raises(report.MujazError) as raised:
        report.Brief(**parts(**changes))
    (finding,) = raised.value.findings
    assert (finding.rule, finding.where.as_dict()) == (rule, {"key": key})


def test_all_faults_of_a_brief_are_reported_together() -> None:
    with pytest.raises(report.MujazError) as raised:
        report.Brief(**parts(brief={}, measures={"all": {"label": "الكل"}}))
    assert {finding.rule for finding in raised.value.findings} == {"missing-key", "one-of"}


def test_a_table_is_read_from_somewhere() -> None:
    (finding,) = report.check(report.Brief(**parts()))
    assert (finding.rule, finding.where.as_dict()) == ("one-of", {"key": "tables.events"})
    both = {"events": {"label": "x", "source": "a.csv", "url": "sqlite://", "query": "SELECT 1"}}
    with pytest.raises(report.MujazError) as raised:
        report.Brief(**parts(tables=both))
    assert raised.value.findings[0].rule == "one-of"


def test_a_table_without_source_is_reported_beside_the_other_faults_of_a_file(
    brief: SmallBrief,
) -> None:
    brief.edit("brief.toml", 'source = "incidents.csv"\n', "").edit("brief.toml", "issuer", "isuer")
    places = [(finding.rule, finding.where.key) for finding in report.check(brief.folder)]
    assert places == [
        ("missing-key", "brief.issuer"),
        ("unknown-key", "brief.isuer"),
        ("one-of", "tables.incidents"),
    ] or places == [("unknown-key", "brief.isuer"), ("one-of", "tables.incidents")]


def test_a_misspelt_source_is_reported_once(brief: SmallBrief) -> None:
    brief.edit("brief.toml", 'source = "incidents.csv"', 'sorce = "incidents.csv"')
    assert [finding.rule for finding in report.check(brief.folder)] == ["unknown-key"]


@pytest.mark.parametrize(
    "changes",
    [
        {"sections": [{"title": "x", "blocks": [{"prose": "a.md"}]}]},
        {"tables": {"events": {"label": "x", "source": "a.csv"}}},
    ],
    ids=["prose", "table"],
)
def test_a_brief_without_a_folder_names_no_file(changes: Any) -> None:
    tables = {} if "tables" in changes else {"events": FRAME}
    (finding,) = report.check(report.Brief(**parts(**changes)), tables=tables)
    assert finding.rule == "no-folder" and finding.where.file is None


def test_the_files_of_a_made_brief_are_found_in_its_folder(
    brief: SmallBrief, tmp_path: Path
) -> None:
    model = report.Brief(**tomllib.loads((brief.folder / "brief.toml").read_text("utf-8")))
    earlier = report.compose(brief.folder)
    brief.write("brief.toml", "this is another brief")
    document = report.compose(model, folder=brief.folder)
    assert document.html == earlier.html
    edition = report.build(model, tmp_path / "a.pdf", folder=brief.folder)
    assert report.verify(edition.path, conformance=False).sound


def test_no_place_is_in_a_file_that_is_not_there() -> None:
    heading = {**parts()["brief"], "title": "حوادث يناير, وفبراير"}
    (finding,) = report.check(report.Brief(**parts(brief=heading)), tables={"events": FRAME})
    assert (finding.rule, finding.where.as_dict()) == ("latin-stop", {"key": "brief.title"})
    sections = [{"title": "x", "blocks": [{"note": "سطر\n\n{{ measures.none }}"}]}]
    with pytest.raises(report.MujazError) as raised:
        report.compose(report.Brief(**parts(sections=sections)), tables={"events": FRAME})
    places = [finding.where.as_dict() for finding in raised.value.findings]
    assert places == [{"key": "sections[1].blocks[1].note"}]
