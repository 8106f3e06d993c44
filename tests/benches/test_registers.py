"""The bench of registers: what is measured, how it is compared, and what the compared programs are given."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from benches.claimed import asked

from benchmarks import registers
from benchmarks.measuring import Run
from benchmarks.peers import common, in_chromium, in_typst, in_xelatex
from benchmarks.peers.plain_weasyprint import page
from benchmarks.performance import SECTIONS, read_output
from benchmarks.registers import BRIEF, PEERS, REGISTER, Case, Made, cases, compared, grown, lines
from benchmarks.rows import TABLES, Kind, write_csv


def made(*seconds: float, memory: float = 200) -> Made:
    return Made([Run(seconds_taken, memory) for seconds_taken in seconds], 5, 0.5)


def case(rows: int = 20_000, beyond: float = 2.0, kind: Kind = "zipf", source: str = "csv") -> Case:
    peers: dict[str, Made | str] = {"Typst": made(20, 30, 10), "XeLaTeX": "not installed"}
    whole = Made([Run(3 + beyond, 300), Run(5 + beyond, 300), Run(4 + beyond, 300)], 1_300, 11.0)
    return Case(rows, kind, source, made(3, 5, 4), whole, peers if source == "csv" else {})


def test_what_a_register_costs_is_the_difference_of_each_round() -> None:
    costs = case()
    assert costs.beyond == pytest.approx(2) and costs.memory_beyond == 100
    assert costs.whole.seconds == 6
    assert costs.ratios(made(20, 30, 10)) == pytest.approx((10, 4))
    # One that took part in the first round alone is compared with that.
    assert costs.ratios(made(50)) == pytest.approx((25, 10))


def test_the_table_has_a_line_a_program_and_as_many_cells_each() -> None:
    rows = list(lines(case()))
    assert [line.split(" | ")[3] for line in rows] == [
        "Mujaz, without the register",
        "Mujaz",
        "Typst",
        "XeLaTeX",
    ]
    assert {line.count("|") for line in rows} == {11}
    assert rows[1] == "| 20,000 | zipf | CSV | Mujaz | 6.00 | 2.00 | 300 | 100 | 1,300 | 11.0 |"
    assert "not installed" in rows[-1]


def test_ratios_and_exponents_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    measured = [
        case(1_000, 0.5),
        case(),
        case(1_000_000, 100),
        case(1_000_000, 200, source="parquet"),
    ]
    table = [*compared(measured[1:2]), *grown(measured)]
    bars = read_output(capsys.readouterr().out).figures
    assert bars["Typst-20000-zipf"] == pytest.approx(10)
    assert bars["growth-1000000-zipf-csv"] == pytest.approx(1)
    assert bars["growth-1000000-zipf-parquet"] > 1.1
    assert "| 20,000 | zipf | Typst | 10.0 times | 4.0 times | 3 |" in table
    assert any(line.startswith("| zipf | CSV | 20,000 to 1,000,000 | 1.000 | ") for line in table)


def test_the_names_of_figures_are_those_that_the_page_asks_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(rows: int, kind: Kind, source: str, rounds: int, peers: bool) -> Case:
        costs = case(rows, rows / 10_000, kind, source.rpartition(".")[2])
        slow = {"plain WeasyPrint": made(99)} if kind == "zipf" or rows <= registers.SLOW else {}
        return Case(
            costs.rows,
            kind,
            costs.source,
            costs.without,
            costs.whole,
            {**costs.peers, **slow} if peers else {},
        )

    monkeypatch.setattr(registers, "measure", measured)
    monkeypatch.setenv(TABLES, "tables")
    registers.main([1_000, 20_000], [1_000, 20_000], None)
    with_peers = read_output(capsys.readouterr().out).figures
    registers.main([20_000, 100_000, 1_000_000], [], None)
    large = read_output(capsys.readouterr().out).figures
    assert asked("registers") <= set(with_peers)
    assert asked("large") <= set(large)


def test_a_million_rows_come_from_a_csv_and_from_parquet() -> None:
    assert list(cases([1_000, 1_000_000])) == [
        (1_000, "zipf", "events.csv"),
        (1_000, "unique", "events.csv"),
        (1_000, "mixed", "events.csv"),
        (1_000_000, "zipf", "events.csv"),
        (1_000_000, "zipf", "events.parquet"),
    ]


def test_typst_is_paired_and_plain_weasyprint_is_spared() -> None:
    rounds = {}
    for peer in PEERS:
        all_rounds = []
        for rows in (1_000, 20_000):
            for kind in registers.KINDS:
                all_rounds.append(peer.rounds(rows, kind, 3))
        rounds[peer.name] = all_rounds
    assert rounds["Typst"] == [3, 3, 3, 3, 3, 3]
    assert rounds["ReportLab"] == [1, 1, 1, 1, 1, 1]
    assert rounds["plain WeasyPrint"] == [1, 1, 1, 1, 0, 0]


def test_the_brief_has_the_widths_of_the_peers() -> None:
    brief = tomllib.loads(BRIEF.format(*common.GIVEN, source="events.csv") + REGISTER)
    columns = brief["tables"]["events"]["columns"].values()
    assert tuple(column["width"] for column in columns if "width" in column) == common.GIVEN


def test_the_peers_columns_are_as_wide_as_those_of_mujaz(tmp_path: Path) -> None:
    from report.building import compose

    write_csv(tmp_path / "events.csv", 1_200)
    registers.write_brief(tmp_path, "events.csv")
    (register,) = compose(tmp_path).registers.values()
    assert [head.width for head in register.columns] == pytest.approx(common.widths(1_200), abs=0.1)


def test_the_peers_print_the_rows_as_mujaz_does(tmp_path: Path) -> None:
    write_csv(tmp_path / "events.csv", 1_001)
    table = common.read(tmp_path / "events.csv")
    assert table.head[0] == "#" and {len(row) for row in table.rows} == {7}
    assert table.rows[-1][:2] == ("1.001", "HW-0001001")
    assert common.grouped(72554.77, 2) == "72.554,77" and common.grouped(1_000_000) == "1.000.000"
    assert sum(table.widths) == pytest.approx(100)


@pytest.fixture
def table() -> common.Table:
    return common.Table(("#", "أ"), [("1", "ب & <ج>"), ("2", "50% #1_{x}~^\\$")], (10.0, 90.0))


def test_html_is_escaped(table: common.Table) -> None:
    assert "<td>ب &amp; &lt;ج&gt;</td>" in page(table) and page(table).startswith("<!DOCTYPE html>")


def test_tex_is_escaped(table: common.Table) -> None:
    source = in_xelatex.source(table)
    assert r"2 & 50\% \#1\_\{x\}\textasciitilde{}\textasciicircum{}\textbackslash{}\$\\[" in source
    assert r"1 & ب \& <ج>\\[" in source
    assert (
        r"p{13.20mm}" in source and r"p{142.80mm}" in source
    )  # 162 mm in shares, less the padding
    assert source.count("{") == source.count("}")


def test_the_command_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    line = in_chromium.command("chromium", tmp_path, tmp_path / "out.pdf")
    assert line[:2] == ["chromium", "--headless"] and "--no-sandbox" not in line
    assert line[-2:] == [
        f"--print-to-pdf={tmp_path / 'out.pdf'}",
        (tmp_path / "table.html").as_uri(),
    ]
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in in_chromium.command("chromium", tmp_path, tmp_path / "out.pdf")
    latex = in_xelatex.command("xelatex", tmp_path)
    assert latex[0] == "xelatex" and latex[-2:] == [f"-output-directory={tmp_path}", "table"]


@pytest.mark.parametrize(
    ("module", "name"), [("in_chromium", "Chromium"), ("in_xelatex", "XeLaTeX")]
)
def test_a_program_that_is_not_installed_is_named_and_left_out(
    module: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_csv(tmp_path / "events.csv", 3)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not next(peer for peer in PEERS if peer.name == name).installed()
    command = [
        sys.executable,
        "-m",
        f"benchmarks.peers.{module}",
        str(tmp_path / "events.csv"),
        str(tmp_path / "o.pdf"),
    ]
    done = subprocess.run(
        command, cwd=registers.ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1 and done.stderr == f"{name} is not installed.\n"


def test_a_program_is_found_by_any_of_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "google-chrome").write_text("#!/bin/sh\n")
    (tmp_path / "google-chrome").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert common.program(in_chromium.PROGRAMS) == str(tmp_path / "google-chrome")


def test_chromium_is_given_the_page_and_xelatex_the_source(
    table: common.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs that do what these do with files, in their place."""
    browser, latex = tmp_path / "chromium", tmp_path / "xelatex"
    copy = "import sys, urllib.parse, pathlib, shutil\n"
    browser.write_text(
        f"#!{sys.executable}\n{copy}to = next(w for w in sys.argv if w.startswith('--print-to-pdf='))\n"
        "shutil.copy(urllib.parse.urlparse(sys.argv[-1]).path, to.partition('=')[2])\n"
    )
    latex.write_text(f"#!{sys.executable}\n{copy}shutil.copy('table.tex', 'table.pdf')\n")
    for path in (browser, latex):
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    in_chromium.write(table, tmp_path / "c.pdf")
    in_xelatex.write(table, tmp_path / "x.pdf")
    assert (tmp_path / "c.pdf").read_text("utf-8") == page(table)
    assert (tmp_path / "x.pdf").read_text("utf-8") == in_xelatex.source(table)


def test_the_scripts_of_the_page_are_there() -> None:
    for bench in SECTIONS.values():
        assert (registers.ROOT / "benchmarks" / bench.script[0]).is_file()
    assert in_typst.write.__module__.endswith("in_typst")


def test_the_texts_of_real_tables_are_measured_where_their_folder_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(TABLES, raising=False)
    assert [kind for _, kind, _ in cases([1_000])] == ["zipf", "unique", "mixed"]
    monkeypatch.setenv(TABLES, "tables")
    assert [kind for _, kind, _ in cases([1_000])] == ["zipf", "unique", "mixed", "real"]
