"""What the documents say of the code is so: figures, names of functions and types, the order of the rooms."""

from __future__ import annotations

import re
import tomllib
from functools import cache, reduce
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MIB = 1024**2
GIB = 1024**3


def resolved(dotted: str) -> object:
    """Return what a name like ``tables.registers.ROWS_IN_HTML`` represents in the package."""
    names = dotted.split(".")
    for length in range(len(names), 0, -1):
        try:
            value: object = import_module(".".join(["report", *names[:length]]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, names[length:], value)
    raise ModuleNotFoundError(dotted)


#: The document, what it says with ``#`` for the figure, the constant, and what one of the figure is worth.
FIGURES = [
    ("architecture.md", "From # rows on", "tables.registers.LONG_TABLE_ROWS", 1),
    ("architecture.md", "most # rows if some may break", "tables.registers.MOST_ROWS_IN_HTML", 1),
    (
        "architecture.md",
        "not on the first page (`pages.py`), # at a time",
        "render.long_tables.pages._CHUNK",
        1,
    ),
    (
        "architecture.md",
        "In registers of at least # rows",
        "render.machine.MANY_ROWS",
        1,
    ),
    ("architecture.md", "register of at least # pages", "archive.append_pages._PARTED", 1),
    ("architecture.md", "A register of # rows or more", "tables.registers.LONG_TABLE_ROWS", 1),
    ("architecture.md", "in memory up to # MiB", "render.long_tables.page_buffer._HELD", MIB),
    ("architecture.md", "in object streams of about # objects", "archive.objects._TOGETHER", 1),
    ("architecture.md", "of a face up to # words", "render.long_tables.typeface._MOST_WORDS", 1),
    (
        "guide.md",
        "A register of # rows or more is a long register",
        "tables.registers.LONG_TABLE_ROWS",
        1,
    ),
    ("guide.md", "measured in about # rows", "tables.registers._SAMPLE", 1),
    (
        "guide.md",
        "a register of # rows or more is laid out row by row",
        "tables.registers.MIN_ROWS_FOR_LONG_TABLE",
        1,
    ),
    ("guide.md", "A smaller font, down to # points", "tables.fitting.SIZES.-1", 1),
    ("guide.md", "holds # MiB at most", "cache.store.LIMIT", MIB),
    ("guide.ar.md", "يعد السجل طويلا إذا بلغ # صف", "tables.registers.LONG_TABLE_ROWS", 1),
    ("guide.ar.md", "إذا بلغ # صف؛", "tables.registers.MIN_ROWS_FOR_LONG_TABLE", 1),
    ("guide.ar.md", "وسعتها # ميبيبايت", "cache.store.LIMIT", MIB),
    ("guide.md", "A chart has at most # categories", "charts.check.MOST_CATEGORIES", 1),
    ("guide.md", "categories, # columns", "charts.kinds.columns.MOST_COLUMNS", 1),
    ("guide.md", "up to # small lines", "charts.kinds.sparklines.MOST_LINES", 1),
    ("guide.md", "at most # dots (`chart-dots`)", "charts.kinds.box.MOST_DOTS", 1),
    (
        "guide.md",
        "Groups of fewer than # numbers are dots; at most 20",
        "charts.kinds.density.LEAST_FOR_CURVE",
        1,
    ),
    ("guide.md", "dots; at most # groups. Numbers", "charts.kinds.density.MOST_GROUPS", 1),
    ("guide.ar.md", "وأقصى عدد المجموعات #.", "charts.kinds.density.MOST_GROUPS", 1),
    ("guide.md", "Up to # rows (`chart-dots`)", "charts.kinds.strip.MOST_DOTS", 1),
    ("guide.md", "Up to # days each have a column", "charts.grammar.events.MOST_DAYS", 1),
    ("guide.md", "up to # values, each value", "charts.grammar.words.MOST_SPOKEN", 1),
    ("guide.ar.md", "وأقصى ما في الرسم # فئة", "charts.check.MOST_CATEGORIES", 1),
    ("guide.ar.md", "فئة أو # عمودا", "charts.kinds.columns.MOST_COLUMNS", 1),
    ("guide.ar.md", "خطوط صغيرة عبر الزمن لا تزيد على #،", "charts.kinds.sparklines.MOST_LINES", 1),
    ("guide.ar.md", "وأقصى عدد النقط # (`chart-dots`)", "charts.kinds.box.MOST_DOTS", 1),
    ("guide.ar.md", "وأقصى عدد الصفوف # (`chart-dots`)", "charts.kinds.strip.MOST_DOTS", 1),
    ("guide.ar.md", "إذا لم تتجاوز الأيام #،", "charts.grammar.events.MOST_DAYS", 1),
    ("guide.ar.md", "القيم كلها إن لم تزد على #.", "charts.grammar.words.MOST_SPOKEN", 1),
    ("security.md", "of a brief | #: about", "sandbox.limits.STEPS", 1),
    ("security.md", "characters written or joined | the same | #", "sandbox.limits.TEXT", 1),
    ("security.md", "nested macros and blocks | | #", "sandbox.limits.CALLS", 1),
    ("security.md", "nested statements | one template | #", "sandbox.limits.STATEMENTS", 1),
    ("security.md", "nested parts of an expression | | #", "sandbox.limits.NESTED", 1),
    ("security.md", "`range` | | #", "sandbox.limits.RANGE", 1),
    ("security.md", "it is stopped after # seconds", "intake.sources.limits.QUERY_SECONDS", 1),
    ("security.md", "seconds, # cells", "intake.sources.limits.MOST_RECORD_CELLS", 1),
    ("security.md", "cells or # GiB", "intake.sources.limits.LARGEST_ANSWER", GIB),
    ("security.md", "`--max-seconds` | # seconds", "bounds.BASE_SECONDS", 1),
    ("security.md", "seconds, plus # for each MiB", "bounds.SECONDS_PER_MIB", 1),
    ("security.md", "`--max-memory` | # GiB", "bounds.MOST_MEMORY", GIB),
    ("security.md", "each MiB of input; # at most", "bounds.MOST_SECONDS", 1),
    ("security.md", "`--max-pages` | #; WeasyPrint", "bounds.MOST_PAGES", 1),
    ("security.md", "WeasyPrint lays out at most #", "bounds.MOST_LAID_PAGES", 1),
]


@pytest.mark.parametrize(("document", "said", "constant", "worth"), FIGURES)
def test_a_figure_is_that_of_the_code(document: str, said: str, constant: str, worth: int) -> None:
    left, right = (re.escape(text_around) for text_around in said.split("#"))
    text = " ".join((DOCS / document).read_text("utf-8").split())
    matches = re.findall(f"{left}([0-9][0-9,.]*){right}", text)
    assert matches, f"{document} does not say «{said}» any more: change it here, too"
    name, _, place = constant.partition(".-")
    value = resolved(name)
    expected = value[-int(place)] if place and isinstance(value, tuple) else value
    assert {float(figure.rstrip(".,").replace(",", "")) * worth for figure in matches} == {expected}


def _anchors(document: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a Markdown file."""
    headings = re.findall(r"^#+ (.*)$", document.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


DOCUMENTS = [*ROOT.glob("*.md"), *DOCS.glob("*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_links_lead_to_files_and_headings(document: Path) -> None:
    links = re.findall(r"\]\(([^()\s]+)\)", document.read_text("utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    for path, _, anchor in (link.partition("#") for link in local):
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{document.name}: {path}"
        assert not anchor or anchor in _anchors(target), f"{document.name}: {path}#{anchor}"


@cache
def _options(command: str) -> frozenset[str]:
    """Return the options of a command of ``mujaz`` that documents can name."""
    from report.command.group import Group

    loaded = Group().get_command(SimpleNamespace(obj="en"), command)
    assert loaded is not None, f"mujaz has no command {command}"
    names = []
    for option in loaded.params:
        for name in (*option.opts, *option.secondary_opts):
            names.append(name)
    return frozenset([*names, "--lang", "--help"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_commands_and_options_exist(document: Path) -> None:
    text = re.sub(r"```python\n.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    for command, rest in re.findall(r"(?:`|^)mujaz ([a-z-]+)([^`\n#]*)", text, re.MULTILINE):
        options = re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", rest)
        assert set(options) <= _options(command), (document.name, command, rest)


def test_the_arabic_guide_names_what_the_english_one_names() -> None:
    def named(guide: str) -> set[str]:
        text = (DOCS / guide).read_text("utf-8")
        return set(re.findall(r"`(--[a-z][a-z-]*|[a-z]+(?:-[a-z]+)+)", text))

    assert named("guide.md") <= named("guide.ar.md")


def test_every_name_on_the_ways_through_the_rooms_exists() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    ways = text[text.index("### Follow a row") : text.index("## Top level")]
    names = re.findall(r"`([a-z]+(?:\.\w+)+)`", ways)
    checked = [name for name in names if not name.endswith((".csv", ".json", ".fires"))]
    assert len(checked) > 35
    for name in checked:
        resolved(name)


def test_the_drawing_of_the_rooms_is_the_contract() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    drawing = text.split("### The order of the rooms")[1].split("```")[1].strip().splitlines()
    (contract,) = (
        contract
        for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
            "importlinter"
        ]["contracts"]
        if contract["id"] == "rooms"
    )
    assert [line.split(" · ") for line in drawing] == [
        layer.split(" | ") for layer in contract["layers"]
    ]
    assert contract["exhaustive"], "a new room must be given its place"


def test_the_table_of_rooms_has_every_room() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    table = text.split("| room in `report/`")[1].split("\n\n")[0]
    named = set(re.findall(r"`(\w+)(?:/|\.py)`", table))
    rooms = {
        path.stem
        for path in (ROOT / "report").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__", "__main__"} <= named


def test_what_contributing_tells_to_run_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    targets = set(
        re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    matches = set(re.findall(r"`make ([a-z-]+)", text))
    assert matches and matches <= targets
    for path in re.findall(
        r"`((?:report|tests|docs|templates|requirements|benchmarks|data)/[\w./-]*)`", text
    ):
        assert (ROOT / path).exists(), path


def test_the_places_of_the_glossary_exist() -> None:
    text = (DOCS / "glossary.md").read_text("utf-8")
    places = re.findall(r"`((?:report|docs)/[\w./]+)`", text)
    assert len(places) > 20
    assert [place for place in places if not (ROOT / place).exists()] == []
