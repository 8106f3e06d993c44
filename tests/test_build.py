"""The public way: a folder in, a PDF out, the old PDF whole after any failure; what the PDF depends on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import report.building
from document.small import HERE, SmallBrief
from report.building import Edition, build, compose
from report.checking import check
from report.composing import STAGES
from report.dependencies import dependencies, depfile
from report.errors import MujazError, OutputError, RenderError

OLD = b"%PDF the old one"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The small brief, in folders whose names make has to quote."""
    folder = tmp_path_factory.mktemp("build") / "موجز $x #1: 100%"
    brief = SmallBrief.copied(folder / "brief")
    brief.write("templates/css/brief.css", "p { color: black }").write(".~lock.incidents.csv#", "")
    return build(brief.folder, folder / "out" / "حوادث يناير.pdf")


def test_an_edition_says_what_it_is(edition: Edition) -> None:
    assert edition.path.read_bytes().startswith(b"%PDF-1.7")
    assert edition.pages == 6
    assert any("Amiri" in font for font in edition.fonts)


def test_nothing_is_left_beside_the_pdf(edition: Edition) -> None:
    assert [path.name for path in edition.path.parent.iterdir()] == [edition.path.name]


def test_stages_are_reported_in_order(brief: SmallBrief) -> None:
    stages: list[str] = []
    with pytest.raises(OutputError):
        build(brief.folder, brief.folder, stages.append)
    assert stages == list(STAGES)


def test_inputs_are_the_brief_the_templates_the_assets_and_the_code(edition: Edition) -> None:
    names = {path.as_posix() for path in edition.inputs}
    folder = edition.path.parents[1] / "brief"
    for file in ("brief.toml", "incidents.csv", "text/summary.md", "templates/css/brief.css"):
        assert (folder / file).as_posix() in names
    root = Path(report.building.__file__).resolve().parents[1]
    for file in (
        "report/building.py",
        "report/document/index.py",
        "report/arabic/lexicon.csv",
        "templates/brief.html",
    ):
        assert (root / file).as_posix() in names
    assert any(name.endswith(".ttf") for name in names)
    assert not any(
        "__pycache__" in name or "lock.incidents" in name or name.endswith(".pdf") for name in names
    )


def test_a_pdf_in_the_folder_of_the_brief_is_no_input_of_itself(brief: SmallBrief) -> None:
    edition = build(brief.folder, brief.folder / "out.pdf", text_gate=False)
    assert brief.folder / "out.pdf" in dependencies(brief.folder)
    assert brief.folder / "out.pdf" not in edition.inputs
    (brief.folder / "link.pdf").symlink_to("out.pdf")
    assert not {brief.folder / "out.pdf", brief.folder / "link.pdf"} & {
        *dependencies(brief.folder, [brief.folder / "out.pdf"])
    }


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def makefile(edition: Edition, tmp_path: Path) -> Path:
    rule = depfile(edition.path, edition.inputs)
    target = rule.split(": ", 1)[0]
    expected = target.replace("\\%", "%")  # which make quotes in a target, and only there
    lines = [
        ".DEFAULT_GOAL := all",
        ".PHONY: all",
        f"all: {expected}",
        "include out.d",
        f"{target}:",
        "\t@echo made anew",
    ]
    (tmp_path / "Makefile").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "out.d").write_text(rule, "utf-8")
    return tmp_path


def test_make_reads_the_depfile_and_has_nothing_to_do(makefile: Path) -> None:
    result = make(makefile, "-n")
    assert (result.returncode, result.stderr) == (0, "")
    assert "made anew" not in result.stdout


def test_make_sees_that_an_input_is_newer(makefile: Path, edition: Edition) -> None:
    changed = edition.path.parents[1] / "brief" / "incidents.csv"
    earlier = changed.stat()
    os.utime(changed, (edition.path.stat().st_mtime + 60,) * 2)
    result = make(makefile)
    os.utime(changed, (earlier.st_atime, earlier.st_mtime))
    assert (result.returncode, result.stdout.strip()) == (0, "made anew")


def test_make_sees_that_an_input_is_gone(makefile: Path, edition: Edition) -> None:
    gone = edition.path.parents[1] / "brief" / "text" / "summary.md"
    excluded_rows = gone.rename(gone.with_suffix(".aside"))
    result = make(makefile)
    excluded_rows.rename(gone)
    assert (result.returncode, result.stdout.strip()) == (0, "made anew")


def test_check_finds_nothing_wrong(brief: SmallBrief) -> None:
    assert check(brief.folder) == ()


