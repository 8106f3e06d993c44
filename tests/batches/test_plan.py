"""What is to be built: names of files that lead nowhere else, digests that follow from all that goes in."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from batches.folders import towns
from hypothesis import given
from hypothesis import strategies as st

from report.batches import BuildOptions, plan_by, plan_each
from report.batches.plan import file_name
from report.errors import MujazError

HOSTILE = [
    "../../etc/passwd",
    "/",
    "..",
    ".",
    "a/b",
    "a\\b",
    "a b",
    "C:",
    "ط" * 500,
    "-o",
    "a\tb",
    "é",
    "‮قلب",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_name_stays_in_its_folder(value: str, tmp_path: Path) -> None:
    name = file_name(3, 10, value)
    assert name.startswith("0003") and name.endswith(".pdf")
    assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    (tmp_path / name).write_bytes(b"")


@given(st.text(max_size=300), st.integers(1, 10**6), st.integers(1, 10**6))
def test_any_value_has_a_name_of_its_own(value: str, number: int, of: int) -> None:
    name = file_name(number, of, value)
    assert Path(name).name == name and len(name.encode()) < 200
    assert (
        not set(name) & set("/\\:\0\n\u202e ")
        and int(name.split("-")[0].removesuffix(".pdf")) == number
    )


def test_arabic_stays_arabic() -> None:
    assert file_name(1, 10, "الدار البيضاء – سطات") == "0001-الدار-البيضاء-سطات.pdf"
    assert file_name(12, 123456, "2026-01-09/2026-01-10") == "000012-2026-01-09-2026-01-10.pdf"


def test_equal_slugs_have_names_of_their_own(tmp_path: Path) -> None:
    plan = plan_by(
        towns(tmp_path / "brief", "a/b", "a b", "a:b", "+!", "%%"),
        "place",
        BuildOptions(),
        tmp_path / "out",
    )
    files = [job.file for job in plan.jobs]
    assert files == ["0001-a-b.pdf", "0002-a-b.pdf", "0003-a-b.pdf", "0004.pdf", "0005.pdf"]
    assert [job.name for job in plan.jobs] == ["a/b", "a b", "a:b", "+!", "%%"]


def test_the_digest_follows_from_all_that_goes_in(tmp_path: Path) -> None:
    folder = towns(tmp_path / "brief", "فاس", "طنجة")
    options = BuildOptions(profile="archive")

    def inputs(chosen_options: BuildOptions = options) -> list[str]:
        return [
            job.inputs for job in plan_by(folder, "place", chosen_options, tmp_path / "out").jobs
        ]

    first = inputs()
    assert first == inputs() and len(set(first)) == 2
    for second in (
        replace(options, profile="draft"),
        replace(options, digits="arab"),
        replace(options, epoch=1),
    ):
        assert not set(inputs(second)) & set(first)
    (folder / ".hidden").write_text("x")
    assert inputs() == first
    strange = folder / os.fsdecode(b"no text \xff")
    strange.write_text("x")
    assert not set(inputs()) & set(first)
    strange.unlink()
    assert inputs() == first
    (folder / "text/summary.md").write_text("نص آخر.", "utf-8")
    assert not set(inputs()) & set(first)


def test_blank_cells_make_a_brief_too(tmp_path: Path) -> None:
    folder = towns(tmp_path / "brief", "فاس", "طنجة")
    csv = folder / "incidents.csv"
    csv.write_text(csv.read_text("utf-8") + "5,وجدة,حريق,,\n", "utf-8")
    plan = plan_by(folder, "incidents.injured", BuildOptions(), tmp_path / "out")
    assert (plan.batch, plan.jobs[-1].name) == ("incidents.injured", "غير مذكور")


def test_each_folder_is_a_brief_and_a_folder_of_briefs_is_each_of_them(tmp_path: Path) -> None:
    for name in ("ب", "أ"):
        towns(tmp_path / "all" / name, "فاس")
    towns(tmp_path / "other", "فاس")
    (tmp_path / "all" / "no-brief").mkdir()
    plan = plan_each(
        [tmp_path / "all", tmp_path / "other", tmp_path / "other" / "."],
        BuildOptions(),
        tmp_path / "out",
    )
    assert [job.file for job in plan.jobs] == ["0001-أ.pdf", "0002-ب.pdf", "0003-other.pdf"]
    assert len({job.name for job in plan.jobs}) == 3 and plan.batch == "folders"


def test_what_cannot_be_planned_is_reported(tmp_path: Path) -> None:
    folder = towns(tmp_path / "brief", "فاس")

    def rule(column: str = "place", output: Path = tmp_path / "out") -> str:
        with pytest.raises(MujazError) as caught:
            plan_by(folder, column, BuildOptions(), output)
        return caught.value.findings[0].rule

    assert rule("palce") == "unknown-column"
    assert rule(output=folder / "out") == "batch-inside"
    with pytest.raises(MujazError) as caught:
        plan_each([tmp_path / "none"], BuildOptions(), tmp_path / "out")
    assert caught.value.findings[0].rule == "no-brief"
    csv = folder / "incidents.csv"
    csv.write_text("id,place,kind,date,injured\n", "utf-8")
    assert rule() in ("batch-of-nothing", "no-rows")
    csv.unlink()
    assert rule() == "no-file"


def test_a_database_server_is_not_asked_by_many(tmp_path: Path) -> None:
    from document.small import SmallBrief
    from report.batches.plan import refuse_server
    from report.brief import load_brief

    brief = SmallBrief(towns(tmp_path / "brief", "فاس"))
    brief.edit(
        "brief.toml", 'source = "incidents.csv"', 'url = "postgresql://host/db"\nquery = "SELECT 1"'
    )
    with pytest.raises(MujazError) as caught:
        refuse_server(load_brief(brief.folder))
    assert caught.value.findings[0].rule == "batch-asks-server"
