"""Editions found in the cache: always those that a build would make, and none where anything has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from properties import slow
from warm import run_command

import report.building
from document.small import SmallBrief
from report.arabic import CONVENTIONS
from report.building import build
from report.cache import build_cache as memory
from report.cache import machine
from report.cache.edition import EditionCache
from report.cache.store import users_folder
from report.checking import check
from report.command.app import run

TOP = Path(report.building.__file__).parents[1]


class Found(Exception):
    """A build that was to be found in the cache is made."""


def made(brief: SmallBrief, **options: Any) -> bytes:
    """Build with the cache, and say what came out."""
    return build(
        brief.folder, brief.folder.parent / "out" / "a.pdf", cached=True, **options
    ).path.read_bytes()


@pytest.fixture
def first(brief: SmallBrief) -> bytes:
    """The brief's edition, built and kept."""
    return made(brief)


@pytest.fixture
def is_found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """Return a function that says whether an edition is found, so that nothing is made."""

    def nothing(*_: object) -> None:
        raise Found

    def ask(brief: SmallBrief, **options: Any) -> bool:
        with monkeypatch.context() as patch:
            patch.setattr(report.building, "_finish", nothing)
            try:
                made(brief, **options)
            except Found:
                return False
        return True

    return ask


def test_what_is_found_is_what_was_built(
    brief: SmallBrief, first: bytes, is_found: Callable[..., bool]
) -> None:
    out = brief.folder.parent / "out" / "a.pdf"
    earlier = build(brief.folder, out)
    out.unlink()
    assert is_found(brief)
    assert build(brief.folder, out, cached=True) == earlier
    assert out.read_bytes() == first


@pytest.mark.parametrize("count", [2, slow(4)])
def test_after_each_edit_the_bytes_are_those_of_a_build_without_a_cache(
    brief: SmallBrief, first: bytes, count: int
) -> None:
    prose = (brief.folder / "text/summary.md").read_text("utf-8")
    seen = {first}
    edits: list[Callable[[], object]] = [
        lambda: brief.prose(prose.replace(" ", " جدا ", 1)),
        lambda: brief.edit("incidents.csv", "2026-01-20,3", "2026-01-20,4"),
        lambda: brief.write("templates/css/brief.css", "p { color: #123456 }"),
        lambda: brief.edit("brief.toml", "حوادث يناير", "حوادث شباط"),
    ]
    for edit in edits[:count]:
        edit()
        data = made(brief, text_gate=False)
        seen.add(data)
        assert (
            data
            == build(brief.folder, brief.folder.parent / "b.pdf", text_gate=False).path.read_bytes()
        )
        assert data == made(brief, text_gate=False)
    assert len(seen) == count + 1


def test_excluded_rows_are_found_too(brief: SmallBrief, is_found: Callable[..., bool]) -> None:
    brief.write(
        "incidents.csv", "حوادث يناير\n" + (brief.folder / "incidents.csv").read_text("utf-8")
    )
    out = brief.folder.parent / "out" / "a.pdf"
    earlier = build(brief.folder, out, cached=True)
    assert [finding.rule for finding in earlier.findings] == ["excluded-rows"]
    excluded_rows = brief.folder.parent / "out" / "a-excluded-rows.csv"
    rows = excluded_rows.read_bytes()
    excluded_rows.unlink()
    assert is_found(brief)
    assert build(brief.folder, out, cached=True) == earlier
    assert excluded_rows.read_bytes() == rows


def test_findings_are_found_too_with_the_files_of_the_folder_that_is_built(
    brief: SmallBrief, tmp_path: Path, is_found: Callable[..., bool]
) -> None:
    brief.edit(
        "brief.toml", 'sum = "incidents"', 'sum = "incidents"\nwhere = { place = "لا مكان" }'
    )
    brief.edit("incidents.csv", "2026-01-20,3", "20/1/2026,3")
    first = build(brief.folder, tmp_path / "a.pdf", cached=True)
    second = SmallBrief(Path(shutil.copytree(brief.folder, tmp_path / "elsewhere")))
    assert is_found(second)
    again = build(second.folder, tmp_path / "b.pdf", cached=True)
    assert [finding.rule for finding in first.findings] == [
        finding.rule for finding in again.findings
    ]
    assert "value-nowhere" in [finding.rule for finding in first.findings]
    checked = [
        finding.text("ar") for finding in check(second.folder) if finding.rule not in CONVENTIONS
    ]
    assert [finding.text("ar") for finding in again.findings] == checked
    assert any(
        finding.where.file == str(second.folder / "incidents.csv") for finding in again.findings
    )


def test_any_other_option_is_another_edition(
    brief: SmallBrief, first: bytes, is_found: Callable[..., bool]
) -> None:
    assert is_found(brief)
    for options in ({"digits": "arab"}, {"profile": "draft"}, {"epoch": 0}, {"text_gate": False}):
        assert not is_found(brief, **options)


