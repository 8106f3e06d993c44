"""Numbers in titles, and numbers that the user writes in another way than they are printed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from archive.tamper import with_provenance

from brief.minimal import HEADING
from editions import Editions
from report.archive.inside import read_inside
from report.archive.trace import Trace
from report.building import trace, verify
from report.command.app import run

pytestmark = pytest.mark.usefixtures("memory")

BRIEF = """\
[tables.attacks]
source = "attacks.csv"
label = "الهجمات"
[tables.attacks.columns]
date = { type = "date", label = "التاريخ" }
region = { label = "المنطقة" }
cost = { type = "integer", label = "الكلفة" }
[measures.attacks]
label = "الهجمات"
noun = "هجمة"
value = "count(attacks)"
[measures.cost]
label = "الكلفة"
value = "sum(cost)"
from = "attacks"
scale = "million"
decimals = 1
[measures.portion]
label = "حصة آسيا"
from = "attacks"
value = "share(region == 'آسيا')"
decimals = 1
[[sections]]
title = '{{ measures.attacks | counted }} منها {{ measures.attacks["2020"] }} سنة 2020'
[[sections.blocks]]
prose = "a.md"
[[sections.blocks]]
table = "attacks"
caption = "الكلفة وحصة آسيا منها {{ measures.portion }}"
rows = "month(date)"
measures = ["cost", { measure = "attacks", show = "share of total", name = "share" }]
[[sections]]
title = "سنة {{ value }}: {{ measures.attacks | counted }}"
for_each = "year(date)"
[[sections.blocks]]
prose = "a.md"
"""
ROWS = """\
date,region,cost
2019-01-05,آسيا,1234567
2019-03-05,إفريقيا,1000
2020-01-05,آسيا,98765
2020-04-05,إفريقيا,10
2020-05-05,آسيا,20
2020-06-05,إفريقيا,5
2020-07-05,آسيا,7
"""


@pytest.fixture(scope="module")
def edition(editions: Editions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("titles")
    (folder / "brief").mkdir()
    (folder / "brief/brief.toml").write_text(HEADING + BRIEF, "utf-8")
    (folder / "brief/attacks.csv").write_text(ROWS, "utf-8")
    (folder / "brief/a.md").write_text("كلفتها {{ measures.cost }}.\n", "utf-8")
    return editions.write(folder / "brief", folder / "a.pdf")


def places(traces: tuple[Trace, ...]) -> set[tuple[str, str | None, bool, tuple[str | None, ...]]]:
    pairs = set()
    for item in traces:
        pairs.add(
            (
                item.match,
                item.key,
                item.is_running,
                tuple(origin.measure for origin in item.origins),
            )
        )
    return pairs


def rows_of(item: Trace) -> list[int]:
    all_rows = []
    for origin in item.origins:
        for table in origin.rows:
            for row in table.rows:
                all_rows.append(row)
    return all_rows


def test_a_number_of_a_title_is_traced_in_contents_heading_and_running_heads(edition: Path) -> None:
    traces = trace(edition, "7 هجمات")
    assert places(traces) == {
        ("exact", "sections[1].title", False, ("attacks",)),
        ("exact", "sections[1].title", True, ("attacks",)),
    }
    assert len({item.page for item in traces if not item.is_running}) == 2  # contents and heading
    assert all(rows_of(item) == list(range(2, 9)) for item in traces)
    rules = set()
    for item in traces:
        for origin in item.origins:
            rules.add(origin.rule)
    assert rules == {"عدد صفوف جدول «الهجمات»"}


def test_the_value_of_a_repeated_section_leads_to_its_rows(edition: Path) -> None:
    traces = [item for item in trace(edition, "2019") if item.key == "sections[2].title"]
    assert {item.is_running for item in traces} == {False, True}
    for item in traces:
        (origin,) = item.origins
        assert (origin.value, origin.group, rows_of(item)) == ("2019", (("السنة", "2019"),), [2, 3])


def test_a_measure_in_the_title_of_a_repeated_section_is_of_its_rows(edition: Path) -> None:
    traces = [item for item in trace(edition, "هجمتان") if item.key == "sections[2].title"]
    assert traces and all(rows_of(item) == [2, 3] for item in traces)


def test_a_number_of_a_caption_is_traced_in_the_list_of_tables(edition: Path) -> None:
    traces = [item for item in trace(edition, "57,1%") if item.origins]
    assert {item.key for item in traces} == {"sections[1].blocks[2]"}
    assert len({item.page for item in traces}) == 2


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("57,1%", "exact"), ("57.1%", "form"), ("٥٧٫١٪", "form"), ("57.1 %", "form"),
        ("٥٧،١", "form"), ("1,3 مليون", "exact"), ("1.3 مليون", "form"), ("١٫٣ مليون", "form"),
        ("1334374", "value"), ("1 334 374", "value"), ("1.334.374", "value"),
        ("١٬٣٣٤٬٣٧٤", "value"), ("7 هجمة", "number"), ("٧", "form"), ("+7", "form"),
    ],
)  # fmt: skip
def test_a_number_is_found_whichever_way_it_is_written(
    text: str, match: str, edition: Path
) -> None:
    traces = trace(edition, text)
    assert traces[0].match == match and any(item.origins for item in traces)
    order = [("exact", "form", "value", "number").index(item.match) for item in traces]
    assert order == sorted(order)


@pytest.mark.parametrize("text", ["57.2%", "-7", "571%", "1.3 مليار", "7%", "2019-01-05"])
def test_another_number_is_not_found(text: str, edition: Path) -> None:
    from report.errors import MujazError

    try:
        traces = trace(edition, text)
    except MujazError as error:
        assert error.findings[0].rule == "text-not-printed"
    else:
        assert all(item.match == "exact" for item in traces)


def test_verify_counts_the_numbers_of_titles_again(edition: Path, tmp_path: Path) -> None:
    assert verify(edition, judge=False).sound
    nodes = {node["@id"]: node for node in graph_of(edition)}
    printed = nodes["#measure-attacks"]["mujaz:printed"]
    assert {"block": "sections[1].title", "text": "7 هجمات"} in printed

    def forge(provenance: dict[str, Any]) -> None:
        graph = {node["@id"]: node for node in provenance["@graph"]}
        graph["#measure-attacks"]["mujaz:printed"][0]["text"] = "8 هجمات"

    forged = with_provenance(edition, tmp_path / "forged.pdf", forge)
    checks = {check.name: check for check in verify(forged, judge=False, rebuild=False).checks}
    assert [finding.rule for finding in checks["measures"].findings] == ["measure-differs"]


def graph_of(path: Path) -> list[dict[str, Any]]:
    with pikepdf.open(path) as pdf:
        data = next(item.data for item in read_inside(pdf) if item.path == "provenance.json")
    graph: list[dict[str, Any]] = json.loads(data)["@graph"]
    return graph


def test_an_edition_of_a_version_without_titles_is_sound(edition: Path, tmp_path: Path) -> None:
    def change(provenance: dict[str, Any]) -> None:
        graph = provenance["@graph"]
        next(node for node in graph if node["@id"] == "#build")["mujaz:options"].pop("titles")
        for node in graph:
            printed = node.get("mujaz:printed", [])
            stored = [use for use in printed if not use["block"].endswith(".title")]
            if printed and not stored:
                del node["mujaz:printed"]
            elif printed:
                node["mujaz:printed"] = stored
        whole = {"#measure-attacks", "#measure-cost", "#measure-portion"}
        graph[:] = [
            node
            for node in graph
            if not node["@id"].startswith("#measure-")
            or "mujaz:printed" in node
            or node["@id"] in whole
        ]

    old = with_provenance(edition, tmp_path / "old.pdf", change)
    checks = {check.name: check for check in verify(old, judge=False, rebuild=False).checks}
    assert checks["measures"].findings == ()
    assert trace(old, "7 هجمات")


def test_the_command_says_rules_and_groups_in_english(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(language: str, text: str, *more: str) -> str:
        assert run(["--lang", language, "trace", str(edition), text, *more]) == 0
        return capsys.readouterr().out

    english = told("en", "14,3%")
    assert "group: Month = March" in english and "show" in english
    assert "rule: share of the total of rows of the table «الهجمات» where: Month = March" in english
    assert "الشهر = مارس" in told("ar", "14,3%")
    ours = re.sub("«[^»]*»", "", "\n".join(re.findall("(?m)^   (?:rule|group): .*$", english)))
    assert not re.search("[\u0620-\u064a]", ours)
    assert "heads of the pages" in told("en", "7 هجمات")
    (first, *_) = json.loads(told("en", "57.1 %", "--format", "json"))
    assert (first["match"], first["printed"]) == ("form", "57,1%")
    assert first["origins"][0]["rule"] != first["origins"][0]["en"]["rule"]
