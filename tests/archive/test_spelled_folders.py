"""However the folder of a brief is written, the edition is the same, with every source inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.small import SmallBrief
from report.archive.package import pack_sources
from report.building import build, verify
from report.cache.edition import Finished
from report.command.app import run
from report.composing import read_and_compose
from report.errors import Finding, Location

#: The ways to write the folder of a brief, from a folder beside it.
FORMS: dict[str, Callable[[Path], str]] = {
    "relative": lambda folder: f"../{folder.name}",
    "up": lambda folder: f"../elsewhere/../{folder.name}",
    "absolute up": lambda folder: f"{folder}/../{folder.name}",
    "trailing slash": lambda folder: f"{folder}/",
    "stop inside": lambda folder: f"{folder.parent}/./{folder.name}/.",
    "link": lambda _folder: "../link",
}


@pytest.fixture
def folder(brief: SmallBrief, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A brief with a prose file that has no suffix and a template of its own; a link to it and the
    working folder are beside it."""
    brief.write("templates/css/brief.css", "p { color: #111111 }")
    brief.edit("brief.toml", "text/summary.md", "text/summary")
    (brief.folder / "text" / "summary.md").rename(brief.folder / "text" / "summary")
    (brief.folder.parent / "link").symlink_to(brief.folder)
    (brief.folder.parent / "elsewhere").mkdir()
    monkeypatch.chdir(brief.folder.parent / "elsewhere")
    return brief.folder


def inside(folder: str) -> dict[str, str]:
    composed = read_and_compose(Path(folder))
    attachments = pack_sources(composed.brief, composed.tables)
    return {attachment.path: attachment.content.sha256 for attachment in attachments}


def test_every_file_of_a_brief_is_inside(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert set(inside(str(folder))) == {f"brief/{path.relative_to(folder)}" for path in files}


@pytest.mark.parametrize("form", FORMS)
def test_the_sources_inside_are_the_same(form: str, folder: Path) -> None:
    assert inside(FORMS[form](folder)) == inside(str(folder))


def test_the_folder_that_is_entered_is_a_stop(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = inside(str(folder))
    monkeypatch.chdir(folder)
    assert inside(".") == inside("") == inside("text/..") == expected


@given(st.lists(st.sampled_from(["..", ".", "a", "b"]), max_size=4))
def test_a_finding_that_is_kept_names_its_file_in_any_folder(steps: list[str]) -> None:
    folder = Path(*steps)
    finding = Finding("typed-number", Location(file=str(folder / "text" / "a.md")))
    packed = Finished(b"", 1, (), b"", (finding,)).packed(folder)
    (again,) = Finished.unpacked(packed, Path("/other")).findings
    assert again.where.file == "/other/text/a.md"


def test_bytes_are_the_same_from_build_cache_and_batch(folder: Path, tmp_path: Path) -> None:
    expected = build(folder, tmp_path / "wanted.pdf").path.read_bytes()
    for form, write in FORMS.items():
        target = tmp_path / f"{form}.pdf"
        # The first is built, the others are in the cache.
        assert run(["build", write(folder), "-o", str(target)]) == 0
        assert target.read_bytes() == expected, form
    assert run(["batch", "../brief", "--each", "--output", str(tmp_path / "many")]) == 0
    (edition,) = (tmp_path / "many").rglob("*.pdf")
    assert edition.read_bytes() == expected
    assert verify(edition, judge=False).level == "rebuilt"
