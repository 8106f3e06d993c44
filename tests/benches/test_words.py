"""The bench of words that never repeat compares the same words."""

from __future__ import annotations

import pytest

from benchmarks import words


def test_each_way_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(words, "_TOGETHER", 20)
    monkeypatch.setattr(words.gc, "set_threshold", lambda *_: None)
    words.main(9, 1)
    printed = capsys.readouterr().out
    assert all(name in printed for name in words.ways())
    assert printed.count("#bar ") == 3
