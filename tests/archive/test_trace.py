"""``mujaz trace``: from what is printed to the measure and the rows, in every kind of block."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report.archive.trace import Trace
from report.building import trace
from report.command.app import run
from report.errors import MujazError

pytestmark = pytest.mark.usefixtures("memory")


@pytest.fixture(scope="module")
def every(every_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trace") / "every.pdf"
    path.write_bytes(every_pdf)
    return path


def at(traces: tuple[Trace, ...], key: str) -> list[tuple[str | None, str, dict[str, list[int]]]]:
    pairs = []
    for traced_text in traces:
        if traced_text.key == key:
            for origin in traced_text.origins:
                pairs.append(
                    (
                        origin.measure,
                        origin.value,
                        {rowset.table: list(rowset.rows) for rowset in origin.rows},
                    )
                )
    return pairs


def test_a_key_figure_leads_to_its_measure(every: Path) -> None:
    traces = trace(every, "42,9%")
    (figure,) = [traced_text for traced_text in traces if traced_text.key == "summary.blocks[1]"]
    (origin,) = figure.origins
    assert (origin.measure, origin.label) == ("part", "حصة الحرائق")
    assert (
        origin.value.startswith("0.428571") and origin.rule == "نسبة «الحرائق» إلى «جميع الحوادث»"
    )


def test_a_number_in_a_sentence_leads_to_its_measure_with_or_without_its_noun(every: Path) -> None:
    rows = list(range(2, 9))
    for text in ("7", "7 حوادث"):
        traces = at(trace(every, text, page=3), "summary.lead")
        assert traces == [("all", "7", {"incidents": rows})]
    assert at(trace(every, "5 مدن"), "summary.lead") == [("places", "5", {"incidents": rows})]


def test_a_count_of_a_table_leads_to_the_rows_of_its_row_and_column(every: Path) -> None:
    key = "sections[3].blocks[2]"
    traces = at(trace(every, "2"), key)
    assert traces and all(
        measure == "count(incidents)" and len(rows["incidents"]) == 2 for measure, _, rows in traces
    )
    labels = set()
    for traced_text in trace(every, "2"):
        if traced_text.key == key:
            for origin in traced_text.origins:
                labels.add(origin.label)
    assert all("، " in label for label in labels)
    all_origins = []
    for traced_text in trace(every, "7"):
        if traced_text.key == key:
            for origin in traced_text.origins:
                if origin.label == "المجموع، المجموع":
                    all_origins.append(origin)
    (total,) = all_origins
    assert total.value == "7" and len(total.rows[0].rows) == 7


def test_a_figure_of_a_chart_leads_to_every_count_that_it_may_be(every: Path) -> None:
    traces = at(trace(every, "1"), "summary.blocks[2]")
    assert traces and all(value == "1" and len(rows["incidents"]) == 1 for _, value, rows in traces)


def test_a_cell_leads_to_its_row(every: Path) -> None:
    register = [
        traced_text
        for traced_text in trace(every, "الرباط")
        if traced_text.key == "appendices[1].blocks[1]"
    ]
    assert register and all(
        len(traced_text.origins) == 1 and len(traced_text.origins[0].rows[0].rows) == 1
        for traced_text in register
    )
    assert "الرباط" in register[0].context


def test_what_is_no_measure_leads_to_the_text_of_the_brief(every: Path) -> None:
    (traced, *_) = [
        traced_text
        for traced_text in trace(every, "ثلاثة")
        if traced_text.key == "sections[1].blocks[2]"
    ]
    assert traced.origins == ()


@pytest.mark.parametrize(("text", "page"), [("123456", None), ("42,9%", 1), ("  ", None)])
def test_what_stands_nowhere_is_reported(text: str, page: int | None, every: Path) -> None:
    with pytest.raises(MujazError) as caught:
        trace(every, text, page)
    assert caught.value.findings[0].rule == "text-not-printed"


def test_the_command_tells_measure_rule_and_rows(
    every: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["trace", str(every), "42,9%", "--page", "3"]) == 0
    out = capsys.readouterr().out
    assert "page 3, summary.blocks[1]" in out and "rows: incidents 2-8" in out
    assert run(["--lang", "ar", "trace", str(every), "42,9%"]) == 0
    assert "القاعدة: نسبة «الحرائق» إلى «جميع الحوادث»" in capsys.readouterr().out
    assert run(["trace", str(every), "42,9%", "--format", "json"]) == 0
    (first, *_) = json.loads(capsys.readouterr().out)
    assert first["origins"][0]["rows"] == {"incidents": "2-8"}
    assert run(["trace", str(every), "nothing"]) == 1
    assert "is on no page" in capsys.readouterr().err
