"""The table of reliability: its inputs are what they say, and what came of a command is named rightly."""

from __future__ import annotations

import random
from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from benchmarks import reliability
from benchmarks.hostile_pdfs import CHANGES, RAW, hostile
from report.archive.bounded import need_bounded_bytes
from report.errors import ArchiveError, Location, MujazError, RenderError


@pytest.mark.parametrize(
    ("code", "said", "named"),
    [
        (0, "", "done"), (1, "brief.toml: The key is missing.", "reported"), (2, "", "exit code 2"),
        (None, "", "no end in time"), (1, "Traceback (most recent call last):", "a traceback"),
        (1, MujazError.of("fault", reason="KeyError").text(), "a fault of Mujaz"),
        (1, MujazError.of("process-ended", reason="SIGKILL").text(), "the process crashed"),
        (1, MujazError.of("bound-time", seconds=60).text(), "stopped at the bound of time"),
        (1, MujazError.of("bound-memory", limit=60).text(), "stopped at the bound of memory"),
        (1, MujazError.of("bound-pages", limit=60).text(), "reported"),
    ],
)  # fmt: skip
def test_what_came_of_a_command_is_named(code: int | None, said: str, named: str) -> None:
    assert reliability.outcome(code, said) == named


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    from report.building import build

    path = tmp_path_factory.mktemp("reliability") / "a.pdf"
    return build(reliability.BRIEF, path, text_gate=False).path.read_bytes()


@pytest.mark.parametrize(
    "kind",
    [kind for kind in CHANGES if not any(word in kind for word in ("bomb", "pages", "tree"))],
)
def test_a_hostile_pdf_is_another_that_can_be_opened(kind: str, edition: bytes) -> None:
    data = hostile(kind, edition, 1)
    assert data == hostile(kind, edition, 1) != edition
    if "outline" not in kind and "billion" not in kind:
        with pytest.raises((ArchiveError, RenderError)):
            need_bounded_bytes(data, Location())
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.Pages.Count


@pytest.mark.parametrize("kind", RAW)
def test_hostile_bytes_follow_from_the_seed(kind: str, edition: bytes) -> None:
    assert hostile(kind, edition, 1) == hostile(kind, edition, 1) != edition


def test_a_part_runs_and_makes_a_row(tmp_path: Path) -> None:
    runs = {
        "odd tables": (reliability.random_tables, 2),
        "damaged briefs": (reliability.damaged_briefs, 1),
    }
    odd, damaged = reliability.table(runs, 1)
    assert odd.startswith("| odd tables | 2 | ") and damaged.startswith("| damaged briefs | 1 | ")
    for row in (odd, damaged):
        results = row.split(" | ")[2].rstrip(" |").split("; ")
        assert {result.rpartition(": ")[0] for result in results} <= {"done", "reported"}
    assert odd in reliability.page([odd], 1) and "--times 1" in reliability.page([odd], 1)


def test_tables_follow_from_the_seed(tmp_path: Path) -> None:
    folders = [
        reliability._table_brief(tmp_path / name, random.Random("15 0")) for name in ("a", "b")
    ]
    first, second = ((folder / "t.csv").read_bytes() for folder in folders)
    assert first == second


def test_the_brief_of_an_odd_table_is_sound_except_for_its_table(tmp_path: Path) -> None:
    from report.brief import load_brief

    for number in range(5):
        assert load_brief(reliability._table_brief(tmp_path / str(number), random.Random(number)))


def test_a_brief_that_is_killed_is_counted(tmp_path: Path) -> None:
    words = [reliability.sys.executable, "-c", "import time; time.sleep(5)"]
    chance = random.Random(1)
    chance.uniform = lambda _low, _high: 0.0  # type: ignore[method-assign]
    counts = reliability._killed(tmp_path, chance, 2, words, lambda: "whole")
    assert counts == Counter({"whole": 2, "temporary folders left": 0})
