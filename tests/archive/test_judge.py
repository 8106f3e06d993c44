"""veraPDF, found and run: what it says, and what is said when it says nothing. A script replaces it here."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from report.archive import judge as module
from report.archive.judge import Judgement, find_verapdf, judge
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


#: veraPDF's report on a file that it cannot read.
UNREAD = "<report><jobs><job><item><name>000000.pdf</name></item></job></jobs></report>"


def rule(caught: pytest.ExceptionInfo[ArchiveError]) -> str:
    return caught.value.findings[0].rule


def judged_by_one(*paths: Path) -> list[Judgement]:
    """Return the judgement of each file by PDF/A-3a."""
    return [by_flavour["3a"] for by_flavour in judge(paths, ["3a"]).values()]


def test_each_file_has_its_judgement(script: Path, paths: list[Path]) -> None:
    broken, fine, unread = judged_by_one(*paths, paths[0])
    assert (broken.compliant, broken.rules, broken.version) == (False, ("6.6.4-2", "7.1-1"), "9.9")
    assert (fine.compliant, fine.rules, fine.problem) == (True, (), None)
    assert (unread.compliant, unread.problem) == (False, "in 000002.pdf")


def test_the_report_has_nothing_of_the_run_or_the_machine(script: Path, paths: list[Path]) -> None:
    first, second = (judged_by_one(*paths)[0].report for _ in range(2))
    assert first == second
    text = first.decode()
    assert "موجز" in text and 'version="9.9"' in text
    assert not any(
        word in text for word in ("duration", "buildDate", "mujaz-verapdf", "/tmp", "000000")
    )


#: What the program reports on the second file, by the option ``--flavour``: as it claims, it is judged by
#: PDF/A-3a alone. It notes each run.
BY_FLAVOUR = """#!/bin/sh
echo "$2 $(echo $* | tr ' ' '\\n' | grep -c pdf)" >> '{runs}'
[ "$2" = 0 ] && second='PDF/A-3a' || second='PDF/UA-1'
cat <<END
<report><buildInformation><releaseDetails id="core" version="9.9"/></buildInformation><jobs>
<job><item size="3"><name>000000.pdf</name></item>
<validationReport profileName="$second validation profile" isCompliant="true"><details a="$2"/></validationReport>
<validationReport profileName="PDF/UA-1 validation profile" isCompliant="false"><rule clause="7.1" testNumber="1"/>
</validationReport></job>
<job><item size="3"><name>000001.pdf</name></item>
<validationReport profileName="$second validation profile" isCompliant="true"/></job>
</jobs></report>
END
"""


def test_files_are_judged_by_several_flavours_in_one_run(
    script: Path, paths: list[Path], tmp_path: Path
) -> None:
    runs = tmp_path / "runs"
    script.write_text(BY_FLAVOUR.format(runs=runs), "utf-8")
    both, single = judge(paths[:2], ["3a", "ua1"]).values()
    assert (both["3a"].compliant, both["3a"].rules) == (True, ())
    assert (both["ua1"].compliant, both["ua1"].rules) == (False, ("7.1-1",))
    assert b"PDF/A-3a" in both["3a"].report and b"PDF/UA-1" not in both["3a"].report
    assert b"PDF/UA-1" in both["ua1"].report and b"PDF/A-3a" not in both["ua1"].report
    # The second file does not claim PDF/UA-1, and is judged by it alone, in its own run.
    assert list(single) == ["3a", "ua1"] and single["ua1"].flavour == "ua1"
    assert runs.read_text("utf-8").split("\n") == ["0 2", "ua1 1", ""]


@pytest.mark.parametrize("says", ["", "<report>", "<report/>", "Error: no main class"])
def test_a_report_that_is_none_is_reported(script: Path, paths: list[Path], says: str) -> None:
    script.write_text(f"#!/bin/sh\necho '{says}'\n")
    with pytest.raises(ArchiveError) as caught:
        judge(paths, ["3a"])
    assert rule(caught) == "verapdf-failed"


def test_a_report_without_end_is_not_read(
    script: Path, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGEST_REPORT", 100)
    with pytest.raises(ArchiveError) as caught:
        judge(paths, ["3a"])
    assert rule(caught) == "verapdf-failed"


def test_one_that_comes_to_no_end_is_stopped(
    script: Path, paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.write_text(f"#!/bin/sh\n(sleep 1; touch '{tmp_path}/alive') &\nsleep 60\n")
    monkeypatch.setattr(module, "_FIRST", 0.2)
    monkeypatch.setattr(module, "_EACH", 0)
    judgements = judged_by_one(*paths)
    assert [judgement.problem for judgement in judgements] == ["timeout"] * 3
    assert not any(judgement.compliant for judgement in judgements)
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
        judge([], ["3a"])
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
    java.write_text(f"#!/bin/sh\necho $* >> '{tmp_path}/options'\necho '{UNREAD}'\n", "utf-8")
    document = tmp_path / "a.pdf"
    document.write_text("pdf")
    for many in (7, 6, 3):  # the file has 3 bytes, and is judged by two flavours
        monkeypatch.setattr(module, "_MANY_BYTES", many)
        assert not judge([document], ["3a", "ua1"])[document]["ua1"].compliant
    options = (tmp_path / "options").read_text("utf-8").split("\n")[:-1]
    assert [f"{module._ONE_COMPILER} " in line for line in options] == [
        # as it claims, by 3a, by ua1
        *(True, True, True),
        *(False, True, True),
        *(False, False, False),
    ]
    command = find_verapdf()
    assert command is not None and command[0] == str(java) and f"{jars}/*" in command
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUJAZ_VERAPDF", "jars")
    assert find_verapdf() == command
