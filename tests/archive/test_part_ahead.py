"""A child process writes the second half of a long table: whoever writes it, the bytes are the same."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from render.long_tables.registers import write_brief

from report.archive import append_pages
from report.archive.judge import judge
from report.archive.objects import ObjectWriter
from report.archive.profiles import CLAIMS, Profile
from report.archive.register_part import Model, TableObjects, middle_of, numbers_of, written_part
from report.building import build, verify
from report.processes import processors
from report.render.long_tables.model import (
    LaidOutRegister,
    LaidOutRow,
    NewStream,
    PageSizes,
    Streams,
)

#: Builds of a brief: by one process, with a child, with a child that ends, and with one that takes too long; the pages
#: are in memory or on disk. The script runs on its own, as a child that is forked here has the locks of the threads of
#: the test run. It prints how often a child has written a part.
SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from report.archive import append_pages, part_ahead
from report.building import build
from report.render.long_tables import page_buffer

folder, parent = Path(sys.argv[1]), os.getpid()
write, append = part_ahead.written_part, part_ahead.PartAhead.append_to
append_pages._PARTED = 6

def written(*arguments):
    if name == "ended":
        os.kill(os.getpid(), signal.SIGKILL)
    elif name == "late":
        time.sleep(600)
    return write(*arguments)

def appended(self, writer):
    pages = append(self, writer)
    print(name, pages is not None)
    return pages

part_ahead.written_part, part_ahead.PartAhead.append_to = written, appended
for name in ("one", "two", "ended", "late", "disk"):
    if name == "late":
        part_ahead._PATIENCE = 0.1
    elif name == "disk":
        part_ahead._PATIENCE, page_buffer._HELD = 60.0, 5_000
    build(folder, folder / f"{name}.pdf", side_process=name != "one")
"""


@pytest.mark.skipif(processors() < 2, reason="one processor")
def test_equal_bytes_whoever_writes_the_second_part(tmp_path: Path) -> None:
    folder = write_brief(
        tmp_path / "brief", 320, careful=True,
        note_of=lambda chance: " ".join(chance.choices(("word", "كلمة", "draft", "12"), k=40)),
    )  # fmt: skip
    command = [sys.executable, "-c", SCRIPT, folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = ["two True", "ended False", "late False", "disk True", ""]
    assert done.stdout.split("\n") == lines
    expected = (folder / "one.pdf").read_bytes()
    for name in ("two", "ended", "late", "disk"):
        assert (folder / f"{name}.pdf").read_bytes() == expected, name


#: Of each page whether its first row began before, how many rows it has, and how many streams.
PAGES = st.lists(
    st.tuples(st.booleans(), st.integers(0, 60), st.integers(0, 3)), min_size=3, max_size=30
)


@given(PAGES, st.integers(1, 9), st.integers(1, 3))
@example([(False, 40, 1)] * 8, 3, 2)
def test_the_numbers_of_a_part_are_known_before_it_is_written(
    pages: list[tuple[bool, int, int]], columns: int, models: int
) -> None:
    sizes, laid_out = PageSizes(), []
    said = (b"(text)",) * columns
    for again, count, streams in pages:
        rows = tuple(LaidOutRow(said, 0, again=again and not row) for row in range(count))
        content: Streams = (*[b"own"] * streams, NewStream(sizes.shared, b"shared"), 0)
        sizes.shared += 1
        sizes.add(streams, rows)
        laid_out.append((content, rows))
    register = LaidOutRegister(
        lambda start, stop: iter(laid_out[start:stop]), sizes, lambda: None,
        (False,) * columns, ("ar",) * columns,
    )  # fmt: skip
    stop = middle_of(sizes, models)
    first_row = sum(sizes.rows[:stop])
    assert stop == len(pages) or (stop >= models and pages[stop][1] and sizes.cells[first_row])
    source = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(source, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with closing(ObjectWriter(source, BytesIO())) as writer:
        models_of = tuple(Model(writer.new(), 1, 1, key, b"") for key in range(models))
        table = TableObjects(
            1, models_of, 9, writer.take(1), 200, writer.take(sizes.shared), 1, b"", (None,) * columns, None,
            b"", tuple(writer.take(columns)),
        )  # fmt: skip
        number = writer.unused
        written_part(writer, table, register, range(stop))
    assert writer.unused - number == numbers_of(sizes, models, range(stop))


@pytest.mark.verapdf
@pytest.mark.parametrize("profile", ["archive", "pdfa-2u", "pdfa-4f"])
def test_pages_in_two_parts_conform(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(append_pages, "_PARTED", 6)
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    path = build(folder, tmp_path / "brief.pdf", profile=profile).path
    for judgement in judge([path], CLAIMS[profile].flavours)[path].values():
        assert judgement.compliant, judgement.rules
    assert verify(path, judge=False).sound
