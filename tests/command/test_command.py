"""The commands at work: what they print, what they write, and how they fail."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from properties import slow

from document.small import SmallBrief
from report.bounds import MIB, Bounds
from report.command.app import run

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command in English: its exit code, what it printed and complained of."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call_it(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call_it


def test_build_writes_the_pdf_and_its_rule(call: Run, brief: SmallBrief, tmp_path: Path) -> None:
    pdf, rule = tmp_path / "out" / "a.pdf", tmp_path / "out" / "a.d"
    assert call("build", brief.folder, "-o", pdf, "--depfile", rule) == (0, f"{pdf}: 6 pages\n", "")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert rule.read_text("utf-8").startswith(f"{pdf}: ")
    assert str(brief.folder / "incidents.csv") in rule.read_text("utf-8")


OUT_OF_MEMORY = [
    ("build", "report.building.build"),
    ("check", "report.checking.examine"),
    ("verify", "report.building.verify"),
    ("trace", "report.building.trace"),
    ("rebuild", "report.building.rebuild"),
    ("bag", "report.archive.bag.bag"),
    ("sign", "report.archive.signing.sign"),
]


@pytest.mark.parametrize(("command", "function"), OUT_OF_MEMORY)
@pytest.mark.parametrize(("options", "limit"), [(("--max-memory=1500",), 1500), ((), None)])
def test_out_of_memory_names_the_bound_of_the_command(
    command: str,
    function: str,
    options: tuple[str, ...],
    limit: int | None,
    call: Run,
    brief: SmallBrief,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def exhausted(*_arguments: object, **_named: object) -> None:
        raise MemoryError

    monkeypatch.setattr(function, exhausted)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7")
    words: tuple[object, ...] = (command, brief.folder if command in ("build", "check") else file)
    if command in ("build", "rebuild", "bag", "sign"):
        words += ("-o", tmp_path / "out")
    if command == "trace":
        words += ("2",)
    if command == "sign":
        monkeypatch.setattr("report.command.sign._signer", lambda *_a, **_n: nullcontext())
        words += ("--pkcs12", file)
    code, _, err = call(*words, *options)
    expected = limit or Bounds().most_memory // MIB
    assert code == 1
    assert f"more than {expected} MiB of memory" in err


def test_build_names_the_pdf_after_the_folder(
    call: Run, brief: SmallBrief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(brief.folder)
    code, out, err = call("--lang", "ar", "build", ".", "--no-text-gate")
    assert (code, out, err) == (0, f"{Path('out') / 'brief.pdf'}: 6 صفحات\n", "")
    assert (brief.folder / "out" / "brief.pdf").is_file()


def test_build_quietly_in_other_digits(call: Run, brief: SmallBrief, tmp_path: Path) -> None:
    assert call("build", brief.folder, "-q", "-o", tmp_path / "a.pdf", "--digits", "arab") == (
        0,
        "",
        "",
    )
    assert (tmp_path / "a.pdf").stat().st_size > 10_000


def test_build_and_check_tell_typed_numbers_and_strict_stops_both(
    call: Run, brief: SmallBrief, tmp_path: Path
) -> None:
    file = brief.folder / "brief.toml"
    toml = file.read_text("utf-8") + '[[appendices]]\ntitle = "بلغ 57"\n'
    file.write_text(toml + '[[appendices.blocks]]\nnote = "حضر سبعة وخمسون"\n', "utf-8")
    code, out, err = call("build", brief.folder, "-o", tmp_path / "a.pdf")
    assert code == 0 and err.count("[typed-number]") == 2
    code, out, _ = call("check", brief.folder)
    assert code == 0 and out.count("[typed-number]") == 2
    file.write_text('conventions = { numbers = "strict" }\n' + file.read_text("utf-8"), "utf-8")
    for command in (("build", brief.folder, "-o", tmp_path / "b.pdf"), ("check", brief.folder)):
        code, out, err = call(*command)
        assert code == 1 and (out + err).count("is typed: it has no table") == 2
    assert not (tmp_path / "b.pdf").exists()


def test_build_tells_the_warnings_that_check_tells_once(
    call: Run, brief: SmallBrief, tmp_path: Path
) -> None:
    brief.edit(
        "brief.toml", 'sum = "incidents"', 'sum = "incidents"\nwhere = { place = "لا مكان" }'
    )
    pdf = str(tmp_path / "a.pdf")
    code, checked, _ = call("check", str(brief.folder))
    assert code == 1 and checked.count("[value-nowhere]") == 1
    (line_of_check,) = (line for line in checked.splitlines() if "[value-nowhere]" in line)
    for _ in ("built", "found in the cache"):
        code, out, err = call("build", str(brief.folder), "-o", pdf)
        assert (code, out) == (0, f"{pdf}: 6 pages\n")
        assert err.splitlines().count(line_of_check) == 1
    code, out, err = call("build", str(brief.folder), "-o", pdf, "-q")
    assert (code, out, err) == (0, "", "")


def test_build_says_nothing_where_nothing_is_wrong(
    call: Run, brief: SmallBrief, tmp_path: Path
) -> None:
    assert call("build", str(brief.folder), "-o", str(tmp_path / "a.pdf"))[2] == ""


def test_check_prints_findings_as_json(call: Run, brief: SmallBrief) -> None:
    code, out, err = call(
        "check", brief.edit("incidents.csv", "2026-01-04", "غدا").folder, "--format", "json"
    )
    assert (code, err) == (1, "")
    (finding,) = json.loads(out)
    assert (finding["rule"], finding["severity"]) == ("bad-date-cell", "error")
    assert finding["where"] == {
        "file": str(brief.folder / "incidents.csv"), "row": 2, "column": "date", "cell": "D2",
    }  # fmt: skip
    findings = []
    for language in ("en", "ar"):
        for key in ("what", "do"):
            findings.append(finding[language][key])
    assert all(findings)


def test_check_prints_an_empty_list_when_all_is_well(call: Run, brief: SmallBrief) -> None:
    assert call("check", brief.folder, "--format=json") == (0, "[]\n", "")


def _missing(folder: Path) -> Path:
    return folder / "nowhere"


def _file(folder: Path) -> Path:
    (folder / "file").write_text("", "utf-8")
    return folder / "file"


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def _long(folder: Path) -> Path:
    return folder / ("ط" * 3000)


def _looped(folder: Path) -> Path:
    (folder / "loop").symlink_to("loop")
    return folder / "loop"


def _device(_folder: Path) -> Path:
    return Path("/dev/null")


def _no_text(folder: Path) -> Path:
    return folder / os.fsdecode(b"a\xff")


NO_BRIEFS = [_missing, _file, _empty, _long, _looped, _device, _no_text]


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("place", NO_BRIEFS)
def test_a_folder_that_is_no_brief(
    call: Run, command: str, place: Callable[[Path], Path], tmp_path: Path
) -> None:
    code, out, err = call(command, place(tmp_path))
    assert code == 1
    assert "brief.toml" in out + err
    # check counts what it found in its own line.
    assert len([line for line in (out + err).splitlines() if not line.startswith("errors: ")]) == 1


def _under_a_file(folder: Path) -> Path:
    return _file(folder) / "a.pdf"


def _a_folder(folder: Path) -> Path:
    return _empty(folder)


def _read_only(_folder: Path) -> Path:
    return Path("/proc/mujaz/a.pdf")


def _long_name(folder: Path) -> Path:
    return folder / ("ط" * 200 + ".pdf")


UNWRITABLE = (_under_a_file, _a_folder, _read_only, _long_name)


@pytest.mark.parametrize(
    ("option", "place"),
    [
        *(("-o", place) for place in UNWRITABLE[::2]),
        *(slow("-o", place) for place in UNWRITABLE[1::2]),
        *(slow("--depfile", place) for place in UNWRITABLE[::2]),
        *(("--depfile", place) for place in UNWRITABLE[1::2]),
    ],
)
def test_an_output_that_cannot_be_written(
    call: Run, option: str, place: Callable[[Path], Path], brief: SmallBrief, tmp_path: Path
) -> None:
    path = place(tmp_path)
    output_options = ["-o", tmp_path / "a.pdf"] if option == "--depfile" else []
    code, out, err = call("build", brief.folder, "--no-text-gate", option, path, *output_options)
    assert (code, out) == (1, "")
    assert repr(str(path))[1:-1].split("\\")[0] in err
    assert "cannot be written" in err
    assert [left.name for left in tmp_path.rglob("*.part")] == []


def test_ctrl_c_is_no_traceback(
    call: Run, brief: SmallBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("report.checking.examine", interrupted)
    assert call("check", brief.folder)[0] == 130


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The system refuses: Too many open files."), ("ar", "رفض النظام العملية")],
)
def test_an_error_of_the_system_is_reported_in_words(
    call: Run, language: str, said: str, brief: SmallBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise OSError(24, "Too many open files", "x.csv")

    monkeypatch.setattr("report.checking.examine", refused)
    code, _, err = call("--lang", language, "check", brief.folder)
    assert code == 1
    assert err.startswith("x.csv: ")
    assert said in err


def test_findings_follow_the_language(call: Run, brief: SmallBrief) -> None:
    brief.edit("brief.toml", "[brief]", "[breif]")
    english, arabic = call("check", brief.folder), call("--lang", "ar", "check", brief.folder)
    assert (english[0], arabic[0]) == (1, 1)
    assert "The key «breif» is not known." in english[1]
    assert "المفتاح «breif» غير معروف." in arabic[1]
    assert "key breif" in english[1]
    assert "المفتاح breif" in arabic[1]


def test_check_mends_what_it_can_and_tells_the_rest(call: Run, brief: SmallBrief) -> None:
    brief.prose("حضر  الوفد ، ثم الى الرباط: {{ measures.all | counted }}.\n")
    prose = next(brief.folder.rglob("*.md"))
    earlier = call("check", brief.folder)
    assert earlier[0] == 0 and call("check", brief.folder, "--strict")[0] == 1
    assert len(earlier[1].splitlines()) == 4 and earlier[1].endswith("errors: 0, warnings: 3\n")
    code, out, err = call("check", brief.folder, "--fix")
    assert (code, err) == (0, f"fixed: {prose}\n")
    assert "«إلى»" in out
    assert prose.read_text("utf-8") == "حضر الوفد، ثم الى الرباط: {{ measures.all | counted }}.\n"
    assert call("check", brief.folder, "--fix")[2] == ""


def test_check_mends_nothing_in_a_brief_that_is_wrong(call: Run, brief: SmallBrief) -> None:
    brief.prose("حضر  الوفد {{ measures.none }}.\n")
    prose = next(brief.folder.rglob("*.md"))
    text = prose.read_text("utf-8")
    code, out, err = call("--lang", "ar", "check", brief.folder, "--fix")
    assert (code, err) == (1, "")
    assert "none" in out
    assert prose.read_text("utf-8") == text
