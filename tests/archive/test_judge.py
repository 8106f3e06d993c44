"""veraPDF, found and run: what it says, and what is said when it says nothing. A script replaces it here."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from report.archive import judge as module
from report.archive.judge import find_verapdf, judge
from report.errors import ArchiveError

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<report><buildInformation><releaseDetails id="core" version="9.9" buildDate="2026-06-03T10:43:00Z"/></buildInformation>
<jobs>
<job><item size="3"><name>$PWD/000000.pdf</name></item>
<validationReport isCompliant="false"><details><rule clause="6.6.4" testNumber="2"/>
<rule clause="6.6.4" testNumber="2"/>
<rule clause="7.1" testNumber="1"><errorMessage>موجز</errorMessage></rule></details></validationReport>
<duration start="$$" finish="$$">00:00</duration></job>
<job><item size="3"><name>$PWD/000001.pdf</name></item><validationReport isCompliant="true"/></job>
<job><item size="3"><name>$PWD/000002.pdf</name></item><taskException><duration start="$$"/>
<exceptionMessage>in $PWD/000002.pdf</exceptionMessage></taskException></job>
</jobs></report>"""


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that reports on three files: the second conforms and the third cannot be read."""
    path = tmp_path / "verapdf"
    path.write_text(f"#!/bin/sh\ncat <<END\n{REPORT}\nEND\nexit 1\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("MUJAZ_VERAPDF", str(path))
    return path


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Three files, whose names a program could take for options, patterns or what it cannot spell."""
    result = [tmp_path / name for name in ("--help", "a*?.pdf", "موجز\n.pdf")]
    for path in result:
        path.write_text("pdf")
    return result


def rule(caught: pytest.ExceptionInfo[ArchiveError]) -> str:
    return caught.value.findings[0].rule


def test_each_file_has_its_judgement(script: Path, paths: list[Path]) -> None:
    broken, fine, unread = judge([*paths, paths[0]], "3a").values()
    assert (broken.compliant, broken.rules, broken.version) == (False, ("6.6.4-2", "7.1-1"), "9.9")
    assert (fine.compliant, fine.rules, fine.problem) == (True, (), None)
    assert (unread.compliant, unread.problem) == (False, "in 000002.pdf")


def test_the_report_has_nothing_of_the_run_or_the_machine(script: Path, paths: list[Path]) -> None:
    first, second = (judge(paths, "3a")[paths[0]].report for _ in range(2))
    assert first == second
    text = first.decode()
    assert "موجز" in text and 'version="9.9"' in text
    assert not any(
        word in text for word in ("duration", "buildDate", "mujaz-verapdf", "/tmp", "000000")
    )


@pytest.mark.parametrize("says", ["", "<report>", "<report/>", "Error: no main class"])
def test_a_report_that_is_none_is_reported(script: Path, paths: list[Path], says: str) -> None:
    script.write_text(f"#!/bin/sh\necho '{says}'\n")
    with pytest.raises(ArchiveError) as caught:
        judge(paths, "3a")
    assert rule(caught) == "verapdf-failed"


def test_a_report_without_end_is_not_read(
    script: Path, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGEST_REPORT", 100)
    with pytest.raises(ArchiveError) as caught:
        judge(paths, "3a")
    assert rule(caught) == "verapdf-failed"


def test_one_that_comes_to_no_end_is_stopped(
    script: Path, paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.write_text(f"#!/bin/sh\n(sleep 1; touch '{tmp_path}/alive') &\nsleep 60\n")
    monkeypatch.setattr(module, "_FIRST", 0.2)
    monkeypatch.setattr(module, "_EACH", 0)
    judgements = judge(paths, "3a")
    assert [judgement.problem for judgement in judgements.values()] == ["timeout"] * 3
    assert not any(judgement.compliant for judgement in judgements.values())
    time.sleep(1.2)
    assert not (tmp_path / "alive").exists()


def test_it_is_looked_for_in_the_variable_and_then_on_the_path(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_verapdf() == (str(script),)
    monkeypatch.delenv("MUJAZ_VERAPDF")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_verapdf() == (str(script),)
    monkeypatch.setenv("PATH", "")
    assert find_verapdf() is None
    with pytest.raises(ArchiveError) as caught:
        judge([], "3a")
    assert rule(caught) == "no-verapdf"


def test_a_folder_of_jars_is_run_by_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jars = tmp_path / "jars"
    jars.mkdir()
    monkeypatch.setenv("MUJAZ_VERAPDF", str(jars))
    with pytest.raises(ArchiveError) as caught:
        find_verapdf()
    assert rule(caught) == "verapdf-not-there"
    (jars / "cli.jar").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ArchiveError) as caught:
        find_verapdf()
    assert rule(caught) == "verapdf-without-java"
    java = tmp_path / "java"
    java.touch(0o755)
    command = find_verapdf()
    assert command is not None and command[0] == str(java) and f"{jars}/*" in command
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUJAZ_VERAPDF", "jars")
    assert find_verapdf() == command
