"""The texts that code prints: both languages of each, found by key, and no Arabic elsewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from source_trees import HOUSE, modules

from report.messages import Text, message, page_text, text, texts
from report.messages.help_texts import TEXTS as HELP

#: Where Arabic letters are data. Grammar is in ``arabic``; patterns that recognise what is in a table
#: or on a page are in the modules that match them; the functions of expressions have their own help.
WITH_LETTERS = (
    "archive/registers/needles.py", "arabic/", "messages/", "coverage.py", "nearest.py", "expressions/aggregates/",
    "expressions/functions/", "intake/normalise/", "intake/recognise/", "intake/validate/broken.py",
    "render/kashida.py", "render/long_tables/cells.py", "render/long_tables/itemize.py",
    "render/long_tables/typeface.py", "render/pieces.py",
)  # fmt: skip
LETTER = re.compile("[\u0620-\u064a]")
EACH = pytest.mark.parametrize("key", sorted(texts()))


def _docstrings(module: ast.Module) -> set[int]:
    """Return the identities of the constants that are docstrings."""
    docstrings = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                docstrings.add(id(first.value))
    return docstrings


def _arabic_literals(path: Path, module: ast.Module) -> Iterator[str]:
    docstrings = _docstrings(module)
    for node in ast.walk(module):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings and LETTER.search(str(node.value)):  # type: ignore[attr-defined]
            yield f"{path.relative_to(HOUSE).as_posix()}:{node.lineno}"  # type: ignore[attr-defined]


def test_arabic_is_only_in_the_tables_of_texts_and_where_letters_are_data() -> None:
    literals = set()
    for path, module in modules():
        for place in _arabic_literals(path, module):
            literals.add(place)
    assert {place for place in literals if not place.startswith(WITH_LETTERS)} == set()
    for room in WITH_LETTERS:
        assert any(place.startswith(room) for place in literals), f"{room} is no exception any more"


def _fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@EACH
def test_both_languages_take_the_same_values(key: str) -> None:
    both: Text = texts()[key]
    if key not in HELP:
        assert _fields(both.en) == _fields(both.ar)


@EACH
def test_each_language_is_written_in_its_letters(key: str) -> None:
    both = texts()[key]
    assert not LETTER.search(both.en)
    bare = re.sub(r"\{\w*\}|veraPDF|[\W\d_]", "", both.ar)
    assert LETTER.search(both.ar) or not bare
    assert not re.search("[\u0620-\u064a][,;?]", both.ar)


def _calls() -> Iterator[tuple[str, ast.expr, frozenset[str] | None]]:
    """Yield the calls of ``text`` and ``page_text``: the place, the key, the values where they are all named."""
    for path, module in modules():
        if path.parent.name == "messages":
            continue
        for node in ast.walk(module):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            if node.func.id in (
                "text",
                "page_text",
                "_too_much",
                "_head",
                "_named",
                "counted_text",
            ):
                names = [keyword.arg for keyword in node.keywords]
                values = None if None in names else frozenset(name for name in names if name)
                yield f"{path.name}:{node.lineno}:{node.func.id}", node.args[0], values


def test_every_key_that_is_asked_for_is_there_with_its_values() -> None:
    checked = 0
    for place, key, values in _calls():
        if not place.endswith(("text", "page_text")) or place.endswith("counted_text"):
            continue
        if isinstance(key, ast.Constant):
            checked += 1
            both = texts().get(str(key.value))
            assert both is not None, (place, key.value)
            if values is not None and key.value not in ("page-of", "verify.others"):
                assert _fields(both.en) <= values, place
        elif isinstance(key, ast.JoinedStr):
            assert any(re.fullmatch(_pattern(key), key_of_text) for key_of_text in texts()), place
    assert checked > 70, "the calls were not found"


def _pattern(key: ast.JoinedStr) -> str:
    pieces = (str(node.value) if isinstance(node, ast.Constant) else None for node in key.values)
    return "".join(".+" if piece is None else re.escape(piece) for piece in pieces)


def test_every_text_is_printed_somewhere() -> None:
    constants: set[str] = set()
    patterns: set[str] = set()
    for path, module in modules():
        if path.parent.name == "messages":
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
                constants.add(" ".join(node.value.split()))
            elif isinstance(node, ast.JoinedStr):
                pattern = _pattern(node)
                if re.match(r"[a-z\\-]+\\\.", pattern):  # a key begins with its table
                    patterns.add(pattern)
    typer = {
        "Show this message and exit.",
        "Usage",
        "Arguments",
        "Options",
        "Commands",
        "[required]",
    }
    unused = []
    for key in texts():
        if key not in constants | typer and not any(
            re.fullmatch(pattern, key) for pattern in patterns
        ):
            unused.append(key)
    assert unused == []


def test_words_are_filled_and_a_missing_key_is_a_fault_of_mujaz() -> None:
    assert page_text("page-of", page=3, pages="{x}") == "3 من {x}"
    assert text("page-of", "en", page=3, pages=20) == "3 of 20"
    with pytest.raises(KeyError, match="no-such-text"):
        text("no-such-text", "en")
    with pytest.raises(KeyError, match="pages"):
        text("page-of", "en", page=3)
    with pytest.raises(KeyError, match="no-such-rule"):
        message("no-such-rule", "en")


#: Modules that join the words of pages, which are in Arabic, and of cells and subjects as they are.
OF_PAGES = ("archive/signing/keys.py", "arabic/", "charts/", "document/", "tables/", "limiting.py",
    "intake/table_frames.py", "intake/validate/table_under_test.py", "measures/engine.py",
)  # fmt: skip


def test_messages_join_names_in_their_language() -> None:
    joins = set()
    for path, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and node.value == "، ":
                joins.add(path.relative_to(HOUSE).as_posix())
    elsewhere = {path for path in joins if not path.startswith(("messages/", *OF_PAGES))}
    assert elsewhere == set(), "a finding holds the names in a tuple; errors.listed joins them"


def test_the_first_line_of_every_command_has_arabic() -> None:
    """A command's help is the docstring of its function."""
    lacking = []
    for path, module in modules():
        if path.parent.name != "command":
            continue
        for node in module.body:
            is_command = isinstance(node, ast.FunctionDef) and node.name == path.stem
            if is_command and (line := (ast.get_docstring(node) or "").partition("\n")[0]):  # type: ignore[arg-type]
                lacking += [f"{path.name}: {line}"] if line not in HELP else []
    assert lacking == []
