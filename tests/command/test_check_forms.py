"""The forms of findings that ``mujaz check`` writes, excluded rows, and the Table Schema."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from document.small import SmallBrief
from report.building import build
from report.command.app import run


@pytest.fixture
def broken(brief: SmallBrief) -> SmallBrief:
    return brief.edit("incidents.csv", "2026-01-04", "غدا")


def test_sarif_and_html_go_to_a_file(
    broken: SmallBrief, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("sarif", "html"):
        target = tmp_path / f"findings.{form}"
        assert run(["check", str(broken.folder), "--format", form, "-o", str(target)]) == 1
        assert capsys.readouterr().out == ""
    log = json.loads((tmp_path / "findings.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["bad-date-cell"]
    assert "D2" in (tmp_path / "findings.html").read_text(encoding="utf-8")


def test_the_marked_copy_stands_in_a_folder(
    broken: SmallBrief, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(["check", str(broken.folder), "--format", "xlsx", "-o", str(tmp_path / "marked")]) == 1
    )
    copy = tmp_path / "marked" / "incidents.xlsx"
    assert capsys.readouterr().out == f"{copy}\n"
    book = openpyxl.load_workbook(copy)
    assert book.worksheets[0]["D2"].comment is not None
    book.close()


def test_corrections_alone_are_no_failure(
    brief: SmallBrief, capsys: pytest.CaptureFixture[str]
) -> None:
    brief.edit("incidents.csv", "2026-01-04", "4 يناير 2026")
    assert run(["--lang", "en", "check", str(brief.folder)]) == 0
    assert capsys.readouterr().out.startswith("warning [corrected] ")


def test_a_column_that_nothing_speaks_of_weighs_nothing(
    brief: SmallBrief, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its cells are reported as notes; once the prose, a block or a rule names it, they weigh as any other."""
    table = brief.folder / "incidents.csv"
    first, *lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text(
        "\n".join([f"{first},ملحق", *(f"{line},مرا\ufffdش" for line in lines)]), encoding="utf-8"
    )
    assert run(["--lang", "en", "check", str(brief.folder)]) == 0
    assert capsys.readouterr().out.startswith("note [lost-letters] ")
    toml = brief.folder / "brief.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace("[tables.incidents]", '[tables.incidents]\nkey = ["id", "ملحق"]', 1),
        encoding="utf-8",
    )
    assert run(["--lang", "en", "check", str(brief.folder)]) == 1
    assert capsys.readouterr().out.startswith("error [lost-letters] ")


def test_a_column_that_is_declared_and_no_more_has_errors_only(brief: SmallBrief) -> None:
    table, toml = brief.folder / "incidents.csv", brief.folder / "brief.toml"
    first, *lines = table.read_text(encoding="utf-8").splitlines()
    text = toml.read_text(encoding="utf-8")
    column = '[tables.incidents.columns]\n"ملحق" = { label = "ملحق", type = "integer" }'
    toml.write_text(text.replace("[tables.incidents.columns]", column, 1), encoding="utf-8")
    for cell, code in (
        ("-", 0),
        ("س", 1),
    ):  # a blank told as a note; what cannot be read, as an error
        table.write_text(
            "\n".join([f"{first},ملحق", *(f"{line},{cell}" for line in lines)]), encoding="utf-8"
        )
        assert run(["check", str(brief.folder)]) == code


def test_corrections_fail_only_when_it_is_asked(brief: SmallBrief) -> None:
    brief.edit("incidents.csv", "2026-01-04", "4 يناير 2026")
    assert run(["check", str(brief.folder), "--strict"]) == 1


def test_excluded_rows_are_written_beside_the_pdf(
    brief: SmallBrief, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = brief.folder / "incidents.csv"
    table.write_text(table.read_text(encoding="utf-8") + "المجموع,,,,99\n", encoding="utf-8")
    target = tmp_path / "a.pdf"
    assert (
        run(["--lang", "en", "build", str(brief.folder), "-o", str(target), "--no-text-gate"]) == 0
    )
    excluded_rows = tmp_path / "a-excluded-rows.csv"
    assert str(excluded_rows) in capsys.readouterr().out
    rows = list(csv.reader(excluded_rows.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:5] == ["file", "sheet", "row", "why", "cell 1"]
    assert rows[1][0] == "incidents.csv" and rows[1][3:5] == ["total", "المجموع"]


def test_an_older_file_of_excluded_rows_goes_and_no_other(
    brief: SmallBrief, tmp_path: Path
) -> None:
    build = ["build", str(brief.folder), "-o", str(tmp_path / "a.pdf"), "--no-text-gate", "--quiet"]
    excluded_rows = tmp_path / "a-excluded-rows.csv"
    excluded_rows.write_text(
        "\ufefffile,sheet,row,why,cell 1\nx.csv,,9,total,1\n", encoding="utf-8"
    )
    assert run(build) == 0 and not excluded_rows.exists()
    excluded_rows.write_text("ملاحظاتي\n", encoding="utf-8")
    assert run(build) == 0 and excluded_rows.read_text(encoding="utf-8") == "ملاحظاتي\n"


def test_what_a_build_writes_is_not_what_it_was_made_from(brief: SmallBrief) -> None:
    table = brief.folder / "incidents.csv"
    table.write_text(table.read_text(encoding="utf-8") + "المجموع,,,,99\n", encoding="utf-8")
    edition = build(brief.folder, brief.folder / "a.pdf", text_gate=False)
    assert (
        edition.excluded_rows == brief.folder / "a-excluded-rows.csv"
        and edition.excluded_rows.is_file()
    )
    assert {table, brief.folder / "a.pdf", edition.excluded_rows} & set(edition.inputs) == {table}


def test_the_table_schema_is_published(
    brief: SmallBrief, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["table-schema", str(brief.folder), "incidents"]) == 0
    assert "place" in [field["name"] for field in json.loads(capsys.readouterr().out)["fields"]]
    assert run(["--lang", "en", "table-schema", str(brief.folder), "nothing"]) == 1
    assert "incidents" in capsys.readouterr().err
