"""Where texts are in TOML and CSV: the places agree with what the standard library reads."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic.conventions_text import Edit
from report.lint.csv_source import csv_cells
from report.lint.located import Located
from report.lint.toml_source import toml_texts

SIGNS = st.text(alphabet=st.sampled_from("ابىة \"'\\#[]{}=,.\t\n٤é،"), max_size=12)
KEYS = st.sampled_from(["a", "b-c", "values", "عمود", "a.b", 'q"'])
VALUES = st.recursive(
    SIGNS | st.integers(-5, 5) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def written(value: object, style: int) -> str:
    """Return a value in TOML, its texts in one of the four ways that can hold them."""
    if isinstance(value, str):
        literal = "'" not in value and "\\" not in value
        if style == 1 and literal and "\n" not in value:
            return f"'{value}'"
        if style == 2 and literal:
            return f"'''\n{value}'''"
        if style == 3:
            return (
                '"""\r\n'
                + json.dumps(value, ensure_ascii=False)[1:-1].replace("\\n", "\r\n")
                + '\\\n   """'
            )
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[ # ]\n" + ",\n ".join(written(item, (style + 1) % 4) for item in value) + " ]"
    if isinstance(value, dict):
        return (
            "{ "
            + ", ".join(
                f"{json.dumps(key)} = {written(item, style)}" for key, item in value.items()
            )
            + " }"
        )
    return json.dumps(value)


def texts_of(
    value: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_of(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts_of(item, (*path, number))


def check_places(source: str, located: Located) -> None:
    """Each character, rewritten alone in the source, is rewritten alone in the text."""
    assert len(located.starts) == len(located.ends) == len(located.text)
    for index, (start, end) in enumerate(zip(located.starts, located.ends, strict=True)):
        assert start < end
        assert located.in_source(Edit(index, index + 1, "")) == Edit(start, end, "")


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.integers(0, 3))
def test_toml_texts_are_those_that_are_read(document: dict[str, object], style: int) -> None:
    lines = [
        f"{json.dumps(key, ensure_ascii=False)} = {written(value, style)} # إلخ\n"
        for key, value in document.items()
    ]
    source = "".join(lines)
    texts = toml_texts(source)
    assert [(text.path, text.located.text) for text in texts] == list(
        texts_of(tomllib.loads(source))
    )
    for text in texts:
        check_places(source, text.located)
        for index in range(len(text.located.text)):
            edit = text.located.in_source(Edit(index, index + 1, "X"))
            assert edit is not None
            again = toml_texts(source[: edit.start] + "X" + source[edit.end :])
            changed = text.located.text[:index] + "X" + text.located.text[index + 1 :]
            assert changed in [second.located.text for second in again if second.path == text.path]


def test_toml_headers_name_tables_and_their_lists() -> None:
    source = """\ufeff# "تعليق"
[brief]
title = "أ" # "ب"
issued = 2026-11-23 10:00:00
[tables."س.ص".columns]
x = { label = 'ج', values = ["د", "هـ"], width = 1.5 }
[[sections]]
title = "و"
[[sections.blocks]]
a.b = \"\"\"ز"\"\"\"\"
[[sections.blocks]]
c = [ [ "ح" ], [] ]
[[sections]]
[sections.more]
d = ''
"""
    assert [(text.path, text.located.text) for text in toml_texts(source)] == list(
        texts_of(tomllib.loads(source.removeprefix("\ufeff")))
    )


def test_a_text_that_breaks_its_line_is_not_rewritten_across_the_break() -> None:
    (toml_text,) = toml_texts('a = """نص \\\n   آخر"""')
    assert toml_text.located.text == "نص آخر"
    assert toml_text.located.in_source(Edit(2, 4, "X")) is None
    assert toml_text.located.in_source(Edit(3, 4, "X")) is not None


@given(
    st.lists(st.lists(SIGNS, min_size=1, max_size=4), max_size=5),
    st.sampled_from([",", ";", "\t", "،"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_csv_cells_are_those_that_are_read(
    rows: list[list[str]], delimiter: str, quoting: int, ending: str, marked: bool
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=ending).writerows(rows)
    source = stream.getvalue()
    read = list(csv.reader(io.StringIO(source, newline=""), delimiter=delimiter, strict=True))
    source = f"\ufeff{source}" if marked else source
    cells: dict[int, list[str]] = {}
    for cell in csv_cells(source, delimiter):
        cells.setdefault(cell.row, []).append(cell.text)
        located = cell.located()
        assert located.text == cell.text
        check_places(source, located)
        assert (
            source[cell.start : cell.end].replace('""', '"' if cell.quoted else '""') == cell.text
        )
    # A blank line is a row of no cells for the one, of one empty cell for the other.
    assert [row or [""] for row in read] == list(cells.values())


def test_a_cell_with_more_behind_its_closing_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="character 2"):
        list(csv_cells('a,"b"c', ","))
