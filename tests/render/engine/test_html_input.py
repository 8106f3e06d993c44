"""The parser of HTML compiles each pattern once, and reads the same elements."""

from __future__ import annotations

import re

import pytest
from hypothesis import strategies as st
from properties import examples
from tinyhtml5 import inputstream, parse, parser
from tinyhtml5.tokenizer import HTMLTokenizer

from report.render.engine.html_input import compile_once

HTML = (
    "<!-- a-b --><p class=\"one\" id='two' data-x=3>نص &amp; كلمة<br/>\n<b>A&lt;B</b><![CDATA[x]]>"
)


@pytest.fixture
def patterns(monkeypatch: pytest.MonkeyPatch) -> dict[object, re.Pattern[str]]:
    """The patterns of the parser, none of which is compiled yet."""
    monkeypatch.setattr(inputstream, "characters_until_regex", {})
    compile_once.cache_clear()
    compile_once()
    return inputstream.characters_until_regex  # type: ignore[no-any-return]


def elements(html: str) -> list[tuple[str, dict[str, str], str | None, str | None]]:
    return [(str(item.tag), dict(item.attrib), item.text, item.tail) for item in parse(html).iter()]


def test_the_patterns_are_found(patterns: dict[object, re.Pattern[str]]) -> None:
    parse(HTML)
    compiled = dict(patterns)
    parse(HTML)
    assert patterns == compiled
    assert all(not isinstance(characters, re.Pattern) for characters, _ in compiled)  # type: ignore[misc]


def test_the_elements_are_the_same(
    patterns: dict[object, re.Pattern[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = elements(HTML)
    assert patterns
    monkeypatch.setattr(inputstream, "characters_until_regex", {})
    assert elements(HTML) == read


TAGS = st.sampled_from(
    ['<p class="a">', "<P>", "</p>", '<p a="1" a="2">', '<b a="&amp;">', "<br/>", "<td\n x-y=\"<'>\" >", "<b", "</b x>",
     "<p hidden>", "<title>", "</title>", "<script>", "</script>", "<svg>", "</svg>", "<!-- <p> -->", "&lt;", "<", "ن\0", "\n"]
)  # fmt: skip


@examples(60, 600, pieces=st.lists(TAGS, max_size=30), gap=st.sampled_from(["", "x", "y" * 10_230]))
def test_plain_tags_are_read_as_by_the_tokenizer(pieces: list[str], gap: str) -> None:
    html = gap + "".join(pieces)
    compile_once()
    read = elements(html)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "HTMLTokenizer", HTMLTokenizer)
        assert elements(html) == read
