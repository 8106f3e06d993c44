"""What a rebuild takes from the cache: unchanged charts, tables in which nothing was wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from properties import slow

import report.document.blocks.chart
import report.intake.validate
from document.small import SmallBrief
from report.building import build
from report.cache.build_cache import BuildCache, recall, use_cache
from report.cache.store import Store
from report.readings import READINGS


@pytest.fixture(params=["brief", slow("every")])
def charted(tmp_path: Path, request: pytest.FixtureRequest) -> SmallBrief:
    """A brief with a table and a chart and, slowly, one with every kind of block."""
    return SmallBrief.copied(tmp_path / "charted", request.param)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is drawn and validated: ``draw`` for a chart, ``validate`` for a table."""
    names: list[str] = []
    for module, name in (
        (report.document.blocks.chart, "draw"),
        (report.intake.validate, "validate"),
    ):
        monkeypatch.setattr(module, name, _told(getattr(module, name), name, names))
    return names


def _told(stock: Callable[..., Any], name: str, names: list[str]) -> Callable[..., Any]:
    def work(*arguments: Any, **named: Any) -> Any:
        names.append(name)
        return stock(*arguments, **named)

    return work


def test_after_an_edit_of_prose_nothing_is_drawn_or_validated_again(
    charted: SmallBrief, calls: list[str]
) -> None:
    def made(*, cached: bool) -> bytes:
        # As a new process, which has nothing but the cache.
        READINGS.forget()
        report.document.blocks.chart.DRAWN.forget()
        calls.clear()
        return build(
            charted.folder, charted.folder.parent / "a.pdf", cached=cached, text_gate=False
        ).path.read_bytes()

    made(cached=True)
    assert {"draw", "validate"} <= set(calls)
    text = min(charted.folder.rglob("*.md"))
    text.write_text(text.read_text("utf-8") + "\n\nكلمة أخرى.\n", "utf-8")
    warm = made(cached=True)
    assert "draw" not in calls
    assert "validate" not in calls
    assert made(cached=False) == warm
    assert {"draw", "validate"} <= set(calls)


def test_another_figure_is_drawn_and_validated_again(charted: SmallBrief, calls: list[str]) -> None:
    out = charted.folder.parent / "a.pdf"
    build(charted.folder, out, cached=True, text_gate=False)
    toml = charted.folder / "brief.toml"
    toml.write_text(toml.read_text("utf-8") + "# another\n", "utf-8")
    calls.clear()
    build(charted.folder, out, cached=True, text_gate=False)
    assert "validate" in calls
    calls.clear()
    build(charted.folder, out, cached=True, text_gate=False, digits="latn")
    build(charted.folder, out, cached=True, text_gate=False, digits="arab")
    assert "draw" in calls


def test_a_thing_is_made_once_for_equal_reasons(tmp_path: Path) -> None:
    things: list[object] = []

    def make(thing: object) -> object:
        things.append(thing)
        return thing

    def ask(reason: object, thing: object, machine: str = "1") -> object:
        memory = BuildCache(Store(tmp_path), machine)
        with use_cache(memory):
            answer = recall("thing", lambda: reason, lambda: make(thing))
        memory.settle()
        return answer

    assert [
        ask(1, "a"),
        ask(1, "b"),
        ask(1.0, "c"),
        ask("1", "d"),
        ask(1, "e", machine="2"),
    ] == list("aacde")
    assert things == list("acde")


def test_without_a_memory_it_is_made_each_time() -> None:
    def never() -> object:
        raise AssertionError

    assert [recall("thing", never, make) for make in (lambda: "a", lambda: "b")] == ["a", "b"]


def test_what_a_library_newer_than_the_build_made_is_not_kept(tmp_path: Path) -> None:
    memory = BuildCache(Store(tmp_path), "1", begun=0)
    key = memory.key("thing", 1)
    memory.keep(key, b"data")
    memory.settle()
    assert BuildCache(Store(tmp_path), "1").find(key) is None


def test_a_file_that_cannot_be_looked_at_is_no_error(
    charted: SmallBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr("report.cache.edition.contents", unreadable)
    monkeypatch.setattr("report.intake.contents", unreadable)
    assert build(
        charted.folder, charted.folder.parent / "a.pdf", cached=True, text_gate=False
    ).pages
