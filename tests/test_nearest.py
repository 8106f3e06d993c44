"""The name that was probably meant: a misspelling is answered, another word is not."""

from __future__ import annotations

import ast
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_trees import HOUSE, nodes_of

from report.errors import ExpressionError
from report.measures import unknown_measure
from report.nearest import nearest

NAMES = [
    "incidents",
    "injured_total",
    "share_of_fires",
    "المنطقة",
    "عدد الحوادث",
    "named",
    "aaaaaa",
]
WORDS = st.text(alphabet=string.ascii_lowercase, min_size=6, max_size=20)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("incident", "incidents"), ("Injured-Total", "injured_total"), ("share of fires", "share_of_fires"),
        ("المنطقه", "المنطقة"), ("المِنطقة", "المنطقة"), ("عدد_الحوادث", "عدد الحوادث"), ("nmaed", "named"),
        ("abaaaa", "aaaaaa"), ("max", None), ("", None), ("الوفد", None), ("cost", None), ("x" * 5000, None),
    ],
)  # fmt: skip
def test_a_misspelling_is_answered_and_another_word_is_not(said: str, meant: str | None) -> None:
    assert nearest(said, NAMES) == meant


@given(WORDS, st.integers(0, 5), st.sampled_from(string.ascii_lowercase))
def test_one_wrong_letter_is_a_misspelling(word: str, index: int, letter: str) -> None:
    for misspelt in (
        word[:index] + word[index + 1 :],
        word[:index] + letter + word[index:],
        word[:index] + letter + word[index + 1 :],
    ):
        assert nearest(misspelt, ["٠", word]) == word


@given(WORDS, st.text(alphabet="ابتثجحخد", min_size=1))
def test_words_without_a_letter_in_common_are_not_near(word: str, second: str) -> None:
    assert nearest(word, [second]) is None


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("x", []) is None


@pytest.mark.parametrize(("language", "asked"), [("en", "Did you mean"), ("ar", "هل المقصود")])
def test_a_message_asks_only_where_a_name_is_near(language: str, asked: str) -> None:
    near, far = unknown_measure("incident", NAMES), unknown_measure("max", NAMES)
    assert ExpressionError(near).text(language).count(asked) == 1  # type: ignore[arg-type]
    assert asked not in ExpressionError(far).text(language)  # type: ignore[arg-type]
    assert "injured_total" in far.text(language)  # type: ignore[arg-type]


def test_no_other_module_looks_for_names() -> None:
    users = set()
    for path in HOUSE.rglob("*.py"):
        for node in nodes_of(path):
            if isinstance(node, ast.Import | ast.ImportFrom) and "difflib" in (
                getattr(node, "module", None),
                *(alias.name for alias in node.names),
            ):
                users.add(path.relative_to(HOUSE).as_posix())
    assert users == {
        "nearest.py",
        "archive/verify/appearance.py",
        "archive/verify/inked.py",
    }  # the second compares words of pages, the third the shapes of a chart
