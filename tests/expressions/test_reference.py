"""The reference of the language lists every function and aggregate, with values that are right."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from expression_columns import scope_of, value

from report.expressions import AGGREGATES, FUNCTIONS, Scope, check
from report.expressions.functions import FUNCTIONS as TABLE
from report.expressions.functions.texts import plain_text

DOCS = Path(__file__).parents[2] / "docs" / "expressions.md"
KINDS = {"killed": "whole", "crew": "whole", "region": "text", "date": "date"}


def _shown(result: object) -> str:
    if result is None:
        return "blank"
    if isinstance(result, int | Fraction):
        return f"`{plain_text(result)}`"
    return f"`{result}`" if result else "an empty text"


def _function_rows() -> Iterator[str]:
    for name in TABLE:
        function = FUNCTIONS[name]
        examples = [f"`{example}` is {_shown(value(example))}" for example in function.examples]
        example = "; ".join(examples) or "`goals - prior(goals, same = team)`"
        signature = function.signature.text(name)
        signature = "prior(value, [same = column])" if name == "prior" else signature
        yield f"| `{signature}` | {function.help.en} | {example} |"


def _aggregate_rows() -> Iterator[str]:
    for aggregate in AGGREGATES.values():
        yield (
            f"| `{aggregate.signature.text(aggregate.name)}` | {aggregate.help.en} "
            f"| `{aggregate.example}` |"
        )


def _table(heading: str) -> list[str]:
    section = DOCS.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| `")]


def test_the_table_of_functions_is_made_of_their_help() -> None:
    assert _table("Functions") == list(_function_rows())


def test_the_table_of_aggregates_is_made_of_their_help() -> None:
    assert _table("Aggregates") == list(_aggregate_rows())


@pytest.mark.parametrize("name", AGGREGATES)
def test_the_example_of_an_aggregate_is_one(name: str) -> None:
    scope = Scope(scope_of(KINDS).schema, {}, AGGREGATES)
    assert check(AGGREGATES[name].example, scope).aggregates[0].aggregate.name == name


def test_every_function_has_help_in_both_languages_and_an_example() -> None:
    for name in TABLE:
        function = FUNCTIONS[name]
        assert function.name == name
        assert function.help.en.endswith(".") and function.help.ar.endswith(".")
        assert function.examples or function.is_window
