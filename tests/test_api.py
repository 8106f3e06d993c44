"""The public face: which names there are, what they cost, and that an error is one exception with its findings."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import report
from document.small import SmallBrief
from report.brief.schema import schema_text
from report.errors import Finding, Location, MujazError

PUBLIC = [
    "Brief",
    "Edition",
    "Finding",
    "MujazError",
    "bag",
    "batch",
    "build",
    "check",
    "compose",
    "rebuild",
    "schema",
    "sign",
    "trace",
    "verify",
]
TOP = Path(report.__file__).parents[1]


def _told_by(script: str) -> list[str]:
    """Return the lines that a fresh interpreter prints."""
    command = [sys.executable, "-W", "error", "-c", script]
    return subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=TOP
    ).stdout.splitlines()


def test_the_public_names_are_these_and_no_others() -> None:
    assert sorted(report.__all__) == PUBLIC
    assert sorted(dir(report)) == sorted([*PUBLIC, "__version__"])
    for name in PUBLIC:
        assert getattr(report, name).__doc__


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys; before = set(sys.modules); import report; print(*set(sys.modules) - before, sep='\\n')"
    assert set(_told_by(script)) <= {"report", "__future__"}


def test_a_name_that_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'press_it'"):
        report.press_it  # noqa: B018
    with pytest.raises(ImportError):
        exec("from report import press_it")


def test_no_submodule_has_the_name_of_a_public_function() -> None:
    modules = {path.stem for path in Path(report.__file__).parent.iterdir()}
    assert not modules & set(PUBLIC)


def test_the_functions_stay_when_everything_is_imported() -> None:
    script = (
        "import pkgutil, report\n"
        "from importlib import import_module\n"
        "for module in pkgutil.iter_modules(report.__path__, 'report.'):\n"
        "    if module.name != 'report.__main__': import_module(module.name)\n"
        "from report import build, batch\n"
        "print(*(callable(getattr(report, name)) for name in report.__all__), build is report.build)"
    )
    assert set(_told_by(script)[0].split()) == {"True"}


def test_the_schema_is_that_of_the_command() -> None:
    assert report.schema() == json.loads(schema_text())
    assert set(report.schema()["properties"]) == set(report.Brief.model_fields)


BREAKS: list[tuple[str, Callable[[SmallBrief], object], str]] = [
    ("no brief", lambda brief: report.build(brief.folder / "none", "a.pdf"), "no-brief"),
    (
        "not TOML",
        lambda brief: report.compose(brief.write("brief.toml", "[brief").folder),
        "not-toml",
    ),
    (
        "unknown key",
        lambda brief: report.build(brief.edit("brief.toml", "issuer", "isuer").folder, "a.pdf"),
        "unknown-key",
    ),
    (
        "not UTF-8",
        lambda brief: (
            (brief.folder / "brief.toml").write_bytes(b"\xff"),
            report.compose(brief.folder),
        ),
        "not-utf8",
    ),
    ("no PDF", lambda brief: report.trace(brief.folder / "brief.toml", "1"), "not-a-pdf"),
    ("no file", lambda brief: report.verify(brief.folder / "none.pdf"), "system"),
    ("no key", lambda brief: report.sign("a.pdf", "b.pdf", brief.folder / "none.p12"), "system"),
    (
        "two folders",
        lambda brief: report.batch([brief.folder, brief.folder], "o", by="kind"),
        "by-or-each",
    ),
    ("frame", lambda brief: report.compose(brief.folder, tables={"incidents": 7}), "not-a-frame"),
    (
        "name of a table",
        lambda brief: report.compose(brief.folder, tables={"incident": 7}),
        "unknown-table",
    ),
    ("digits", lambda brief: report.compose(brief.folder, digits="roman"), "bad-choice"),
    ("profile", lambda brief: report.build(brief.folder, "a.pdf", profile="a"), "bad-choice"),
    ("attach", lambda brief: report.build(brief.folder, "a.pdf", attach="some"), "bad-choice"),
    ("level", lambda brief: report.sign("a.pdf", "b.pdf", "c.p12", level="b"), "bad-choice"),
    ("before 1970", lambda brief: report.build(brief.folder, "a.pdf", epoch=-1), "epoch-range"),
    ("year 10000", lambda brief: report.batch(brief.folder, "o", epoch=10**12), "epoch-range"),
    ("layout", lambda brief: report.bag("a.pdf", "bag", layout="tar"), "bad-choice"),
    ("batch", lambda brief: report.batch(brief.folder, "o", profile="a"), "bad-choice"),
    ("brief", lambda brief: report.Brief(brief={}, tables={}, sections=[]), "missing-key"),
]


@pytest.mark.parametrize(("work", "rule"), [pytest.param(*case[1:], id=case[0]) for case in BREAKS])
def test_an_error_is_one_exception_with_its_findings(
    brief: SmallBrief, work: Callable[[SmallBrief], object], rule: str
) -> None:
    with pytest.raises(report.MujazError) as raised:
        work(brief)
    error = raised.value
    assert rule in {finding.rule for finding in error.findings}
    trace = "".join(traceback.format_exception(error))
    assert trace.count("Traceback (most recent call last)") == 1
    assert "During handling" not in trace and "direct cause" not in trace
    assert error.findings[0].text("en") in trace


@pytest.mark.parametrize("tables", ["incidents", [("incidents", 7)], {1: 7}, 7])
def test_tables_that_are_no_mapping_of_names_are_a_type_error(
    brief: SmallBrief, tables: Any
) -> None:
    with pytest.raises(TypeError, match="tables maps names of tables to data frames"):
        report.check(brief.folder, tables=tables)


@pytest.mark.parametrize("names", ["abc", ("incidents", "kind"), ("incidents", "kind", 7)])
def test_a_row_filter_of_another_form_is_a_type_error(brief: SmallBrief, names: Any) -> None:
    with pytest.raises(TypeError, match="row_filter is a table, a column and a value"):
        report.build(brief.folder, "a.pdf", row_filter=names)


def test_a_table_in_memory_that_the_brief_lacks_is_reported_before_its_missing_source() -> None:
    brief = report.Brief(
        brief={"title": "ع", "period": "2026", "issued": date(2026, 1, 1), "reference": "1",
               "issuer": "م", "classification": "عام"},
        tables={"events": {"label": "ح", "columns": {"kind": {"label": "ن"}}}},
        sections=[{"title": "أ", "blocks": [{"prose": "a.md"}]}],
    )  # fmt: skip
    rules = [finding.rule for finding in report.check(brief, tables={"event": 7})]
    assert rules == ["unknown-table", "one-of"]


def test_the_traceback_of_an_error_ends_at_the_public_function(brief: SmallBrief) -> None:
    with pytest.raises(report.MujazError) as raised:
        report.check(brief.folder, tables={"incidents": 7})
        report.compose(brief.folder / "none")
    files = {Path(frame.filename).name for frame in traceback.extract_tb(raised.tb)}
    assert files == {"test_api.py", "api.py"}


def test_a_fault_of_mujaz_keeps_its_traceback(
    brief: SmallBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("report.intake.read_tables", broken)
    with pytest.raises(ZeroDivisionError) as raised:
        report.compose(brief.folder)
    assert traceback.extract_tb(raised.tb)[-1].name == "broken"


def test_wrong_use_is_a_type_error(brief: SmallBrief) -> None:
    with pytest.raises(TypeError, match="folder goes with a Brief"):
        report.compose(brief.folder, folder=brief.folder)
    with pytest.raises(TypeError, match="not int"):
        report.compose(3)  # type: ignore[arg-type]


def test_the_message_of_an_error_names_twenty_findings_and_counts_the_others() -> None:
    findings = [Finding("missing-cell", Location(row=row)) for row in range(1, 31)]
    lines = str(MujazError(*findings)).splitlines()
    assert lines[0].startswith("row 1:") and lines[19].startswith("row 20:")
    assert lines[20:] == ["… and 10 more; all are in the findings of this error."]
    assert len(MujazError(*findings).text("en").splitlines()) == 30


def test_an_error_goes_from_process_to_process_with_its_findings() -> None:
    error = MujazError.of("missing-cell", Location(file="a.csv", row=3))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.findings, str(again)) == (MujazError, error.findings, str(error))


def test_warnings_come_with_the_edition_and_with_the_document(
    brief: SmallBrief, tmp_path: Path
) -> None:
    brief.edit("incidents.csv", "5,أكادير", "5,أكـادير")
    edition = report.build(brief.folder, tmp_path / "a.pdf", text_gate=False)
    (finding,) = edition.findings
    assert finding.rule == "corrected"
    assert finding.where.file == str(brief.folder / "incidents.csv")
    assert report.compose(brief.folder).findings == edition.findings
    assert finding in report.check(brief.folder)


def test_an_edition_shows_its_pages_in_a_notebook(brief: SmallBrief, tmp_path: Path) -> None:
    name = "<b> & 'c'.pdf"
    edition = report.build(brief.folder, tmp_path / name, text_gate=False)
    html = edition._repr_html_()
    assert html.count("<img ") == edition.pages
    assert "&lt;b&gt; &amp; " in html and "<b>" not in html
    edition.path.unlink()
    assert edition._repr_html_().startswith("<pre")


def test_a_notebook_shows_no_more_pages_than_it_says(every_pdf: bytes) -> None:
    notebook = import_module("report.archive.notebook")
    html = notebook.pages_html(every_pdf, "all")
    assert html.count("<img ") == notebook.MOST_PAGES
    assert f"pages 1 to {notebook.MOST_PAGES} of " in html


def test_a_document_shows_its_pages_or_what_is_wrong_with_them(brief: SmallBrief) -> None:
    document = report.compose(brief.folder)
    assert document.measures["injured"].value == 7
    assert len(document.tables["incidents"].frame) == 6
    assert "حوادث يناير" in repr(document)
    html = document._repr_html_()
    assert html.count("<img ") == 6 and "حوادث يناير: 6 pages" in html
