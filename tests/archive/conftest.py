"""What the tests of verifications share: what they build again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from archive.memory import Memory


@pytest.fixture(scope="session")
def _memory(tmp_path_factory: pytest.TempPathFactory) -> Memory:
    from archive.memory import Memory

    return Memory(tmp_path_factory.mktemp("memory"))


@pytest.fixture
def memory(_memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let verifications compose and set equal briefs once in a run, by each worker."""
    monkeypatch.setattr("report.building._compose_again", _memory.compose)
    monkeypatch.setattr("report.building._set_again", _memory.set_again)