def test_check_tells_everything_of_a_stage(brief: SmallBrief) -> None:
    brief.edit("incidents.csv", "2026-01-04", "2026-02-31").edit(
        "incidents.csv", "2026-01-20,3", "2026-01-20,ثلاثة"
    )
    assert [(finding.rule, finding.where.row) for finding in check(brief.folder)] == [
        ("no-such-day", 2),
        ("bad-integer", 6),
    ]


def test_digits_are_chosen_over_those_of_the_brief(brief: SmallBrief) -> None:
    assert "6\u00a0حوادث" in compose(brief.folder).html
    assert "٦\u00a0حوادث" in compose(brief.folder, digits="arab").html


def test_a_missing_folder(tmp_path: Path) -> None:
    (finding,) = check(tmp_path / "nowhere")
    assert finding.rule == "no-brief"


def _break_brief(brief: SmallBrief, _patch: pytest.MonkeyPatch) -> None:
    brief.edit("brief.toml", "[brief]", "[breif]")


def _break_table(brief: SmallBrief, _patch: pytest.MonkeyPatch) -> None:
    (brief.folder / "incidents.csv").unlink()


def _break_prose(brief: SmallBrief, _patch: pytest.MonkeyPatch) -> None:
    brief.prose("{{ measures.nothing }}")


def _break_template(brief: SmallBrief, _patch: pytest.MonkeyPatch) -> None:
    brief.write("templates/brief.html", "{{ nothing }}")


def _break_style(brief: SmallBrief, _patch: pytest.MonkeyPatch) -> None:
    brief.write("templates/css/brief.css", "body { background: url(http://example.org/x.png) }")


def _break_font(brief: SmallBrief, _patch: pytest.MonkeyPatch) -> None:
    brief.write("templates/css/brief.css", "p { font-family: 'Comic Sans MS' }")


def _break_glyph(brief: SmallBrief, _patch: pytest.MonkeyPatch) -> None:
    brief.prose("حرف 𓀀 لا خط له")


def _break_machine(_brief: SmallBrief, patch: pytest.MonkeyPatch) -> None:
    def no_pango() -> None:
        raise RenderError.of("no-pango", reason="cannot load library")

    patch.setattr("report.render.check_machine", no_pango, raising=False)


def _break_disk(_brief: SmallBrief, patch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    patch.setattr(os, "fsync", full)


@pytest.mark.parametrize(
    ("harm", "rule"),
    [
        (_break_brief, "unknown-key"),
        (_break_table, "no-file"),
        (_break_prose, "unknown-measure"),
        (_break_template, "unknown-name"),
        (_break_style, "fetch-refused"),
        (_break_font, "foreign-font"),
        (_break_glyph, "unprintable-sign"),
        (_break_machine, "no-pango"),
        (_break_disk, "cannot-write"),
    ],
)
def test_any_fails_the_old_pdf_stays_whole(
    harm: object, rule: str, brief: SmallBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = brief.folder.parent / "out" / "old.pdf"
    output.parent.mkdir()
    output.write_bytes(OLD)
    assert callable(harm)
    harm(brief, monkeypatch)
    with pytest.raises(MujazError) as caught:
        build(brief.folder, output)
    assert caught.value.findings[0].rule == rule
    assert [path.name for path in output.parent.iterdir()] == ["old.pdf"]
    assert output.read_bytes() == OLD


def test_an_output_that_is_a_folder(brief: SmallBrief) -> None:
    with pytest.raises(OutputError) as caught:
        build(brief.folder, brief.folder / "text", text_gate=False)
    assert caught.value.findings[0].where.file == str(brief.folder / "text")
    assert (brief.folder / "text" / "summary.md").is_file()


@pytest.mark.slow
def test_equal_briefs_give_equal_bytes(tmp_path: Path) -> None:
    """In two folders, under two hash seeds, in two time zones and locales."""
    pdfs = []
    for seed, zone, locale in (
        ("1", "Africa/Casablanca", "C.UTF-8"),
        ("77", "Asia/Tokyo", "ar_MA.UTF-8"),
    ):
        folder = Path(shutil.copytree(HERE / "every", tmp_path / seed / "موجز"))
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": locale}
        command = [
            sys.executable,
            "-m",
            "report",
            "build",
            str(folder),
            "-o",
            str(tmp_path / seed / "out.pdf"),
        ]
        root = Path(report.building.__file__).parents[1]
        subprocess.run(command, env=environment, cwd=root, check=True, timeout=300)
        pdfs.append((tmp_path / seed / "out.pdf").read_bytes())
    assert pdfs[0] == pdfs[1]
