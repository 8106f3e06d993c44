"""A batch and its manifest: failures stand alone, what stands is kept, and a stop at any moment loses nothing."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from batches.folders import deadly, endless, hungry, large, made_up, manifest, slow, towns, warned
from interrupts import obey_signals, wait_for

from document.small import SmallBrief
from report.batches import BuildOptions, Done, Tally, plan_by, plan_each, run_batch
from report.batches.local import LocalPool
from report.batches.manifest import MANIFEST
from report.bounds import MIB, Bounds, within
from report.building import build, rebuild, verify
from report.command.app import run
from report.errors import MujazError

ROOT = Path(__file__).parents[2]


def batch(
    folder: Path, output: Path, work: Any = made_up, fresh: bool = False, **options: Any
) -> Done:
    plan = plan_by(folder, "place", BuildOptions(), output)
    return run_batch(plan, output, LocalPool(2, work=work, **options), fresh=fresh)


def lines(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in manifest(output)]


def test_a_brief_for_each_value_with_a_line_in_the_order_of_the_values(tmp_path: Path) -> None:
    names = [f"مدينة {index}" for index in range(30)]
    done = batch(towns(tmp_path / "brief", *names), tmp_path / "out")
    assert done.tally == Tally(done=30, failed=0, kept=0, left=0)
    head, *jobs, end = lines(tmp_path / "out")
    assert head == {"mujaz-batch": 1, "of": "incidents.place", "mujaz": head["mujaz"]}
    assert [line["name"] for line in jobs] == names
    assert end == {
        "summary": {
            "ok": 30,
            "failed": 0,
            "bytes": sum(line["bytes"] for line in jobs),
            "memory": 1,
        }
    }
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [MANIFEST, *(line["file"] for line in jobs)]
    )


def test_what_stands_is_kept_and_only_the_rest_is_built(tmp_path: Path) -> None:
    folder, output = towns(tmp_path / "brief", "فاس", "طنجة", "وجدة"), tmp_path / "out"
    batch(folder, output)
    first = manifest(output)
    (output / "0002-طنجة.pdf").write_bytes(b"changed")
    (output / "0003-وجدة.pdf").unlink()
    assert batch(folder, output).tally == Tally(done=2, failed=0, kept=1, left=0)
    assert [json.loads(line)["name"] for line in manifest(output)[1:-1]] == ["فاس", "طنجة", "وجدة"]
    assert batch(folder, output).tally.kept == 3
    assert [json.loads(line).get("sha256") for line in manifest(output)] == [
        json.loads(line).get("sha256") for line in first
    ]
    assert batch(folder, output, fresh=True).tally.done == 3


def test_a_value_that_is_gone_takes_its_pdf_along_unless_somebody_changed_it(
    tmp_path: Path,
) -> None:
    folder, output = towns(tmp_path / "brief", "فاس", "طنجة", "وجدة"), tmp_path / "out"
    batch(folder, output)
    (output / "0003-وجدة.pdf").write_bytes(b"signed")
    shutil.rmtree(folder)
    towns(folder, "فاس")
    assert batch(folder, output).tally == Tally(done=1, failed=0, kept=0, left=0)
    assert {path.name for path in output.glob("*.pdf")} == {"0001-فاس.pdf", "0003-وجدة.pdf"}


def test_another_batch_is_not_mixed_in(tmp_path: Path) -> None:
    folder, output = towns(tmp_path / "brief", "فاس", "طنجة"), tmp_path / "out"
    batch(folder, output)
    second = plan_by(folder, "kind", BuildOptions(), output)
    with pytest.raises(MujazError) as caught:
        run_batch(second, output, LocalPool(1, work=made_up))
    assert caught.value.findings[0].rule == "other-batch"
    assert run_batch(second, output, LocalPool(1, work=made_up), fresh=True).tally.done == 2
    assert len(list(output.glob("*.pdf"))) == 2
    (output / MANIFEST).write_text("{}\n")
    with pytest.raises(MujazError) as caught:
        batch(folder, output)
    assert caught.value.findings[0].rule == "not-a-manifest"


def test_names_in_a_manifest_that_lead_elsewhere_are_not_followed(tmp_path: Path) -> None:
    folder, output = towns(tmp_path / "brief", "فاس"), tmp_path / "out"
    batch(folder, output)
    head, line, _ = lines(output)
    victim = tmp_path / "victim"
    victim.write_bytes((output / line["file"]).read_bytes())
    (output / MANIFEST).write_text(
        "\n".join(map(json.dumps, [head, {**line, "file": "../victim"}]))
    )
    batch(folder, output)
    assert victim.exists()


def test_a_worker_that_dies_fails_its_brief_alone(tmp_path: Path) -> None:
    names = [f"مدينة {index}" for index in range(10)]
    done = batch(
        towns(tmp_path / "brief", *names[:4], "قاتل", *names[4:]), tmp_path / "out", deadly
    )
    assert done.tally == Tally(done=10, failed=1, kept=0, left=0)
    (line,) = done.failures
    assert (line["name"], line["status"], line["findings"][0]["rule"]) == (
        "قاتل",
        "failed",
        "batch-died",
    )
    assert (
        "SIGKILL" in line["findings"][0]["en"]["what"]
        and "SIGKILL" in line["findings"][0]["ar"]["what"]
    )
    assert len(manifest(tmp_path / "out")) == 13


def test_a_brief_without_end_is_given_up(tmp_path: Path) -> None:
    folder = towns(tmp_path / "brief", "فاس", "طويل", "طنجة", "وجدة")
    done = batch(folder, tmp_path / "out", endless, longest=2)
    assert done.tally == Tally(done=3, failed=1, kept=0, left=0)
    assert done.failures[0]["findings"][0]["rule"] == "batch-too-long"


def test_a_brief_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    folder = towns(tmp_path / "brief", "فاس", "نهم", "طنجة", "وجدة")
    with within(Bounds(memory=300 * MIB)):
        done = batch(folder, tmp_path / "out", hungry)
    assert done.tally == Tally(done=3, failed=1, kept=0, left=0)
    assert done.failures[0]["findings"][0]["rule"] == "bound-memory"


def test_the_bounds_of_a_batch_hold_for_each_brief(tmp_path: Path) -> None:
    folder, output = towns(tmp_path / "brief", "فاس"), tmp_path / "out"
    done = mujaz(
        "batch", folder, "--by", "place", "-o", output, "--workers", "1", "--max-pages", "2"
    )
    assert done.returncode == 1
    assert (
        "فاس" in done.stderr
        and "more than 2 pages" in done.stderr
        and "Traceback" not in done.stderr
    )


@pytest.mark.parametrize(
    ("options", "processes"), [({"most_jobs": 3}, 4), ({"largest": 0}, 6), ({}, 1)]
)
def test_a_worker_is_replaced_before_it_grows(
    options: dict[str, int], processes: int, tmp_path: Path
) -> None:
    folder = towns(tmp_path / "brief", *(f"مدينة {index}" for index in range(12)))
    batch(folder, tmp_path / "out", large, **options)
    assert len({line["pages"] for line in lines(tmp_path / "out")[1:-1]}) >= processes


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    import multiprocessing

    output = tmp_path / "out"
    plan = plan_by(
        towns(tmp_path / "brief", *(f"مدينة {index}" for index in range(10))),
        "place",
        BuildOptions(),
        output,
    )
    killed = []

    def kill(tally: Tally) -> None:
        if tally.done == 3 and not killed:
            killed.append(multiprocessing.active_children()[0])
            os.kill(killed[0].pid or 0, signal.SIGKILL)

    done = run_batch(plan, output, LocalPool(2, work=slow), kill)
    assert killed and done.tally == Tally(done=10, failed=0, kept=0, left=0)
    assert len({line["name"] for line in lines(output)[1:-1]}) == len(manifest(output)) - 2 == 10


def test_the_disk_is_not_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, output = (
        towns(tmp_path / "brief", *(f"مدينة {index}" for index in range(20))),
        tmp_path / "out",
    )
    free = [200 * 1024**2]
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free[0]))

    def fill(tally: Tally) -> None:
        free[0] = 64 * 1024**2 + 100 if tally.done >= 12 else free[0]

    plan = plan_by(folder, "place", BuildOptions(), output)
    with pytest.raises(MujazError) as caught:
        run_batch(plan, output, LocalPool(2, work=made_up), fill)
    assert caught.value.findings[0].rule == "batch-no-room"
    assert len(manifest(output)) == 13 and not (output / ".mujaz-batch").exists()
    free[0] = 200 * 1024**2
    assert batch(folder, output).tally == Tally(done=8, failed=0, kept=12, left=0)


def test_two_batches_do_not_write_into_one_folder(tmp_path: Path) -> None:
    folder, output = towns(tmp_path / "brief", "فاس"), tmp_path / "out"
    (output / ".mujaz-batch").mkdir(parents=True)
    with (output / ".mujaz-batch" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(MujazError) as caught:
            batch(folder, output)
    assert caught.value.findings[0].rule == "batch-running"
    assert batch(folder, output).tally.done == 1


def test_a_manifest_cut_at_any_byte_is_taken_up_again(tmp_path: Path) -> None:
    folder, output = towns(tmp_path / "brief", "فاس", "طنجة", "وجدة"), tmp_path / "out"
    batch(folder, output)
    whole = (output / MANIFEST).read_bytes()
    first = whole.index(b"\n") + 1
    plan = plan_by(folder, "place", BuildOptions(), output)
    from report.batches.manifest import Manifest

    for cut in range(first, len(whole), 7):
        (output / MANIFEST).write_bytes(whole[:cut])
        standing = Manifest(output, plan.batch).standing(plan.jobs)
        full = whole[:cut].count(b"\n") - 1
        assert min(full, 3) <= len(standing) <= min(full + 1, 3)
        assert list(standing) == [job.name for job in plan.jobs][: len(standing)]


class Small(NamedTuple):
    """A batch that was built in truth: three towns, one without fires, as its text wants."""

    folder: Path
    output: Path
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    base = tmp_path_factory.mktemp("batch")
    brief = SmallBrief(towns(base / "brief", "فاس", "طنجة", "وجدة"))
    rows = (brief.folder / "incidents.csv").read_text("utf-8").splitlines()
    brief.write(
        "incidents.csv",
        "\n".join(row.replace("حريق", "حادث سير") if "طنجة" in row else row for row in rows),
    )
    brief.add(
        "\n[[sections.blocks]]\nnote = \"{{ measures.all.by('kind')['حريق'] | counted('حادث') }}\"\n"
    )
    done = mujaz("batch", brief.folder, "--by", "place", "-o", base / "out", "--workers", "2")
    return Small(brief.folder, base / "out", done.returncode, done.stdout, done.stderr)


def mujaz(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "report", "--lang", "en", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100
    )


def test_a_failed_brief_is_one_line_and_stops_no_other(small: Small) -> None:
    assert small.code == 1
    assert "2 built, 0 kept, 1 failed" in small.out
    assert small.err.startswith("طنجة: ") and "no part «حريق»" in small.err
    statuses = {line["name"]: line["status"] for line in lines(small.output)[1:-1]}
    assert statuses == {"فاس": "ok", "طنجة": "failed", "وجدة": "ok"}


def test_a_pdf_of_a_batch_verifies_and_rebuilds_and_is_that_of_a_build_alone(
    small: Small, tmp_path: Path
) -> None:
    path = small.output / "0003-وجدة.pdf"
    assert verify(path, judge=False).sound
    assert rebuild(path, tmp_path / "again.pdf").equal
    from report.limiting import RowFilter

    alone = build(
        small.folder, tmp_path / "alone.pdf", row_filter=RowFilter("incidents", "place", "وجدة")
    )
    assert alone.path.read_bytes() == path.read_bytes()


def test_each_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("أ", "ب"):
        towns(tmp_path / "all" / name, "فاس")
    SmallBrief(tmp_path / "all" / "ب").edit(
        "brief.toml", 'reference = "HW-2026-01"', 'reference = "HW-2026-02"'
    )
    (tmp_path / "all" / "ج").mkdir()
    (tmp_path / "all" / "ج" / "brief.toml").write_text("")
    done = run_batch(
        plan_each([tmp_path / "all"], BuildOptions(profile="draft"), tmp_path / "out"),
        tmp_path / "out",
        LocalPool(2),
    )
    assert done.tally == Tally(done=2, failed=1, kept=0, left=0)
    assert done.failures[0]["findings"][0]["rule"] == "missing-key"


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["a", "-o", "x"], "by COLUMN"),
        (["a", "b", "--by", "c", "-o", "x"], "by COLUMN"),
        (["a", "--by", "c", "--each", "-o", "x"], "by COLUMN"),
        (["a", "--each", "--shared", "-o", "x"], "--shared"),
        (
            ["a", "--each", "--scheduler", "tcp://127.0.0.1:1", "--workers", "2", "-o", "x"],
            "--workers",
        ),
        (["a", "--each", "--scheduler", "local", "--timeout", "2", "-o", "x"], "--timeout"),
    ],
)
def test_options_that_do_nothing_together_are_refused(
    arguments: list[str], rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "en", "batch", *arguments]) == 1
    assert rule in capsys.readouterr().err


def test_a_batch_that_is_killed_is_taken_up_where_it_was(tmp_path: Path) -> None:
    folder, output = (
        towns(tmp_path / "brief", *(f"مدينة {index}" for index in range(8))),
        tmp_path / "out",
    )
    arguments = [
        sys.executable,
        "-m",
        "report",
        "batch",
        str(folder),
        "--by",
        "place",
        "-o",
        str(output),
    ]
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    wait_for(lambda: (output / MANIFEST).exists() and len(manifest(output)) >= 4)
    process.kill()
    process.wait()
    stood = len(manifest(output)) - 1
    assert 3 <= stood < 8
    done = mujaz("batch", folder, "--by", "place", "-o", output, "--profile", "archive")
    assert done.returncode == 0, done.stderr
    assert f"{8 - stood} built, {stood} kept, 0 failed" in done.stdout
    names = [line["name"] for line in lines(output)[1:-1]]
    assert names == [f"مدينة {index}" for index in range(8)]
    assert not (output / ".mujaz-batch").exists() and len(list(output.glob("*.pdf"))) == 8


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_a_batch_that_ends_early_leaves_no_process_and_continues_later(
    number: signal.Signals, code: int, tmp_path: Path, temporary: Path
) -> None:
    folder, output = (
        towns(tmp_path / "brief", *(f"مدينة {index}" for index in range(60))),
        tmp_path / "out",
    )
    environment = {**os.environ, "TMPDIR": str(temporary), "LC_ALL": "C.UTF-8"}
    arguments = [
        sys.executable,
        "-m",
        "report",
        "batch",
        str(folder),
        "--by",
        "place",
        "-o",
        str(output),
    ]
    process = subprocess.Popen(
        arguments,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=obey_signals,
    )
    wait_for(lambda: (output / MANIFEST).exists() and len(manifest(output)) >= 2)
    os.kill(process.pid, number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == code
    assert "Traceback" not in err
    assert ("it continues from there" in err) == (number == signal.SIGINT)
    wait_for(lambda: not working(temporary), seconds=5)
    whole = [line for line in map(json.loads, manifest(output)[1:]) if line.get("status") == "ok"]
    assert whole and all(
        sha256((output / line["file"]).read_bytes()).hexdigest() == line["sha256"] for line in whole
    )
    if number != signal.SIGKILL:  # what a killed one leaves, the next run removes
        assert [*temporary.iterdir()] == []
        assert not (output / ".mujaz-batch").exists()


@pytest.fixture
def temporary() -> Iterator[Path]:
    """Return a folder for temporary files, of a path so short that a socket fits."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


