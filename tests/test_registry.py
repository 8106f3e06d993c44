"""Kinds of other packages: found by entry points, checked, hashed; those that cannot be used are reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from plugin_package import install

from report.brief.blocks import BLOCKS, CHARTS
from report.brief.column_types import COLUMNS
from report.brief.measures import MEASURES
from report.command.kind import COMMANDS
from report.document.filters.kind import FILTERS
from report.errors import Location, MujazError
from report.expressions import FUNCTIONS
from report.registry import GROUPS, Registry, installed, may_have_plugins

REGISTRIES: dict[str, Registry[object]] = {
    registry.group: registry  # type: ignore[misc]
    for registry in (BLOCKS, CHARTS, COLUMNS, FUNCTIONS, MEASURES, FILTERS, COMMANDS)
}
PROJECT = """\
[project]
name = "{name}"
[project.entry-points."mujaz.filters"]
{entry}
"""
GOOD = "from report.plugins import ProseFilter\nSHOUT = ProseFilter(lambda context, value: value + '!')\n"


def package(
    folder: Path, entry: str, code: str, name: str = "mujaz-loud", module: str = "shout"
) -> Path:
    """Install a package of one module with one entry point."""
    files = {
        "pyproject.toml": PROJECT.format(name=name, entry=entry),
        "mujaz_office/__init__.py": "",
        f"mujaz_office/{module}.py": code,
    }
    return install(folder, files)


@pytest.fixture
def filters() -> Registry[object]:
    """Return the registry of filters as a new process has it."""
    return Registry(
        "filters", "report.document.filters:FILTERS", "report.document.filters.kind:ProseFilter"
    )


def _forget(patch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [name for name in sys.modules if name.partition(".")[0] == "mujaz_office"]:
        patch.delitem(sys.modules, name)


@pytest.mark.parametrize("group", sorted(REGISTRIES))
def test_every_kind_of_the_table_is_there(group: str) -> None:
    registry = REGISTRIES[group]
    assert group in GROUPS and registry.builtin
    for name in registry.builtin:
        assert name in registry and registry[name] is not None and registry.plugin(name) is None


def test_a_package_gives_a_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: Registry[object]
) -> None:
    _forget(monkeypatch)
    assert not may_have_plugins("filters") and "shout" not in filters
    site = package(tmp_path, 'shout = "mujaz_office.shout:SHOUT"', GOOD)
    monkeypatch.syspath_prepend(site)
    assert may_have_plugins("filters") and not may_have_plugins("blocks")
    assert "shout" in filters and filters.names()[-1] == "shout"
    plugin = filters.plugin("shout")
    assert plugin is not None and plugin == installed("filters", "shout")
    assert (plugin.distribution, plugin.version) == ("mujaz-loud", "1.0")
    assert installed("filters", "whisper") is None
    with pytest.raises(KeyError):
        filters["whisper"]


def test_the_digest_is_that_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digests = []
    for number, code in enumerate((GOOD, GOOD, GOOD + "# more\n")):
        with pytest.MonkeyPatch.context() as patch:
            _forget(patch)
            folder = tmp_path / str(number)
            site = package(folder, 'shout = "mujaz_office.shout:SHOUT"', code)
            (site / "mujaz_office" / "__pycache__").mkdir()
            (site / "mujaz_office" / "__pycache__" / "x.pyc").write_text(str(number))
            patch.syspath_prepend(site)
            plugin = installed("filters", "shout")
            assert plugin is not None
            digests.append(plugin.sha256)
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("entry", "code", "reason"),
    [
        ('shout = "mujaz_office.shout:SHOUT"', "raise RuntimeError('no luck')", "no luck"),
        ('shout = "mujaz_office.shout:OTHER"', GOOD, "OTHER"),
        ('shout = "mujaz_office.nothing:SHOUT"', GOOD, "nothing"),
        ('shout = "mujaz_office.shout:SHOUT"', "SHOUT = len", "is no ProseFilter"),
    ],
)
def test_what_is_no_kind_is_reported(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    filters: Registry[object],
    entry: str,
    code: str,
    reason: str,
) -> None:
    _forget(monkeypatch)
    monkeypatch.syspath_prepend(package(tmp_path, entry, code))
    with pytest.raises(MujazError) as raised:
        filters["shout"]
    (finding,) = raised.value.findings
    assert finding.rule == "bad-plugin" and reason in finding.text("en")
    assert "mujaz-loud" in finding.text("ar")


def test_a_kind_of_two_packages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: Registry[object]
) -> None:
    _forget(monkeypatch)
    for name in ("mujaz-loud", "mujaz-quiet"):
        site = package(tmp_path / name, 'shout = "mujaz_office.shout:SHOUT"', GOOD, name)
        monkeypatch.syspath_prepend(site)
    with pytest.raises(MujazError) as raised:
        filters["shout"]
    assert [finding.rule for finding in raised.value.findings] == ["twice-plugin"]
    assert "mujaz-loud, mujaz-quiet" in raised.value.text("en")


def test_a_kind_of_mujaz_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: Registry[object]
) -> None:
    _forget(monkeypatch)
    earlier = filters["percent"]
    monkeypatch.syspath_prepend(package(tmp_path, 'percent = "mujaz_office.shout:SHOUT"', GOOD))
    assert filters["percent"] is earlier and filters.names().count("percent") == 1


def test_a_fault_of_a_plug_in_is_said_to_be_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: Registry[object]
) -> None:
    _forget(monkeypatch)
    monkeypatch.syspath_prepend(package(tmp_path, 'shout = "mujaz_office.shout:SHOUT"', GOOD))
    place = Location(file="brief.toml", line=3)
    with pytest.raises(MujazError) as raised, filters.guarded("shout", place):
        raise ZeroDivisionError("by zero")
    (finding,) = raised.value.findings
    assert (finding.rule, finding.where) == ("plugin-failed", place)
    assert "ZeroDivisionError" in finding.text("en") and "mujaz-loud" in finding.text("en")
    with pytest.raises(ZeroDivisionError), filters.guarded("percent"):
        raise ZeroDivisionError


def test_a_view_that_can_be_changed_is_refused() -> None:
    from dataclasses import dataclass

    from report.plugins import Block, BlockKind

    @dataclass
    class Open:
        words: str

    with pytest.raises(TypeError, match="no frozen dataclass"):

        class _Kind(BlockKind[Block]):
            model = Block
            template = "open"
            views = (Open,)

            def view(self, context: object, block: Block, path: object) -> dict[str, object]:
                return {}


def test_the_names_of_the_public_module_are_there() -> None:
    import report.plugins

    for name in report.plugins.__all__:
        assert getattr(report.plugins, name) is not None