def test_any_other_file_is_another_edition(
    brief: SmallBrief, first: bytes, is_found: Callable[..., bool]
) -> None:
    brief.write(".hidden.csv", "")
    assert not is_found(brief)
    (brief.folder / ".hidden.csv").unlink()
    assert is_found(brief)
    (brief.folder / "link").symlink_to("text")
    assert not is_found(brief)


@pytest.mark.parametrize("name", ["surroundings", "FONTCONFIG_FILE"])
def test_on_another_machine_it_is_another_edition(
    name: str,
    brief: SmallBrief,
    first: bytes,
    is_found: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if name.isupper():
        monkeypatch.setenv(name, "/etc/fonts/fonts.conf")
    else:
        monkeypatch.setattr(memory, name, lambda: "0")
    assert not is_found(brief)


def test_a_library_that_changed_makes_it_another_edition(
    brief: SmallBrief,
    is_found: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    library = tmp_path / "library.so"
    library.write_bytes(b"1")
    os.utime(library, (0, 0))
    stock = machine.loaded
    monkeypatch.setattr(
        memory, "loaded", lambda: [*(stock() or []), *machine.stamps([str(library)])]
    )
    made(brief)
    assert is_found(brief)
    os.utime(library, (0, 1))
    assert not is_found(brief)
    os.utime(library, (0, 0))
    assert is_found(brief)
    library.unlink()
    assert not is_found(brief)


def test_what_changed_during_the_build_is_not_kept(
    brief: SmallBrief, is_found: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = report.building._finish

    def edited(*arguments: Any) -> Any:
        finished = stock(*arguments)
        brief.write("text/summary.md", "آخر")
        return finished

    earlier = (brief.folder / "text/summary.md").read_text("utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(report.building, "_finish", edited)
        made(brief)
    assert not is_found(brief)
    brief.write("text/summary.md", earlier)
    assert not is_found(brief)


def test_what_is_broken_is_built_again(
    brief: SmallBrief, first: bytes, is_found: Callable[..., bool]
) -> None:
    for path in users_folder().iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    assert not is_found(brief)
    assert made(brief) == first


def test_a_cache_that_cannot_be_written_is_no_error(
    brief: SmallBrief, first: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "file" / "cache"))
    assert made(brief) == first


def test_a_database_is_asked_each_time(brief: SmallBrief) -> None:
    assert EditionCache.of(brief.folder).key is not None
    brief.edit(
        "brief.toml",
        'source = "incidents.csv"',
        'url = "sqlite:///incidents.db"\nquery = "select 1"',
    )
    assert EditionCache.of(brief.folder).key is None


def test_a_brief_that_is_wrong_is_reported_each_time(
    brief: SmallBrief, capsys: pytest.CaptureFixture[str]
) -> None:
    brief.edit("brief.toml", "[brief]", "[breif")
    for _ in range(2):
        assert run(["build", str(brief.folder), "-o", str(brief.folder.parent / "a.pdf")]) == 1
        assert "brief.toml" in capsys.readouterr().err


def test_no_cache_takes_nothing_and_keeps_nothing(brief: SmallBrief, tmp_path: Path) -> None:
    command = ["build", str(brief.folder), "-o", str(tmp_path / "a.pdf"), "--quiet"]
    assert run([*command, "--no-cache"]) == 0
    assert not users_folder().exists()
    assert run(command) == 0
    assert users_folder().exists()


def test_builds_at_once_are_all_right(brief: SmallBrief, first: bytes, tmp_path: Path) -> None:
    environment = {**os.environ, "MUJAZ_CACHE": str(tmp_path / "shared")}
    paths = [tmp_path / f"{number}.pdf" for number in range(3)]

    def built(path: Path) -> int:
        words = ("build", brief.folder, "--quiet", "-o", path)
        return run_command(*words, cwd=TOP, environment=environment).returncode

    for _ in range(2):
        with ThreadPoolExecutor(len(paths)) as threads:
            assert list(threads.map(built, paths)) == [0, 0, 0]
        assert {path.read_bytes() for path in paths} == {first}


@pytest.mark.parametrize("warnings", [0, 1])
def test_nothing_heavy_is_loaded_for_what_is_found(
    brief: SmallBrief, tmp_path: Path, warnings: int
) -> None:
    if warnings:
        brief.prose("حضر الاجتماع 57 مشاركا.")
    heavy = {"pandas", "numpy", "pyarrow", "weasyprint", "matplotlib", "pikepdf", "jinja2"}
    script = (
        "import sys; from report.command.app import run; code = run(sys.argv[1:]);"
        f"print(code, *sorted({heavy} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, "build", str(brief.folder)]
    command += ["-o", str(tmp_path / "a.pdf")]
    results = [
        subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    loaded = [result.stdout.splitlines()[-1].split() for result in results]
    assert loaded[0][:3] == ["0", "jinja2", "matplotlib"]
    assert loaded[1] == ["0"]
    counted = [result.stderr.count("typed-number") for result in results]
    assert counted == [warnings, warnings]
