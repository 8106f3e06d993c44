"""The bench of measures: pandas and the engine group the same rows and give the same."""

from __future__ import annotations

import pytest

from benchmarks import measures


def test_both_ways_are_timed_on_equal_results() -> None:
    outcome = measures.compared(3_000, 1)
    assert outcome["rows"] == 3_000
    assert float(str(outcome["ratio"])) >= 0


def test_both_ways_are_timed_for_many_groups() -> None:
    frame = measures.frame_of(500)
    assert len(measures.by_pandas(frame, measures.MANY)) == 500 / measures.ROWS_OF_A_CODE
    assert measures.compared(500, 1, measures.MANY)["rows"] == 500


def test_a_difference_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = measures.by_pandas

    def wrong(frame: measures.pd.DataFrame, *dimensions: object) -> measures.pd.DataFrame:
        groups = expected(frame)
        groups["amount"] += 1
        return groups

    monkeypatch.setattr(measures, "by_pandas", wrong)
    with pytest.raises(ValueError, match="amount"):
        measures.compared(3_000, 1)
