"""Briefs with pages from the cache: the PDF is that of a build without it, after any change."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from document.small import HERE, SmallBrief
from report.building import build
from report.press.kept.pages import KeptPages

FIRST = HERE.parents[1] / "data/marrakech-2025"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the pages that are taken from the cache."""
    keys: list[str] = []
    stock = KeptPages._again

    def told(pages: KeptPages, *given: Any) -> Any:
        keys.append(given[2].key)
        return stock(pages, *given)

    monkeypatch.setattr(KeptPages, "_again", told)
    return keys


def check(brief: SmallBrief, taken: list[str], **told: Any) -> int:
    """Build with the cache and without it, and return how many pages came from it."""
    taken.clear()
    out = brief.folder.parent
    warm = build(
        brief.folder, out / "warm.pdf", cached=True, text_gate=False, **told
    ).path.read_bytes()
    count = len(taken)
    assert build(brief.folder, out / "clean.pdf", text_gate=False, **told).path.read_bytes() == warm
    assert len(taken) == count
    return count


def a_word(brief: SmallBrief) -> None:
    text = brief.folder / "text/outcome.md"
    text.write_text(text.read_text("utf-8").replace(" ", " كلمة ", 1), "utf-8")


def a_number(brief: SmallBrief) -> None:
    table = brief.folder / "incidents.csv"
    table.write_text(re.sub(r"\b3\b", "9", table.read_text("utf-8"), count=1), "utf-8")


def a_section(brief: SmallBrief) -> None:
    brief.edit(
        "brief.toml",
        '[[sections]]\ntitle = "المدن والأيام"',
        '[[sections]]\ntitle = "جديد"\n[[sections.blocks]]\nnote = "نص **جديد**."\n\n'
        '[[sections]]\ntitle = "المدن والأيام"',
    )


def another_order(brief: SmallBrief) -> None:
    head, *sections = re.split(
        r"(?m)^(?=\[\[(?:sections|appendices)\]\]$)",
        (brief.folder / "brief.toml").read_text("utf-8"),
    )
    brief.write("brief.toml", "".join([head, *sections[::-1]]).replace("new_page = false\n", ""))


def a_rule(brief: SmallBrief) -> None:
    brief.write("templates/css/brief.css", "table + p, .note:nth-child(2) { color: #123456 }")


@pytest.mark.parametrize("edit", [a_word, a_number, a_section, another_order, a_rule])
def test_after_each_change_the_bytes_are_those_of_a_build_without_it(
    edit: Callable[[SmallBrief], None], tmp_path: Path, taken: list[str]
) -> None:
    brief = SmallBrief.copied(tmp_path / "every", "every")
    assert check(brief, taken) == 0
    edit(brief)
    assert (check(brief, taken) > 0) == (edit is not a_rule)


@pytest.mark.slow
def test_of_the_first_brief_a_word_sets_one_page_anew(tmp_path: Path, taken: list[str]) -> None:
    brief = SmallBrief(Path(shutil.copytree(FIRST, tmp_path / "first")))
    check(brief, taken)
    text = brief.folder / "text/event.md"
    text.write_text(text.read_text("utf-8").replace(" ", " كلمة ", 1), "utf-8")
    assert check(brief, taken) >= 18
    meetings = brief.folder / "meetings.csv"
    lines = meetings.read_text("utf-8").splitlines(keepends=True)
    meetings.write_text("".join(lines[:-1]), "utf-8")
    assert check(brief, taken, digits="arab") == 0
    assert check(brief, taken) >= 5
