"""TOML within bounds: read as Python's parser reads it, refused where that would take the square of its length."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.toml import MOST_OPEN, NestedTooDeep, parse_toml

KEYS = st.text("abc-_9", min_size=1, max_size=3)
TEXTS = st.text(".[]{}#=,\n\t ab\"'ن", max_size=30)


def written(value: Any) -> str:
    """Return a value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {written(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    return str(value).lower()


VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_nested_as_briefs_are_is_read(document: dict[str, Any]) -> None:
    text = "".join(f"{key} = {written(value)} # {'[' * 50}\n" for key, value in document.items())
    assert parse_toml(text) == tomllib.loads(text) == document


@pytest.mark.parametrize(
    "text",
    [
        'a = "' + "." * 100 + '"',
        "a = '" + "[" * 100 + "'",
        'a = """\n' + "x.y" * 100 + '""\n"""',
        "a = '''\n" + "{" * 100 + "'''",
        "# " + "[" * 100,
        "a = [" + "1.5, " * 1000 + "]",
        "\n".join(f"[t.k{index}]\nx = 1.5" for index in range(1000)),
        "\n".join("[[t]]\nx = [{a.b.c = 07:32:00.5}]" for index in range(100)),
    ],
)
def test_signs_in_texts_and_many_keys_are_no_depth(text: str) -> None:
    assert parse_toml(text) == tomllib.loads(text)


DEEP = [
    ".".join(["a"] * 900_000) + " = 1",
    "x = 1\n[" + ".".join(["a"] * 900_000) + "]",
    "x = 1\n" + " . ".join(["'a'"] * 300_000) + " = 1",
    "x = {" + ".".join(["a"] * 900_000) + " = 1}",
    "a = " + "[" * 1_800_000,
    "a = [\n" + ",".join(["[" * 80 + "]" * 80] * 12_000) + "]",
    "a = " + "{a=" * 600_000,
    "a = " + "{a=[" * 400_000,
]


@pytest.mark.parametrize("text", DEEP)
def test_what_is_nested_deep_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(NestedTooDeep) as caught:
        parse_toml(text)
    assert caught.value.lineno == 1 + text[:MOST_OPEN].count("\n")


def test_what_is_no_toml_stays_a_fault_of_values() -> None:
    for text in ("a", "a = ", "[", 'a = """', "a = 1\na = 2", "a = " + "9" * 5000):
        with pytest.raises(ValueError):
            parse_toml(text)
