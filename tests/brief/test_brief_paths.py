"""Paths in ``brief.toml``: nothing outside the brief's folder is named, linked to, or read."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.minimal import TOML, findings_of, line_of, loaded, written
from report.brief import load_brief


@pytest.mark.parametrize(
    "path",
    [
        "../meetings.csv",
        "..",
        "text/../../meetings.csv",
        "text/..",
        "/etc/hostname",
        "//server/share/a.csv",
        r"text\\meetings.csv",
        r"..\\meetings.csv",
        "C:meetings.csv",
        "C:/meetings.csv",
        "file:///etc/hostname",
        "https://example.org/a.csv",
        "a.csv:stream",
    ],
)
@pytest.mark.parametrize("key", ["source", "prose"])
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, path: str, key: str) -> None:
    toml = (
        TOML.replace("meetings.csv", path)
        if key == "source"
        else TOML.replace('note = "ملاحظة"', f'prose = "{path}"')
    )
    written(tmp_path, toml)
    (finding,) = findings_of(lambda: load_brief(tmp_path))
    place = "tables.meetings.source" if key == "source" else "sections[1].blocks[1].prose"
    assert (finding.rule, finding.where.key, finding.where.line) == (
        "outside-brief",
        place,
        line_of(toml, path),
    )
    assert finding.values == {"path": path.replace(r"\\", "\\")}


def test_a_path_inside_the_folder_is_resolved(tmp_path: Path) -> None:
    brief = loaded(tmp_path)
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "نص.md").write_text("x", "utf-8")
    (tmp_path / "same.csv").symlink_to("meetings.csv")
    where = brief.where("tables", "meetings", "source")
    for path in ("text/نص.md", "./text/./نص.md", "text//نص.md", "same.csv"):
        assert brief.resolve(path, where) == tmp_path / path


@pytest.mark.parametrize(
    "path", [".", "none.csv", "text", "meetings.csv/a", "~/a.csv", "a\0b", "a" * 5000]
)
def test_what_is_no_file_is_reported_with_the_key(tmp_path: Path, path: str) -> None:
    brief = loaded(tmp_path)
    (tmp_path / "text").mkdir()
    where = brief.where("tables", "meetings", "source")
    (finding,) = findings_of(lambda: brief.resolve(path, where))
    assert (finding.rule, finding.where, finding.values["path"]) == ("no-file", where, path)


@pytest.mark.parametrize("by", ["file", "folder", "chain"])
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, by: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.csv").write_text("name\nسر\n", "utf-8")
    folder = tmp_path / "brief"
    brief = loaded(folder)
    if by == "file":
        (folder / "secret.csv").symlink_to(outside / "secret.csv")
    elif by == "folder":
        (folder / "text").symlink_to(outside)
    else:
        (folder / "first").symlink_to("../outside")
        (folder / "secret.csv").symlink_to("first/secret.csv")
    path = "text/secret.csv" if by == "folder" else "secret.csv"
    (finding,) = findings_of(lambda: brief.read_text(path, brief.where("tables")))
    assert (finding.rule, finding.values) == ("outside-brief", {"path": path})


def test_a_link_around_in_a_circle_is_no_file(tmp_path: Path) -> None:
    brief = loaded(tmp_path)
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    assert findings_of(lambda: brief.resolve("a.csv", brief.where("tables")))[0].rule == "no-file"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    loaded(tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    brief = load_brief(tmp_path / "link")
    assert (
        brief.resolve("meetings.csv", brief.where("tables")) == tmp_path / "link" / "meetings.csv"
    )
