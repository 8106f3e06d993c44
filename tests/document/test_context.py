"""All that templates and prose can reach, gone through by attributes, items, calls and filters: plain data alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Undefined
from jinja2.runtime import LoopContext
from markupsafe import Markup

from brief.minimal import HEADING, written
from report.brief.blocks import BLOCKS
from report.building import compose
from report.checking import check
from report.document.context import ATTRIBUTES
from report.document.marks import MarkedText
from report.document.measure_views import MeasureNames, MeasureView, MembersView
from report.findings.page import to_html
from report.messages import Phrase
from report.sandbox import Function, Sandbox
from report.sandbox.access import COLLECTIONS, PLAIN

EVERY = Path(__file__).parent / "every"
#: The types that templates may read: those of all, and those of each kind of block.
VIEWS = {*ATTRIBUTES, *(view for kind in BLOCKS.all() for view in kind.attributes)}
#: The types of our own that prose and the page of findings may read, beside those of templates, and
#: a text that is nothing but text to them.
OTHERS = {MeasureView, MembersView, MeasureNames, MarkedText, Phrase}


class Walk:
    """Goes from a value to all that an expression can make of it."""

    def __init__(self, environment: Sandbox) -> None:
        self.environment = environment
        self.seen: set[int] = set()
        self.kept: list[object] = []
        self.types: set[type] = set()

    def visit(self, value: Any, path: str, *, filtered: bool = False) -> None:
        """Fail when a value, or anything that can be reached from it, is of a type that is not on the list.

        :param filtered: whether it came out of a filter: its own parts are looked at, but not filtered again.
        """
        kind = type(value)
        plain = kind in PLAIN
        if id(value) in self.seen or isinstance(value, Undefined) or (plain and kind in self.types):
            return
        self.seen.add(id(value))
        self.kept.append(value)  # else its id may be another's
        self.types.add(kind)
        assert (
            kind in PLAIN | COLLECTIONS | {Function} | set(VIEWS) | OTHERS
            or kind.__name__ == "_Line"
        ), path
        for name in sorted(
            {*dir(value), *_all_names(kind), "parse_raw", "__globals__", "format", "f_back"}
        ):
            for read in (self.environment.getattr, self.environment.getitem):
                tried = _tried(lambda target, read=read, name=name: read(target, name), value)
                allowed = self.environment._access.names(kind)
                assert (
                    tried is None
                    or isinstance(tried, Undefined)
                    or name in allowed
                    or _is_key(value, name)
                ), path
                self.visit(tried, f"{path}.{name}", filtered=filtered)
        for key in _keys(value):
            self.visit(self.environment.getitem(value, key), f"{path}[{key!r}]", filtered=filtered)
        if kind is Function:
            result = _tried(_called, value)
            if type(result) is not MembersView or MembersView not in self.types:
                self.visit(result, f"{path}()", filtered=filtered)
        if not filtered:
            for name, function in self.environment.filters.items():
                self.visit(_tried(function, value), f"{path} | {name}", filtered=True)


def _called(function: Any) -> Any:
    """Return what a function returns, listed if it is an iterator."""
    result = function()
    return result if isinstance(result, MeasureView | MembersView) else list(result)


def _all_names(kind: type) -> Iterator[str]:
    if is_dataclass(kind):
        yield from (field.name for field in fields(kind))


def _is_key(value: Any, name: str) -> bool:
    return isinstance(value, dict) and name in value


def _keys(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value)
    if isinstance(value, MeasureNames):
        return list(value._measures)
    is_list = isinstance(value, tuple | list | range | MembersView)
    return list(range(len(value))) if is_list else []


def _tried(function: Any, value: Any) -> Any:
    """Return what a function makes of a value; most do not take most values."""
    try:
        return function(value)
    except Exception:
        return None


SUMMED = """
[tables.meetings]
source = "meetings.csv"
label = "الاجتماعات"
[tables.meetings.columns]
cost = { label = "الكلفة", type = "number" }
[[sections]]
title = "القسم"
[[sections.blocks]]
register = "meetings"
columns = ["name", "cost"]
caption = "الاجتماعات"
sums = "cost"
totals = ["pages", "end"]
"""


@pytest.fixture(scope="module")
def calls_given(
    tmp_path_factory: pytest.TempPathFactory,
) -> list[tuple[Sandbox, str, Mapping[str, object]]]:
    """Return everything that the brief with every block, one whose pages carry sums forward, and findings give to
    templates and prose."""
    summed = written(tmp_path_factory.mktemp("summed"), HEADING + SUMMED, "name,cost\nفاس,1\n")
    calls: list[tuple[Sandbox, str, Mapping[str, object]]] = []
    with pytest.MonkeyPatch.context() as patch:
        for method in ("fill", "examine"):
            patch.setattr(Sandbox, method, _watched(getattr(Sandbox, method), calls))
        compose(EVERY)
        compose(summed)
        to_html(check(EVERY.parent / "nowhere"))
    return calls


def _watched(method: Any, calls: list[tuple[Sandbox, str, Mapping[str, object]]]) -> Any:
    def watched(environment: Sandbox, name: str, values: Mapping[str, object]) -> Any:
        calls.append((environment, name, values))
        return method(environment, name, values)

    return watched


def test_every_template_is_looked_at(
    calls_given: list[tuple[Sandbox, str, Mapping[str, object]]],
) -> None:
    shipped = {path.name for path in Path("templates/blocks").glob("*.html")} - {
        "carried.html",
        "drawing.html",
        "picture.html",
        "total.html",
        "under.html",
    }
    names = {Path(name).name for _, name, _ in calls_given}
    assert names >= {*shipped, "brief.html", "findings.html"}
    assert any("{{" in name for _, name, _ in calls_given), "no prose"


def test_nothing_but_plain_data_is_reached(
    calls_given: list[tuple[Sandbox, str, Mapping[str, object]]],
) -> None:
    walks: dict[int, Walk] = {}
    for environment, name, values in calls_given:
        walk = walks.setdefault(id(environment), Walk(environment))
        for key, value in {**environment.globals, **values}.items():
            walk.visit(value, f"{name}: {key}")
    reached = set().union(*(walk.types for walk in walks.values()))
    assert reached >= set(VIEWS) | OTHERS | {Function, Markup, dict, tuple}


@pytest.mark.parametrize("kind", sorted(ATTRIBUTES, key=lambda kind: kind.__name__))
def test_a_view_object_is_frozen_and_has_what_the_list_says(kind: type) -> None:
    assert is_dataclass(kind) and kind.__dataclass_params__.frozen and hasattr(kind, "__slots__")  # type: ignore[attr-defined]
    assert all(hasattr(kind, name) and not name.startswith("_") for name in ATTRIBUTES[kind])


def test_what_stands_in_loop_is_plain(tmp_path: Path) -> None:
    loop = LoopContext([1, 2, 3], Undefined)
    next(loop)
    environment = _bare()
    for name in dir(loop):
        result = environment.getattr(loop, name)
        assert isinstance(result, int | bool | Function | Undefined | type(None)), name
        refused = name.startswith("_") or name in ("changed", "depth0")
        assert isinstance(result, Undefined) == (refused or name == "previtem"), name


def _bare() -> Sandbox:
    from report.document.context import template_access
    from report.sandbox import TEMPLATES

    return Sandbox(template_access(()), statements=TEMPLATES, filters={})