def test_where_no_socket_fits_workers_are_started_one_by_one(tmp_path: Path) -> None:
    folder, output, temporary = (
        towns(tmp_path / "brief", "فاس"),
        tmp_path / "out",
        tmp_path / ("deep" * 30),
    )
    temporary.mkdir()
    arguments = [
        sys.executable,
        "-m",
        "report",
        "batch",
        str(folder),
        "--by",
        "place",
        "-o",
        str(output),
    ]
    done = subprocess.run(
        [*arguments, "--workers", "1"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        check=False,
    )
    assert done.returncode == 0
    assert [*temporary.iterdir()] == []


def working(temporary: Path) -> list[str]:
    """Return the processes whose temporary files lie in a folder."""
    processes = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if str(temporary).encode() in path.read_bytes():
                processes.append(path.parent.name)
    return processes


def test_each_line_has_its_warnings_the_first_of_each_rule_before_the_second_of_any(
    tmp_path: Path,
) -> None:
    folder = towns(tmp_path / "brief", "فاس", "طنجة")
    done = batch(folder, tmp_path / "out", warned)
    assert [line["name"] for line in done.warned] == ["فاس", "طنجة"]
    for line in lines(tmp_path / "out")[1:-1]:
        assert [warning["rule"] for warning in line["warnings"]] == [
            "value-nowhere",
            "chart-empty",
            "value-nowhere",
        ]
        assert line["more"] == 2
    stored = batch(folder, tmp_path / "out", made_up)
    assert (stored.tally.kept, stored.warned) == (2, done.warned)


@pytest.mark.parametrize(
    "change",
    [
        {"warnings": [{}]},
        {"warnings": 3},
        {"warnings": ["x"]},
        {"more": "3"},
        {"warnings": [{"rule": "x", "severity": "grave", "where": {}, "en": {}, "ar": {}}]},
        {"warnings": [{"rule": "x", "severity": "note", "where": {"x": 1}, "en": {}, "ar": {}}]},
        {"warnings": [{"rule": "x", "severity": "note", "where": {}, "en": {"what": 1}}]},
    ],
)
def test_a_line_whose_warnings_were_changed_does_not_stand(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    folder, output = towns(tmp_path / "brief", "فاس"), tmp_path / "out"
    batch(folder, output, warned)
    head, line, end = lines(output)
    (output / MANIFEST).write_text("\n".join(map(json.dumps, [head, {**line, **change}, end])))
    assert batch(folder, output).tally == Tally(done=1, failed=0, kept=0, left=0)


def test_the_command_tells_each_warning_with_the_briefs_that_have_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = towns(tmp_path / "brief", "فاس", "طنجة", "وجدة")
    brief = SmallBrief(folder)
    rows = (folder / "incidents.csv").read_text("utf-8").splitlines()
    calm = ("طنجة", "وجدة")
    items = []
    for row in rows:
        items.append(row.replace("حريق", "حادث سير") if any(name in row for name in calm) else row)
    brief.write(
        "incidents.csv",
        "\n".join(items),
    )
    brief.add(
        '\n[[sections.blocks]]\nchart = "bars"\ntable = "incidents"\nby = "place"\n'
        'where = { kind = "حريق" }\ncaption = "الحرائق"\n'
    )
    command = ["--lang", "en", "batch", str(folder), "--by", "place", "-o", str(tmp_path / "out")]
    command += ["--profile", "draft", "--workers", "1"]
    assert run(command) == 0
    printed = capsys.readouterr()
    warnings = [line for line in printed.err.splitlines() if "warning [" in line]
    (warning,) = warnings
    assert warning.startswith("طنجة, وجدة: warning [chart-empty] ")
    by_name = {line["name"]: line.get("warnings", []) for line in lines(tmp_path / "out")[1:-1]}
    assert [len(by_name[name]) for name in ("فاس", *calm)] == [0, 1, 1]
    assert run([*command, "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert run(command) == 0
    assert warning in capsys.readouterr().err, "the warnings of PDFs that are kept"
