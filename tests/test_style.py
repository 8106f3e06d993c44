"""The words and the shape of the code: what ruff has no rule for."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from source_trees import tree_of

ROOT = Path(__file__).resolve().parents[1]
CODE = ("report", "benchmarks")
#: The code whose names, comprehensions and comments are held to the rules of words.
WORDED = (*CODE, "tests")
#: Names that say nothing of what they hold.
VAGUE = frozenset(
    [
        "one",
        "some",
        "at",
        "told",
        "made",
        "found",
        "kept",
        "given",
        "wanted",
        "other",
        "others",
        "part",
        "parts",
        "here",
        "known",
        "before",
        "after",
    ]
)
#: Functions that compare two of a kind call the second ``other``, as Python's own methods do.
COMPARED = frozenset(["other"])
#: ``part`` is the word of the E-ARK package, and the name of its type.
TYPED = re.compile(r"\b(Part|Sequence\[Part\])$")
#: Turns that are not plain modern English.
ARCHAIC = re.compile(
    r"\b(so many|so much|of which|of whatever|in the place of|in place of|in its place|is none"
    r"|are none|where there (?:is|are) (?:none|one|such)|where that is|where it is|that is none"
    r"|be they|is told|are told|tells? of|told of|to be told|as it (?:is|was|stands)"
    r"|as they (?:are|were|stand)|stands? (?:in|on|at|for|beside|behind|there)|anew|thereby"
    r"|whereby|but for|beyond (?:those|so|what)|whatever|nobody|of its own|of their own|of ours"
    r"|parted|parts? off|goes on|go on|come again|the others?|and the like)\b",
    re.IGNORECASE,
)
#: The archaic turns in 1,000 words of docstrings and comments, at most.
MOST_TURNS = 1.0
#: The comprehensions of several levels in 1,000 lines of code, at most.
MOST_NESTED = 0.5
#: The lines of a module, and of the body of a function without its docstring, at most.
MOST_LINES, MOST_BODY = 400, 60
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules(*folders: str) -> tuple[tuple[str, str, ast.Module], ...]:
    """Return each module with its path and its text."""
    paths = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            paths.append(path)
    texts = [(path, path.read_text("utf-8")) for path in paths if "node_modules" not in path.parts]
    return tuple((path.relative_to(ROOT).as_posix(), text, tree_of(path)) for path, text in texts)


@cache
def nodes(module: ast.AST) -> tuple[ast.AST, ...]:
    """Return all nodes of a module."""
    return tuple(ast.walk(module))


def functions(module: ast.AST) -> Iterator[Function]:
    """Yield the functions of a module."""
    return (node for node in nodes(module) if isinstance(node, Function))


def vague_names(module: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the vague names of arguments and locals, each with its line."""
    for function in functions(module):
        arguments = function.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for argument in named:
            if argument.arg not in VAGUE - COMPARED:
                continue
            type_name = ast.unparse(argument.annotation) if argument.annotation else ""
            if not TYPED.search(type_name):
                yield argument.lineno, argument.arg
        for node in ast.walk(function):
            is_bound = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            if is_bound and node.id in VAGUE:
                yield node.lineno, node.id


def is_nested(node: ast.AST) -> bool:
    """Return whether a node is a comprehension of several levels."""
    if not isinstance(node, COMPREHENSIONS):
        return False
    inner = (child for child in ast.walk(node) if child is not node)
    return len(node.generators) > 1 or any(isinstance(child, COMPREHENSIONS) for child in inner)


