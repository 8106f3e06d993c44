"""The line of each key of a TOML text, held against ``tomllib``: for all that it reads, a line is known."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.brief.locate import KeyPath, dotted, key_lines, line_of

BLOCKS = """\
# A comment with = and [brackets]
title = "one"
[[sections]]
title = "first"
[[sections.blocks]]
note = '''
[[sections]]
title = "not a key"
'''
[[sections.blocks]]
figures = [
  { measure = "a" },

  # between
  { measure = "b", label = "it's \\"quoted\\"" },
]
[[sections]]
title = "second"
[sections.more]
a.b . "c d" = 1
[[sections.blocks]]
note = "a \\"\\"\\" and ''' and # in a text"
after = 2
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("sections",), 3),
        (("sections", 0), 3),
        (("sections", 0, "title"), 4),
        (("sections", 0, "blocks", 0, "note"), 6),
        (("sections", 0, "blocks", 1), 10),
        (("sections", 0, "blocks", 1, "figures"), 11),
        (("sections", 0, "blocks", 1, "figures", 0, "measure"), 12),
        (("sections", 0, "blocks", 1, "figures", 1, "label"), 15),
        (("sections", 1, "title"), 18),
        (("sections", 1, "more", "a", "b", "c d"), 20),
        (("sections", 1, "blocks", 0, "note"), 22),
        (("sections", 1, "blocks", 0, "after"), 23),
    ],
)
def test_lines(path: KeyPath, line: int) -> None:
    assert line_of(BLOCKS, path) == line


def test_what_is_missing_has_the_line_of_what_should_hold_it() -> None:
    assert line_of(BLOCKS, ("sections", 1, "blocks", 0, "caption")) == 21
    assert line_of(BLOCKS, ("sections", 1, "more", "unknown", "deeper")) == 19
    assert line_of(BLOCKS, ("brief", "title")) is None


def test_only_a_line_feed_ends_a_line() -> None:
    assert line_of("# a\u2028b\u0085c\fd\r\nkey = 1\r\nother = 2\r\n", ("other",)) == 3


def test_escapes_in_keys() -> None:
    text = '"\\u0627\\"]=" = 1\n["a.b".\'c]#\']\n"x = y" = [\n[1], [\n2]]\n'
    assert tomllib.loads(text) == {'ا"]=': 1, "a.b": {"c]#": {"x = y": [[1], [2]]}}}
    assert line_of(text, ('ا"]=',)) == 1
    assert line_of(text, ("a.b", "c]#", "x = y", 0, 0)) == 4
    assert line_of(text, ("a.b", "c]#", "x = y", 1, 0)) == 5


def test_quotes_against_the_marks_that_close_a_text() -> None:
    text = "a = [\n'''it''''',\n" + '"""\\""""""' + ",\n3]\nb = 1\n"
    assert tomllib.loads(text) == {"a": ["it''", '"""', 3], "b": 1}
    assert [line_of(text, ("a", index)) for index in range(3)] == [2, 3, 4]
    assert line_of(text, ("b",)) == 5


def test_dotted_counts_from_one() -> None:
    assert dotted(("sections", 1, "blocks", 0, "chart")) == "sections[2].blocks[1].chart"
    assert dotted(()) == ""


def _paths(value: object, above: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _paths(item, (*above, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _paths(item, (*above, index))
    else:
        yield above, value


KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True),
    st.text(alphabet="ab. =[]{}#'\"\\,ا\t", min_size=1, max_size=5).map(
        lambda key: json.dumps(key)
    ),
    st.text(alphabet='ab. =[]{}#"\\,ا', min_size=1, max_size=5).map(lambda key: f"'{key}'"),
)
TEXTS = st.one_of(
    st.text(alphabet="ab =[]{}#'\"\\,\n\tا", max_size=8).map(json.dumps),
    st.text(alphabet='ab =[]{}#"\\,\nا', max_size=8).map(lambda text: f"'''{text}'''"),
    st.text(alphabet="ab =[]{}#',\nا", max_size=8).map(lambda text: f'"""{text}"""'),
    st.sampled_from(["1", "-0.5", "true", "2025-11-24 07:32:00", "inf"]),
)


@st.composite
def values(draw: st.DrawFn, depth: int = 0) -> str:
    """A value that begins with ``@``, which represents the line that it begins on."""
    kind = draw(st.sampled_from(["text", "text", "line", "list", "table"])) if depth < 3 else "line"
    if kind == "list":
        blanks = draw(st.sampled_from(["", " ", "\n", " # [ \n  "]))
        return (
            "["
            + blanks
            + f",{blanks}".join(draw(st.lists(values(depth + 1), max_size=3)))
            + blanks
            + "]"
        )
    if kind == "table":
        keys = draw(st.lists(st.from_regex(r"[a-z]{1,3}", fullmatch=True), max_size=3, unique=True))
        return "{ " + ", ".join(f"{key} = {draw(values(depth + 1))}" for key in keys) + " }"
    return "@LINE@" if kind == "line" else draw(TEXTS)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A TOML document, in which each ``@LINE@`` is replaced by the number of the line it is on."""
    statements = []
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["key", "key", "header", "array", "comment"]))
        name = draw(st.sampled_from([".", " . "])).join(
            draw(st.lists(KEYS, min_size=1, max_size=3))
        )
        statements.append(
            {
                "key": f"{name} = {draw(values())}" if kind == "key" else "",
                "header": f"[{name}]",
                "array": f"[[ {name} ]] # a [comment]",
                "comment": "# a = '''",
            }[kind]
        )
    lines = "\n".join(statements).split("\n")
    return "\n".join(
        line.replace("@LINE@", str(number)) for number, line in enumerate(lines, start=1)
    )


@given(documents())
def test_any_tomllib_reads_has_its_line(text: str) -> None:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = key_lines(text)
    for path, value in _paths(read):
        assert path in lines
        if type(value) is int and value != 1:
            assert lines[path] == value
