"""The gallery has an entry for each kind of chart and of table, and it is built."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from report.brief.blocks import BLOCKS
from report.charts import KINDS
from report.checking import check
from report.command.app import app
from report.gallery import entries, write_gallery
from report.places import assets, data

ENTRIES = entries()
#: Blocks that are neither charts nor tables: texts and lists.
NO_PICTURES = frozenset(["prose", "note", "sources", "index", "method", "quality"])


def test_every_kind_of_chart_has_an_entry() -> None:
    assert {entry.block["chart"] for entry in ENTRIES if "chart" in entry.block} == set(KINDS)


def test_every_kind_of_table_has_an_entry() -> None:
    shown = set(chain.from_iterable(entry.block for entry in ENTRIES))
    assert shown >= set(BLOCKS.builtin) - NO_PICTURES
    tables = [
        entry.block for entry in ENTRIES if "table" in entry.block and "chart" not in entry.block
    ]
    forms = {next(key for key in ("rows", "by", "columns") if key in table) for table in tables}
    assert forms == {"rows", "by", "columns"}


def test_every_entry_is_in_a_group_and_says_what_it_is_for(tmp_path: Path) -> None:
    write_gallery(tmp_path, ENTRIES)
    brief = tomllib.loads((tmp_path / "brief.toml").read_text("utf-8"))
    blocks = list(chain.from_iterable(section["blocks"] for section in brief["sections"]))
    assert len(blocks) == 2 * len(ENTRIES)
    files = {file.stem for file in (assets() / "gallery/entries").glob("*.toml")}
    assert sorted(entry.name for entry in ENTRIES) == sorted(files)
    assert all(re.fullmatch(r"[^.]+\.", entry.text) for entry in ENTRIES)


def test_every_chart_has_its_finding_above_it() -> None:
    charts = [entry for entry in ENTRIES if "chart" in entry.block]
    assert [entry.name for entry in charts if not entry.block.get("title")] == []


def test_the_briefs_that_ship_share_no_names() -> None:
    models = [tomllib.loads(file.read_text("utf-8")) for file in data().glob("*/brief.toml")]
    for key in ("tables", "measures", "sources", "nouns"):
        names = list(chain.from_iterable(model[key] for model in models))
        assert len(names) == len(set(names)), key


def test_equal_entries_give_equal_briefs(tmp_path: Path) -> None:
    texts = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        write_gallery(tmp_path / name, ENTRIES)
        texts.append((tmp_path / name / "brief.toml").read_bytes())
    assert texts[0] == texts[1]


def test_the_gallery_has_no_fault(tmp_path: Path) -> None:
    write_gallery(tmp_path, ENTRIES)
    # The public table has letters that its publisher read wrongly, and it is not changed.
    assert {finding.rule for finding in check(tmp_path)} <= {"misread-letters"}


@pytest.mark.slow
def test_the_command_builds_the_gallery(
    tmp_path: Path, golden: Callable[[bytes | Path, str], None]
) -> None:
    output = tmp_path / "gallery.pdf"
    run = CliRunner().invoke(app, ["gallery", "-o", str(output), "--quiet"])
    assert run.exit_code == 0, run.output
    with pypdfium2.PdfDocument(output) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    for entry in ENTRIES:
        key = next(iter(entry.block))
        assert f"{key} =" in text.replace("\u00a0", " "), entry.name
    golden(output, "gallery")
