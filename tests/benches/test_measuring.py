"""What the benches reckon and print, and the rows that they set."""

from __future__ import annotations

import csv
import math
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import rows
from benchmarks.measuring import BAR, apart, bar, growth, page_count, run, spread
from benchmarks.rows import Kind


def test_the_exponent_is_1_where_times_as_many_take_times_as_long() -> None:
    assert growth(4.0, 200.0, 50) == pytest.approx(1)
    assert growth(4.0, 16.0, 2) == pytest.approx(2)
    assert growth(4.0, 4.0 * 50**1.05, 50) == pytest.approx(1.05)


@pytest.mark.parametrize("pair", [(-0.1, 2.0), (0.0, 2.0), (2.0, -0.1)])
def test_there_is_no_exponent_of_nothing(pair: tuple[float, float]) -> None:
    assert math.isnan(growth(*pair, 50))


def test_a_bar_is_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    bar("floor", 1.0456)
    assert capsys.readouterr().out == f"{BAR}floor 1.046\n"


def test_a_spread_says_the_median_the_least_and_the_greatest() -> None:
    assert spread([3.0, 1.0, 2.5], " s") == "2.50 s (1.00 to 3.00)"


def test_a_process_is_measured_and_one_that_fails_is_reported() -> None:
    measured_run = run(
        [sys.executable, "-c", "held = bytearray(64 * 2**20); import time; time.sleep(0.05)"]
    )
    assert measured_run.seconds > 0.05 and measured_run.memory > 64
    with pytest.raises(subprocess.CalledProcessError) as failure:
        run([sys.executable, "-c", "raise SystemExit(3)"])
    assert failure.value.returncode == 3


def test_pages_are_counted_in_another_process(every_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "every.pdf").write_bytes(every_pdf)
    assert apart(page_count, tmp_path / "every.pdf") == page_count(tmp_path / "every.pdf") > 1


@pytest.mark.parametrize("kind", ["zipf", "unique"])
def test_rows_are_the_same_each_time_and_begin_alike(kind: Kind) -> None:
    assert list(rows.rows(50, kind)) == list(rows.rows(50, kind)) == list(rows.rows(80, kind))[:50]


def test_words_recur_as_in_a_text_or_never() -> None:
    frequent = []
    for row in rows.rows(500, "zipf"):
        for word in row[-1].split():
            frequent.append(word)
    rare = []
    for row in rows.rows(500, "unique"):
        for word in row[-1].split():
            rare.append(word)
    assert len(set(rare)) == len(rare)
    most = sorted((frequent.count(word) for word in set(frequent)), reverse=True)
    # The first is about twice as frequent as the second and ten times as the tenth.
    assert 1.5 < most[0] / most[1] < 2.7 and 7 < most[0] / most[9] < 14


def test_parquet_has_the_rows_of_the_csv(tmp_path: Path) -> None:
    from pyarrow import parquet

    for name in ("events.csv", "events.parquet"):
        rows.main(70, tmp_path / name, "unique")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    got = parquet.read_table(tmp_path / "events.parquet").to_pylist()
    assert [{**row, "amount": float(row["amount"])} for row in expected] == got


def test_notes_of_real_tables_are_their_free_texts_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns of short texts and of numbers are none; texts are in one line, and cut at a space."""
    free, long_text = "نص طويل من الجدول الأول\nعلى سطرين", "word " * 200
    table = f'code,text,amount\nا,"{free}",1\nب,,2\nت,"{free} أيضا",3\n'
    (tmp_path / "a.csv").write_text(table, "utf-8")
    (tmp_path / "b.csv").write_text(f"text\n{long_text}\n", "utf-8")
    (tmp_path / "README.md").write_text("# no table", "utf-8")
    monkeypatch.setenv(rows.TABLES, str(tmp_path))
    notes = [row[-1] for row in rows.rows(5, "real")]
    first = free.replace("\n", " ")
    assert notes[::2] == [first, f"{first} أيضا", first]
    assert notes[1] == notes[3] == ("word " * 80).strip()


def test_real_tables_that_are_not_there_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(rows.TABLES, str(tmp_path))
    with pytest.raises(SystemExit, match="no table with a column of free texts"):
        list(rows.rows(1, "real"))
    monkeypatch.delenv(rows.TABLES)
    with pytest.raises(SystemExit, match=rows.TABLES):
        list(rows.rows(1, "real"))
