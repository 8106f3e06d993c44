"""The folder of the cache: what is not whole, or not ours, was never there."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from report.cache.store import Store, users_folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "deep" / "cache")


def files(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir())


def test_what_is_written_is_read(store: Store) -> None:
    assert store.read("a") is None
    store.write("a", b"one")
    store.write("a", b"two")
    store.write("b", b"")
    assert (store.read("a"), store.read("b"), store.read("c")) == (b"two", b"", None)
    assert files(store) == ["a.kept", "b.kept"]
    assert store.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-1], lambda data: b"", lambda data: data[:20] + b"X" + data[21:]]
)
def test_what_is_broken_is_not_believed_and_goes(harm: object, store: Store) -> None:
    store.write("a", b"one and two")
    path = store.folder / "a.kept"
    assert callable(harm)
    path.write_bytes(harm(path.read_bytes()))
    assert store.read("a") is None
    assert files(store) == []


def test_what_is_whole_under_another_name_is_not_believed(store: Store) -> None:
    store.write("a", b"one")
    (store.folder / "a.kept").rename(store.folder / "b.kept")
    assert store.read("b") is None


def test_a_folder_that_others_write_into_is_not_believed(store: Store) -> None:
    store.write("a", b"one")
    store.folder.chmod(0o777)
    store.write("b", b"two")
    assert (store.read("a"), store.read("b")) == (None, None)
    assert files(store) == ["a.kept"]


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "cache")
    store.write("a", b"one")
    assert store.read("a") is None


def test_a_folder_instead_of_a_file_is_no_error(store: Store) -> None:
    (store.folder / "a.kept" / "x").mkdir(parents=True)
    store.folder.chmod(0o700)
    store.write("a", b"one")
    assert store.read("a") is None
    assert files(store) == ["a.kept"]


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", limit=300)
    for age, key in enumerate("abc"):
        store.write(key, b"x" * 50)
        os.utime(store.folder / f"{key}.kept", (0, 1000 + age))
    assert store.read("a") == b"x" * 50
    store.write("d", b"x" * 50)
    assert files(store) == ["a.kept", "c.kept", "d.kept"]
    store.write("e", b"x" * 301)
    assert store.read("e") is None


def test_what_was_never_finished_goes(store: Store) -> None:
    store.write("a", b"one")
    for name, age in (("old.part", 7200), ("new.part", 0)):
        (store.folder / name).write_bytes(b"")
        os.utime(store.folder / name, (0, time.time() - age))
    store.write("b", b"two")
    assert files(store) == ["a.kept", "b.kept", "new.part"]


def test_many_may_write_and_read_at_once(store: Store) -> None:
    seen: set[bytes | None] = set()

    def work(number: int) -> None:
        for _ in range(40):
            store.write("a", b"%d" % number * 5000)
            seen.add(store.read("a"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen <= {b"%d" % number * 5000 for number in range(4)}
    assert files(store) == ["a.kept"]


def test_the_folder_is_that_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    for own, base, folder in (
        ("/own", "/base", "/own"),
        ("", "/base", "/base/mujaz"),
        ("", "relative", "/home/somebody/.cache/mujaz"),
        ("", "", "/home/somebody/.cache/mujaz"),
    ):
        monkeypatch.setenv("MUJAZ_CACHE", own)
        monkeypatch.setenv("XDG_CACHE_HOME", base)
        assert users_folder() == Path(folder)
