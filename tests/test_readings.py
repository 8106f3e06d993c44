"""A brief is read again only if a file of its folder has other bytes, and is then as a new process reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import strategies as st
from properties import examples

import report.composing
import report.intake
from document.small import SmallBrief
from report import readings
from report.building import build
from report.composing import read
from report.document.blocks.chart import DRAWN
from report.errors import MujazError
from report.readings import MOST_BYTES, READINGS

#: Edits of a small brief: a file and what becomes of its bytes, ``None`` for a file that goes.
EDITS: tuple[tuple[str, Callable[[bytes], bytes | None]], ...] = (
    ("text/summary.md", lambda data: data + "\n\nكلمة أخرى.\n".encode()),
    ("incidents.csv", lambda data: data.replace("طنجة".encode(), "وجدة".encode(), 1)),
    ("incidents.csv", lambda data: data + data.splitlines(keepends=True)[-1]),
    (
        "brief.toml",
        lambda data: data.replace("حوادث يناير".encode(), "حوادث شهر يناير".encode(), 1),
    ),
    ("brief.toml", lambda data: data + b"# a note\n"),
    (".hidden.csv", lambda data: data + b"a,b\n1,2\n"),
    ("templates/css/brief.css", lambda data: data + b"p { color: #123456 }\n"),
)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    READINGS.forget()
    yield
    READINGS.forget()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The folders that are read."""
    folders: list[Path | None] = []
    stock = report.composing._read_given

    def counted(subject: report.composing.Given, digits: object) -> object:
        folders.append(subject.folder)
        return stock(subject, digits)  # type: ignore[arg-type]

    monkeypatch.setattr(report.composing, "_read_given", counted)
    return folders


def change(folder: Path, edit: tuple[str, Callable[[bytes], bytes | None]]) -> None:
    """Change a file of a brief; one that is not there begins empty."""
    path = folder / edit[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(edit[1](path.read_bytes() if path.is_file() else b"") or b"")


def test_the_second_reading_is_remembered(brief: SmallBrief, reads: list[Path | None]) -> None:
    first, second, third = (read(brief.folder) for _ in range(3))
    assert len(reads) == 2
    assert second is third is not first
    change(brief.folder, EDITS[0])
    (brief.folder / "another.md").write_text("نص", "utf-8")
    assert read(brief.folder) is third
    read(brief.folder, "latn")
    read(brief.folder, "latn")
    read(brief.folder, "latn")
    assert len(reads) == 4


@examples(4, 40, edits=st.lists(st.sampled_from(range(len(EDITS))), min_size=1, max_size=5))
def test_after_edits_a_brief_has_the_bytes_of_a_new_process(
    tmp_path_factory: pytest.TempPathFactory, edits: list[int]
) -> None:
    folder = SmallBrief.copied(tmp_path_factory.mktemp("brief") / "brief").folder
    output = folder.parent / "a.pdf"

    def built() -> bytes | str:
        try:
            return build(folder, output, text_gate=False).path.read_bytes()
        except MujazError as error:
            return str(error)

    READINGS.forget()
    built()
    for number in edits:
        built()
        change(folder, EDITS[number])
        warm = built()
        READINGS.forget()
        DRAWN.forget()
        assert built() == warm, EDITS[number][0]


@pytest.mark.parametrize("edit", [edit for edit in EDITS if not edit[0].endswith(".md")])
def test_another_file_is_read(
    brief: SmallBrief, reads: list[Path | None], edit: tuple[str, Callable[[bytes], bytes | None]]
) -> None:
    for _ in range(2):
        read(brief.folder)
    change(brief.folder, edit)
    with suppress(MujazError):
        read(brief.folder)
    assert len(reads) == 3


def test_a_file_that_changes_while_it_is_read_is_read_again(
    brief: SmallBrief, reads: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = report.intake.read_tables

    def slow(*arguments: object) -> object:
        tables = stock(*arguments)  # type: ignore[arg-type]
        change(brief.folder, ("brief.toml", lambda data: data + b"# later\n"))
        return tables

    monkeypatch.setattr(report.intake, "read_tables", slow)
    for _ in range(3):
        read(brief.folder)
    assert len(reads) == 3


def test_a_large_folder_is_read_each_time(brief: SmallBrief, reads: list[Path | None]) -> None:
    (brief.folder / "large.bin").write_bytes(bytes(MOST_BYTES))
    for _ in range(3):
        read(brief.folder)
    assert len(reads) == 3


def test_a_table_of_other_files_is_read_each_time(
    brief: SmallBrief, reads: list[Path | None]
) -> None:
    (table,) = brief.folder.glob("*.csv")
    package = json.dumps({"resources": [{"name": "a", "path": table.name}]})
    (brief.folder / "datapackage.json").write_text(package, "utf-8")
    toml = brief.folder / "brief.toml"
    toml.write_text(
        toml.read_text("utf-8").replace(f'"{table.name}"', '"datapackage.json"'), "utf-8"
    )
    for _ in range(3):
        read(brief.folder)
    assert len(reads) == 3


def test_a_folder_that_cannot_be_read_is_no_error(
    brief: SmallBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(readings, "contents", refused)
    assert read(brief.folder) is not read(brief.folder)
