"""A worker collects the garbage of several briefs at once, or when it grows."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from report.batches import collecting
from report.batches.collecting import MOST_BRIEFS, MOST_GROWTH, GarbageOfBriefs
from report.batches.model import Job, Outcome


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The generations that are collected, from here on."""
    generations: list[int] = []
    monkeypatch.setattr(gc, "collect", generations.append)
    return generations


def test_the_garbage_of_several_briefs_is_collected_at_once(collected: list[int]) -> None:
    garbage = GarbageOfBriefs()
    for _ in range(16 * MOST_BRIEFS + 1):
        garbage.collect()
    assert collected == [*[1] * 15, 2, 1]


def test_garbage_is_collected_when_the_worker_grows(
    collected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter([0, MOST_GROWTH - 1, MOST_GROWTH, MOST_GROWTH, MOST_GROWTH + 1])
    monkeypatch.setattr(collecting, "peak_memory", lambda: next(sizes))
    garbage = GarbageOfBriefs()
    counts = []
    for _ in range(4):
        garbage.collect()
        counts.append(len(collected))
    assert counts == [0, 0, 1, 1]


def test_the_time_of_a_collection_is_that_of_the_brief(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    times = iter([1.0, 3.5])
    monkeypatch.setattr(collecting.time, "process_time", lambda: next(times))
    done = Outcome(name="brief", seconds=1.0, processor=0.5)
    job = Job.__new__(Job)
    outcome = GarbageOfBriefs().after(lambda _job, _target: done, job, tmp_path)
    assert outcome.processor == 3.0
    assert outcome.seconds >= done.seconds
