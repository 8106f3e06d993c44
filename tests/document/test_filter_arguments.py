"""The arguments of filters: what is missing or too much is named."""

from __future__ import annotations

import pytest

from report.document.filters.kind import FILTERS
from report.errors import ExpressionError


def finding_of(name: str, *arguments: object, **keywords: object) -> tuple[str, object, str]:
    with pytest.raises(ExpressionError) as error:
        FILTERS[name].check_arguments(name, arguments, keywords)
    (finding,) = error.value.findings
    return finding.rule, finding.values["missing"], finding.do("ar")


@pytest.mark.parametrize("name", ["trend", "compared"])
def test_a_missing_argument_is_named(name: str) -> None:
    rule, missing, advice = finding_of(name, "2017")
    assert (rule, missing) == ("filter-lacks", ("second",))
    assert f"{name}(first, second, by=…" in advice
    assert finding_of(name)[1] == ("first", "second")
    assert finding_of(name, second="2")[1] == ("first",)


def test_too_many_or_unknown_arguments_are_refused() -> None:
    assert finding_of("rank_text", "ascending", 2)[:2] == ("filter-arguments", ())
    assert finding_of("percent", digits=1)[:2] == ("filter-arguments", ())
    FILTERS["trend"].check_arguments("trend", ("2019", "2020"), {"by": "year"})