def prose(text: str, module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the docstrings and comments of a module, each with its first line."""
    for node in nodes(module):
        if isinstance(node, ast.Module | ast.ClassDef | Function):
            docstring = ast.get_docstring(node)
            if docstring:
                yield node.body[0].lineno, docstring
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string.lstrip("#: ")


def body_lines(function: Function) -> int:
    """Return the number of lines of a function's body, without its docstring."""
    first = function.body[0]
    if ast.get_docstring(function) is not None and len(function.body) > 1:
        first = function.body[1]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def test_names_say_what_they_hold() -> None:
    vague = []
    for path, _, module in modules(*WORDED):
        for line, name in vague_names(module):
            vague.append(f"{path}:{line} {name}")
    assert vague == []


def test_comprehensions_have_one_level_with_few_exceptions() -> None:
    nested, lines = [], 0
    for path, text, module in modules(*WORDED):
        lines += text.count("\n")
        nested += [f"{path}:{node.lineno}" for node in nodes(module) if is_nested(node)]  # type: ignore[attr-defined]
    assert len(nested) * 1000 < MOST_NESTED * lines, nested


def test_docstrings_and_comments_are_plain_english() -> None:
    words, turns = 0, []
    for path, text, module in modules(*WORDED):
        for line, passage in prose(text, module):
            words += len(passage.split())
            turns += [f"{path}:{line} {match[0]}" for match in ARCHAIC.finditer(passage)]
    assert len(turns) * 1000 < MOST_TURNS * words, turns


def read_by_people() -> Iterator[tuple[str, str]]:
    """Yield the English pages of the documentation, and the English texts of the messages."""
    pages = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")]
    for page in sorted(page for page in pages if not page.name.endswith(".ar.md")):
        yield page.name, re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for path, _, module in modules("report/messages"):
        for node in nodes(module):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and not re.search("[ء-ي]", value):
                yield path, value


def test_documentation_and_messages_are_plain_english() -> None:
    words, turns = 0, []
    for source, text in read_by_people():
        words += len(text.split())
        turns += [f"{source}: {match[0]}" for match in ARCHAIC.finditer(text)]
    assert words > 50_000
    assert len(turns) * 1000 < MOST_TURNS * words, turns


def test_modules_are_short() -> None:
    lengths = {path: text.count("\n") for path, text, _ in modules(*CODE)}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_functions_fit_a_screen() -> None:
    long = []
    for path, _, module in modules(*CODE):
        for function in functions(module):
            if body_lines(function) > MOST_BODY:
                long.append(f"{path}:{function.lineno} {function.name}")
    assert long == []


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(one, row): ...", ["one"]),
        ("def f(row):\n    found = row", ["found"]),
        ("def f(rows):\n    return [at for at in rows]", ["at"]),
        ("def f(self, other): ...", []),
        ("def f(part: Part): ...", []),
        ("class A:\n    part: str", []),
    ],
)
def test_vague_names_are_seen(code: str, names: list[str]) -> None:
    assert [name for _, name in vague_names(ast.parse(code))] == names


@pytest.mark.parametrize(
    ("code", "nested"),
    [
        ("[x for x in y]", False),
        ("[x for y in z for x in y]", True),
        ("[[x for x in y] for y in z]", True),
        ("{x: set(v for v in y) for x, y in z}", True),
    ],
)
def test_nested_comprehensions_are_seen(code: str, nested: bool) -> None:
    assert any(is_nested(node) for node in ast.walk(ast.parse(code))) is nested


def test_archaic_turns_are_seen() -> None:
    text = '"""The others are told, be they rows or not."""\nx = 1  # as it was\n'
    passages = list(prose(text, ast.parse(text)))
    turns = []
    for _, passage in passages:
        for match in ARCHAIC.finditer(passage):
            turns.append(match[0])
    assert turns == ["The others", "are told", "be they", "as it was"]


def test_the_names_of_tests_are_plain_english() -> None:
    archaic = re.compile(
        r"_(told(?!_apart)|anew|nobody|parted|be_they|whatever|goes_on|but_for)(_|$)"
    )
    names = []
    for path, _, module in modules("tests"):
        for function in functions(module):
            if function.name.startswith("test_") and archaic.search(function.name):
                names.append(f"{path}::{function.name}")
    assert names == []
