"""What the daily run tries with a few examples or parameters, and the slow one with many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from inspect import Parameter, signature
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
#: A fixture serves all examples of a test, and a strategy may be slow on a busy machine.
_CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


def load_profiles() -> None:
    """Let this run be the daily one; ``--hypothesis-profile=whole`` makes it the slow one.

    The daily run tries a fifth of the examples of each property of Hypothesis. A busy machine is
    slow, so no example has a deadline. In CI the examples are the same in each run, as in the
    profile that Hypothesis has for it: what fails there fails here too, with ``CI=true``. Elsewhere
    each run tries new ones.
    """
    same = "CI" in os.environ
    settings.register_profile("daily", deadline=None, derandomize=same, max_examples=20)
    settings.register_profile("whole", deadline=None, derandomize=same, max_examples=100)
    settings.load_profile("daily")


def share(count: int) -> int:
    """Return how many of ``count`` examples this run tries: the daily run a fifth, the slow run all.

    For a property that has its own number of examples, in place of Hypothesis's hundred.
    """
    return count * settings().max_examples // 100


def slow(*values: Any) -> Any:
    """Return a set of values for a parametrised test that only the slow run tries."""
    return pytest.param(*values, marks=pytest.mark.slow)


def one_in(number: int, values: Iterable[T]) -> list[T]:
    """Return the values of a parametrised test: the daily run tries one in ``number``, the slow one the rest."""
    return [value if index % number == 0 else slow(value) for index, value in enumerate(values)]


def examples(
    few: int, many: int, **strategies: SearchStrategy[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a property be two tests: one tries a few examples; one, marked ``slow``, tries many.

    The property's other arguments are fixtures and parameters, as those of any test.

    :param few: how many examples the daily run tries.
    :param many: how many the slow run tries.
    :param strategies: what the arguments of the property are drawn from, as in
        :func:`hypothesis.given`.
    """

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        @wraps(check)
        def test(count: int, **fixtures: Any) -> None:
            @settings(max_examples=count, database=None, suppress_health_check=_CHECKS)
            @given(**strategies)
            def attempt(**drawn: Any) -> None:
                check(**fixtures, **drawn)

            attempt()

        whole = signature(check)
        asked = [item for name, item in whole.parameters.items() if name not in strategies]
        count = Parameter("count", Parameter.KEYWORD_ONLY)
        asked = [item.replace(kind=Parameter.KEYWORD_ONLY) for item in asked]
        test.__signature__ = whole.replace(parameters=[*asked, count])  # type: ignore[attr-defined]
        counts = [
            pytest.param(few, id="few"),
            pytest.param(many, id="many", marks=pytest.mark.slow),
        ]
        return pytest.mark.parametrize("count", counts)(test)

    return decorate
