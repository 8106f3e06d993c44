"""Printed values as entities of the provenance: traced with group, filter and show, counted again, found when forged."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from archive.tamper import with_provenance

from document.small import SmallBrief
from report.archive.trace import Origin
from report.building import build, trace, verify
from report.command.app import run
from report.errors import Finding
from report.measures.exact import exact_text

pytestmark = pytest.mark.usefixtures("memory")

CHART = """
[[sections.blocks]]
chart = "bars"
caption = "الحوادث حسب المدينة"
measures = "events"
by = "city"
where = "injured > 0"
missing = "hide"
top = 2
others = "مدن أخرى"
sort = "-events"

[[sections.blocks]]
figures = [{ measure = "events", label = "حادثا" }, { measure = "injured", label = "مصابا" }]
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cells")
    brief = SmallBrief.copied(folder / "brief", of="pivots").add(CHART)
    return build(brief.folder, folder / "a.pdf").path


def origins(path: Path, text: str, key: str) -> list[Origin]:
    all_origins = []
    for place in trace(path, text):
        if place.key == key:
            for origin in place.origins:
                all_origins.append(origin)
    return all_origins


def rows(origin: Origin) -> list[int]:
    all_rows = []
    for table in origin.rows:
        for row in table.rows:
            all_rows.append(row)
    return sorted(all_rows)


def test_a_figure_of_a_table_has_its_group_and_what_is_shown(edition: Path) -> None:
    result = origins(edition, "31%", "sections[1].blocks[1]")
    assert result
    for origin in result:
        assert origin.measure == "events" and origin.show == ("share of column",)
        assert dict(origin.group)["الجهة"] in ("الشمال", "الوسط", "الجنوب")


def test_a_total_has_the_rows_of_all_groups(edition: Path) -> None:
    result = [each for each in origins(edition, "13", "sections[1].blocks[1]") if not each.group]
    assert result and all(rows(origin) == list(range(2, 15)) for origin in result)


def test_a_bar_has_its_filter_and_the_others_their_rows(edition: Path) -> None:
    key = "sections[1].blocks[6]"
    (fes,) = [each for each in origins(edition, "2", key) if ("المدينة", "فاس") in each.group]
    assert rows(fes) == [7, 8] and any("المصابون" in words for words in fes.conditions)
    (rest,) = [each for each in origins(edition, "3", key) if "أخرى" in each.label]
    assert rows(rest) == [5, 10, 11]


def test_a_key_figure_and_every_other_place_are_listed(edition: Path) -> None:
    places = {place.key for place in trace(edition, "13")}
    assert {"sections[1].blocks[1]", "sections[1].blocks[7]"} <= places


def test_the_command_names_group_filter_and_show(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["trace", str(edition), "31%"]) == 0
    out = capsys.readouterr().out
    assert "group: " in out and "shown as: share of column" in out
    assert run(["--lang", "ar", "trace", str(edition), "3"]) == 0
    assert "الشرط: " in capsys.readouterr().out
    assert run(["trace", str(edition), "31%", "--format", "json"]) == 0
    (first, *_) = json.loads(capsys.readouterr().out)
    assert first["origins"][0]["show"] == ["share of column"]


def measure_findings(path: Path) -> tuple[Finding, ...]:
    checks = verify(path, judge=False, rebuild=False).checks
    return next(check.findings for check in checks if check.name == "measures")


def test_a_forged_value_is_named_with_what_it_is(edition: Path, tmp_path: Path) -> None:
    def change(provenance: dict[str, Any]) -> None:
        nodes = (node for node in provenance["@graph"] if node["@id"].startswith("#cells-"))
        cell = next(nodes)["prov:hadMember"][0]
        cell["value"] = cell["mujaz:text"] = "999"

    (finding,) = measure_findings(with_provenance(edition, tmp_path / "a.pdf", change))
    assert finding.rule == "cell-differs" and finding.values["recorded"] == "999"
    assert "#cell-sections.1.blocks.1-1" in finding.text("en") and finding.text("ar")


@pytest.mark.parametrize("members", [[], None, [3], [{}], {"a": 1}])
def test_values_of_another_form_are_found(members: object, edition: Path, tmp_path: Path) -> None:
    def change(provenance: dict[str, Any]) -> None:
        nodes = (node for node in provenance["@graph"] if node["@id"].startswith("#cells-"))
        next(nodes)["prov:hadMember"] = members

    assert measure_findings(with_provenance(edition, tmp_path / "a.pdf", change))


def test_an_edition_of_a_version_without_cells_is_sound(edition: Path, tmp_path: Path) -> None:
    def change(provenance: dict[str, Any]) -> None:
        graph = provenance["@graph"]
        graph[:] = [node for node in graph if not node["@id"].startswith("#cells-")]
        next(node for node in graph if node["@id"] == "#build")["mujaz:options"].pop("cells")

    old = with_provenance(edition, tmp_path / "a.pdf", change)
    assert measure_findings(old) == () and trace(old, "13")


def _of_another_version(provenance: dict[str, Any]) -> dict[str, Any]:
    """Say that another version made an edition; return the values of its chart."""
    nodes = {node["@id"]: node for node in provenance["@graph"]}
    nodes["#mujaz"]["mujaz:versions"]["mujaz"] = "0.1.0+sha256.0123456789abcdef"
    chart: dict[str, Any] = nodes["#cells-sections.1.blocks.6"]
    return chart


def test_an_edition_that_records_other_values_of_a_block_is_sound(
    edition: Path, tmp_path: Path
) -> None:
    def change(provenance: dict[str, Any]) -> None:
        chart = _of_another_version(provenance)
        values = [chart["prov:hadMember"][position] for position in (0, 1, 1, 3)]
        name = chart["@id"].replace("cells", "cell")
        chart["prov:hadMember"] = [
            {**value, "@id": f"{name}-{number}"} for number, value in enumerate(values, 1)
        ]

    checks = verify(with_provenance(edition, tmp_path / "a.pdf", change), judge=False).checks
    assert not [check for check in checks if check.findings]


@pytest.mark.parametrize(
    ("key", "forged"),
    [("name", "الرباط"), ("value", "999"), ("mujaz:text", "999"), ("@id", "#cell-1"), ("x", "1")],
)
def test_a_value_that_no_version_counts_is_found(
    key: str, forged: str, edition: Path, tmp_path: Path
) -> None:
    def change(provenance: dict[str, Any]) -> None:
        _of_another_version(provenance)["prov:hadMember"][1][key] = forged

    (finding, *_) = measure_findings(with_provenance(edition, tmp_path / "a.pdf", change))
    assert finding.rule in ("cell-differs", "provenance-differs")


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (7, "7"), (Fraction(1, 3), "1/3"), ("فاس", "فاس"), (Fraction(-5, 2), "-5/2")],
)
def test_an_exact_value_is_written_out(value: object, text: str) -> None:
    assert exact_text(value) == text


def test_a_value_of_too_many_digits_is_rounded() -> None:
    for value in (10**5_000, Fraction(10**5_000 + 1, 3 * 10**4_999)):
        text = exact_text(value)
        assert text.startswith("≈") and len(text) < 70
