"""The bench of measures: pandas and the engine group the same rows and give the same."""

from __future__ import annotations

import pytest

from benchmarks import measures


def test_both_ways_are_timed_on_equal_results() -> None:
    outcome = measures.compared(3_000, 1)
    assert outcome["rows"] == 3_000
    assert float(str(outcome["ratio"])) >= 0


def test_a_difference_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = measures.by_pandas

    def wrong(frame: measures.pd.DataFrame) -> measures.pd.DataFrame:
        groups = expected(frame)
        groups["amount"] += 1
        return groups

    monkeypatch.setattr(measures, "by_pandas", wrong)
    with pytest.raises(ValueError, match="amount"):
        measures.compared(3_000, 1)
