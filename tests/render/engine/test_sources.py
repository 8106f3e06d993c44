"""A release of WeasyPrint is used when it is the one that Mujaz knows; when it is not, the symbols are named."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from source_trees import nodes_of

from report.errors import RenderError
from report.render.engine import sources
from report.render.engine.patches import Patch, stock
from report.render.engine.sources import DIGESTS, KNOWN, changed_in, check_sources, sources_in

ROOT = Path(__file__).parents[3]
RENDER = ROOT / "report" / "render"
PORT = RENDER / "engine"
INSTALLED = {name: Path(str(metadata.distribution(name).locate_file(""))) for name in KNOWN}
#: The names that WeasyPrint documents: their signatures are its promise.
DOCUMENTED = {
    "weasyprint:CSS",
    "weasyprint:HTML",
    "weasyprint.document:Document",
    "weasyprint.document:Page",
    "weasyprint.css.counters:CounterStyle",
    "weasyprint.text.fonts:FontConfiguration",
}


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    caches = sources.changed, sources.installed_releases
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.fixture
def copied(tmp_path: Path) -> dict[str, Path]:
    """Copies of the packages that can be changed."""
    for name, root in INSTALLED.items():
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return dict.fromkeys(INSTALLED, tmp_path)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new), "utf-8")


def test_the_releases_installed_are_the_known_ones() -> None:
    assert {name: metadata.version(name) for name in KNOWN} == KNOWN
    assert list(changed_in(INSTALLED)) == []


def test_what_changed_is_named(copied: dict[str, Path]) -> None:
    package = copied["weasyprint"] / "weasyprint"
    edit(package / "layout/inline.py", "def justify_line(context, line,", "def justify_line(line,")
    edit(package / "draw/text.py", "def draw_first_line(", "def draw_line(")
    edit(
        copied["pydyf"] / "pydyf/__init__.py",
        "class Dictionary(Object, dict)",
        "class Dictionary(dict)",
    )
    (package / "matrix.py").unlink()
    assert set(changed_in(copied)) == {
        "weasyprint.layout.inline:justify_line",
        "weasyprint.draw.text:draw_first_line",
        "weasyprint.matrix:Matrix",
        "pydyf:Dictionary",
    }


def test_what_changed_elsewhere_is_no_matter(copied: dict[str, Path]) -> None:
    package = copied["weasyprint"] / "weasyprint"
    edit(
        package / "__init__.py", "VERSION = __version__ = '70.0'", "VERSION = __version__ = '70.1'"
    )
    edit(package / "layout/flex.py", "def flex_layout(", "def other(): pass\n\n\ndef flex_layout(")
    with (package / "layout/inline.py").open("a", encoding="utf-8") as file:
        file.write("\n\n# a remark\n")
    assert list(changed_in(copied)) == []


def released(monkeypatch: pytest.MonkeyPatch, release: str) -> None:
    """Let another release of WeasyPrint be installed."""
    real = metadata.version
    monkeypatch.setattr(
        metadata, "version", lambda name: release if name == "weasyprint" else real(name)
    )


def test_a_release_with_the_same_sources_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    released(monkeypatch, "70.1")
    check_sources()


def test_a_release_with_other_sources_is_refused_by_name(
    copied: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    released(monkeypatch, "70.2")
    edit(copied["weasyprint"] / "weasyprint/stacking.py", "def _dispatch(", "def _sort(")
    monkeypatch.setattr(sources, "changed", lambda _: tuple(changed_in(copied)))
    with pytest.raises(RenderError) as caught:
        check_sources()
    (finding,) = caught.value.findings
    assert finding.rule == "wrong-weasyprint"
    for language in ("en", "ar"):
        text = caught.value.text(language)
        assert "weasyprint.stacking:_dispatch" in text
        assert "weasyprint==70.2" in text
        assert f"pip install weasyprint=={KNOWN['weasyprint']}" in text


def test_with_the_known_releases_no_source_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: object) -> tuple[str, ...]:
        raise AssertionError

    monkeypatch.setattr(sources, "changed", never)
    check_sources()


def test_a_missing_package_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", absent)
    with pytest.raises(RenderError) as caught:
        check_sources()
    assert caught.value.findings[0].rule == "no-weasyprint"
    assert "weasyprint" in caught.value.text("ar")


def test_a_module_that_cannot_be_read_has_no_sources(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    assert sources_in(file) == {}
    file.write_text("def (", "utf-8")
    assert sources_in(file) == {}


# --- the port is the only importer, and all that it leans on is in the list ------------------------------------------


def imports_of(file: Path) -> set[str]:
    """Return what a module imports of WeasyPrint and pydyf, as ``module:name``."""
    results = set()
    for node in nodes_of(file):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            results |= {f"{node.module}:{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            results |= {alias.name for alias in node.names}
    return {name for name in results if re.match(r"(weasyprint|pydyf)\b", name)}


def test_nothing_but_the_port_imports_weasyprint() -> None:
    importers = {file for file in (ROOT / "report").rglob("*.py") if imports_of(file)}
    assert importers
    assert all(file.parent == PORT for file in importers)


def is_known(symbol: str) -> bool:
    """Say whether a symbol is documented or in the list: itself, its module, or, for a module, something in it."""
    module, _, name = symbol.partition(":")
    inner = f"{module}.{name}"  # a module that is imported from its package
    listed = {names.partition(":")[0] for names in DIGESTS}
    return symbol in DOCUMENTED or symbol in DIGESTS or module in DIGESTS or inner in listed


@pytest.mark.parametrize("file", sorted(PORT.glob("*.py")), ids=lambda file: file.stem)
def test_what_the_port_imports_is_in_the_list(file: Path) -> None:
    assert [symbol for symbol in sorted(imports_of(file)) if not is_known(symbol)] == []


#: Private names that are reached as attributes, and where each is made.
PRIVATE = {
    "_box": "weasyprint.layout.absolute:AbsolutePlaceholder",
    "_build_layout_context": "weasyprint.document:Document._build_layout_context",
    "_current_font": "weasyprint.pdf.stream:Stream",
    "_page_box": "weasyprint.document:Page.__init__",
    "_render": "weasyprint.document:Document._render",
    "_resources": "weasyprint.pdf.stream:Stream",
    "_tags": "weasyprint.pdf.stream:Stream",
    "__del__": "weasyprint.text.fonts:FontConfiguration.__del__",
}


def private_names(file: Path) -> set[str]:
    """Return the private names that a module asks of objects that are not its own."""
    own = {
        target.id
        for node in nodes_of(file)
        if isinstance(node, ast.AnnAssign) and isinstance(target := node.target, ast.Name)
    }
    asked = set()
    for node in nodes_of(file):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr not in own:
            if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                asked.add(node.attr)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr":
            name = getattr(node.args[-1 if len(node.args) == 1 else 1], "value", "")
            asked |= {name} if isinstance(name, str) and name.startswith("_") else set()
    own_of_python = {"__init__", "__setitem__", "__name__", "__file__", "__class__", "_replace"}
    return asked - own_of_python


def test_private_names_are_asked_in_the_port_alone_and_are_in_the_list() -> None:
    asked = set[str]().union(*(private_names(file) for file in PORT.glob("*.py")))
    assert asked == PRIVATE.keys()
    assert set(PRIVATE.values()) <= DIGESTS.keys()
    outside = {
        file.name: private_names(file) for file in RENDER.rglob("*.py") if file.parent != PORT
    }
    assert {name: names for name, names in outside.items() if names} == {}


def test_what_is_replaced_is_in_the_list_and_is_at_most_ten() -> None:
    replaced = {f"{function.__module__}:{function.__qualname__}" for function in map(stock, Patch)}
    assert replaced <= DIGESTS.keys()
    assert len(Patch) <= 10


def test_the_rest_of_the_room_has_types_for_all() -> None:
    for file in RENDER.rglob("*.py"):
        names = {getattr(node, "id", "") for node in nodes_of(file)}
        assert file.parent == PORT or "Any" not in names, file


def test_functions_are_replaced_in_one_module_alone() -> None:
    for file in RENDER.rglob("*.py"):
        if file != PORT / "patches.py":
            assert "setattr(" not in file.read_text("utf-8").replace("getattr(", ""), file


def test_the_document_says_what_each_symbol_is_for() -> None:
    text = (ROOT / "docs" / "weasyprint.md").read_text("utf-8")
    table = text.partition("\n## The symbols\n")[2]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    listed = []
    for row in rows:
        for name in re.findall(r"`([^`]+)`", row.split("|")[1]):
            listed.append(name)
    assert sorted(listed) == sorted(DIGESTS)
    assert all(len(row.split("|")) == 5 and all(row.split("|")[1:4]) for row in rows)
    for name, release in KNOWN.items():
        assert f"{name} {release}" in text
