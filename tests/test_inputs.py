"""The files of a build are walked in one way."""

from __future__ import annotations

import os
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.inputs import contents, inputs, own_digest, own_files, walk

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.csv", "a/z.md", "a/é.csv", ".lock", ".git/config", "__pycache__/x.csv"):
        path = tmp_path / "brief" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return tmp_path / "brief"


def test_files_are_sorted_and_hidden_ones_left_out(folder: Path) -> None:
    assert [file.name for file in walk(folder)] == [
        "__pycache__/x.csv",
        "a/z.md",
        "a/é.csv",
        "b.csv",
    ]
    assert {".lock", ".git/config"} < {file.name for file in walk(folder, hidden=True)}
    assert dict(inputs(folder))["b.csv"] == sha256(b"b.csv").hexdigest()


def test_names_are_sorted_by_the_parts_of_their_paths(folder: Path) -> None:
    for name in ("a-b.csv", "a.csv", "a/b/c.csv", "a/b-c.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    names = [file.name for file in walk(folder)]
    assert names == sorted(names, key=lambda name: name.split("/"))
    assert [file.path for file in walk(folder)] == [folder / name for name in names]


def test_a_link_that_leads_nowhere_is_no_file(folder: Path) -> None:
    names = [file.name for file in walk(folder)]
    (folder / "circle").symlink_to("circle")
    (folder / "below").symlink_to("b.csv/c.csv")
    (folder / "away").symlink_to("nowhere")
    assert [file.name for file in walk(folder)] == names


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "b.csv").write_text("other"),
        lambda folder: (folder / "b.csv").rename(folder / "c.csv"),
        lambda folder: (folder / ".new").touch(),
        lambda folder: (folder / "link").symlink_to("b.csv"),
        lambda folder: (folder / "away").symlink_to("nowhere"),
        lambda folder: (folder / "above").symlink_to(".."),
        lambda folder: (folder / "circle").symlink_to("circle"),
    ],
)
def test_every_change_changes_the_contents(folder: Path, change: object) -> None:
    earlier = contents(folder)
    assert contents(folder) == earlier
    change(folder)  # type: ignore[operator]
    assert contents(folder) != earlier


def test_where_a_link_leads_counts_and_circles_end(folder: Path) -> None:
    (folder / "link").symlink_to("a")
    earlier = contents(folder)
    (folder / "link").unlink()
    (folder / "link").symlink_to(".")
    assert contents(folder) != earlier
    assert "link" not in dict(inputs(folder))


def test_bytes_of_a_suffix_are_left_out(folder: Path) -> None:
    earlier = contents(folder, but=(".md",))
    (folder / "a/z.md").write_text("other")
    assert contents(folder, but=(".md",)) == earlier
    (folder / "b.csv").write_text("other")
    assert contents(folder, but=(".md",)) != earlier


def test_pipes_are_no_inputs(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    assert "pipe.csv" not in dict(inputs(folder))
    assert contents(folder)


@given(st.binary(max_size=20))
def test_a_digest_is_of_the_bytes(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder_name:
        (Path(folder_name) / "a").write_bytes(data)
        assert dict(inputs(Path(folder_name))) == {"a": sha256(data).hexdigest()}


def test_the_makefile_and_the_package_know_the_same_files() -> None:
    listing = subprocess.run(
        ["make", "-s", "-f", "-", "print"],
        input=(ROOT / "Makefile").read_text().split("# The set-up")[0] + "\nprint:\n\t@printf '%s\\n' $(CODE)\n",
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    mine = {file.path.relative_to(ROOT).as_posix() for file in own_files()}
    assert mine <= set(listing.stdout.split()) and len(mine) > 300
    assert {Path(name).parts[0] for name in listing.stdout.split()} == {
        "report",
        "templates",
        "assets",
    }
    assert len(own_digest()) == 64


def test_own_files_are_listed_again_when_a_folder_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report.inputs.assets", lambda: tmp_path)
    (tmp_path / "fonts" / "empty").mkdir(parents=True)

    def names() -> list[str]:
        return [file.name for file in own_files() if file.name.startswith("assets/")]

    assert names() == []
    (tmp_path / "fonts" / "empty" / "b.ttf").write_bytes(b"b")
    assert names() == ["assets/fonts/empty/b.ttf"]
    assert own_files() is own_files()
    (tmp_path / "a.txt").write_bytes(b"a")
    assert names() == ["assets/a.txt", "assets/fonts/empty/b.ttf"]
    (tmp_path / "fonts" / "empty" / "b.ttf").rename(tmp_path / "fonts" / "c.ttf")
    assert names() == ["assets/a.txt", "assets/fonts/c.ttf"]
    (tmp_path / "a.txt").unlink()
    assert names() == ["assets/fonts/c.ttf"]


def test_the_digest_is_the_same_after_python_compiles_a_script_of_the_assets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import compileall

    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "make.py").write_text("1\n")
    monkeypatch.setattr("report.inputs.assets", lambda: tmp_path)
    digest_before = own_digest()

    assert compileall.compile_dir(tmp_path, quiet=1)

    assert list(tmp_path.rglob("*.pyc"))
    assert own_digest() == digest_before
