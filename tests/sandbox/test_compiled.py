"""Compiled templates that later documents use again: the same pages and the same faults as without."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import strategies as st
from jinja2 import DictLoader
from properties import examples

from report.errors import ExpressionError, Finding
from report.sandbox import TEMPLATES, CompiledTemplates, Sandbox
from report.sandbox.access import Access

NAMES = ("a.html", "b.html", "c.html")
PIECES = [
    "نص ",
    "{{ number }}",
    "{{ missing }}",
    "{% for n in range(3) %}{{ n }}{% endfor %}",
    "{{ number | nosuch }}",
    "{% if %}",
    "{{ 1 / 0 }}",
    *(f"{{% include '{name}' %}}" for name in NAMES),
]
#: A document's own templates: a name that has none is not there.
DOCUMENTS = st.lists(
    st.dictionaries(
        st.sampled_from(NAMES), st.lists(st.sampled_from(PIECES), max_size=3).map("".join)
    ),
    min_size=2,
    max_size=5,
)


def sandbox(templates: Mapping[str, str], compiled: CompiledTemplates | None) -> Sandbox:
    return Sandbox(
        Access({}),
        statements=TEMPLATES,
        filters={},
        loader=DictLoader(dict(templates)),
        compiled=compiled,
    )


def outcome(
    templates: Mapping[str, str], name: str, compiled: CompiledTemplates | None
) -> str | tuple[Finding, ...]:
    """Return a template filled, or what is wrong with it."""
    try:
        return sandbox(templates, compiled).fill(name, {"number": 7})
    except ExpressionError as error:
        return error.findings


@examples(60, 1_000, documents=DOCUMENTS, name=st.sampled_from(NAMES))
def test_documents_come_out_as_without_the_templates_of_earlier_ones(
    documents: list[dict[str, str]], name: str
) -> None:
    compiled = CompiledTemplates(most=4)
    for templates in documents:
        assert outcome(templates, name, compiled) == outcome(templates, name, None)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are parsed."""
    names: list[str] = []
    stock = Sandbox._parse

    def parse(self: Sandbox, source: str, name: str, filename: str) -> object:
        names.append(name)
        return stock(self, source, name, filename)

    monkeypatch.setattr(Sandbox, "_parse", parse)
    return names


def test_a_template_without_faults_is_parsed_once(parsed: list[str]) -> None:
    compiled = CompiledTemplates()
    templates = {"a.html": "{% include 'b.html' %}", "b.html": "{{ number }}"}
    for _ in range(3):
        assert outcome(templates, "a.html", compiled) == "7"
    assert parsed == ["a.html", "b.html"]
    assert outcome({**templates, "b.html": "{{ number + 1 }}"}, "a.html", compiled) == "8"
    assert parsed == ["a.html", "b.html", "b.html"]


def test_a_template_with_faults_says_so_each_time(parsed: list[str]) -> None:
    compiled = CompiledTemplates()
    faulty = {"a.html": "{{ number | nosuch }}"}
    first, second = (outcome(faulty, "a.html", compiled) for _ in range(2))
    assert first == second
    assert parsed == ["a.html", "a.html"]


@pytest.mark.parametrize("start", ["a.html", "b.html"])
def test_a_circle_that_a_later_document_closes_is_found(start: str) -> None:
    compiled = CompiledTemplates()
    plain = {"a.html": "{% include 'b.html' %}", "b.html": "س"}
    assert outcome(plain, "a.html", compiled) == "س"
    circle = {**plain, "b.html": "{% include 'a.html' %}"}
    for _ in range(2):
        (fault,) = outcome(circle, start, compiled)
        assert isinstance(fault, Finding) and fault.rule == "template-circle"
    assert outcome(plain, "a.html", compiled) == "س"


def test_the_oldest_are_forgotten(parsed: list[str]) -> None:
    compiled = CompiledTemplates(most=2)
    for text in ("1", "2", "3", "3", "1"):
        assert outcome({"a.html": text}, "a.html", compiled) == text
    assert len(parsed) == 4
