"""Builds of a process that follow edits have the bytes of builds by new processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from report.building import build
from report.render.engine import shared_fonts

ROOT = Path(__file__).parents[1]
BRIEF = ROOT / "tests/document/brief"
#: The edits in their order: a file, a text in it, and the new text; a missing file is written.
EDITS = (
    ("text/summary.md", "سُجل خلال الشهر", "سُجل خلال هذا الشهر"),
    ("incidents.csv", "طنجة", "وجدة"),
    ("brief.toml", "حوادث يناير", "حوادث شهر يناير"),
    ("templates/css/tokens.css", ":root {}", ":root { --accent: #0b5d38; }"),
)


def built_alone(folder: Path, output: Path) -> bytes:
    """Build by the command, in a new process."""
    options = ("-o", str(output), "--no-cache", "--quiet")
    command = (sys.executable, "-m", "report", "build", str(folder), *options)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return output.read_bytes()


@pytest.mark.usefixtures("second_document")
def test_builds_after_edits_have_the_bytes_of_new_processes(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BRIEF, tmp_path / "brief"))
    output, alone = tmp_path / "warm.pdf", tmp_path / "alone.pdf"
    build(folder, output)
    last = output.read_bytes()
    for file, old, new in EDITS:
        place = folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        text = place.read_text("utf-8") if place.is_file() else old
        assert old in text
        place.write_text(text.replace(old, new, 1), "utf-8")
        build(folder, output)
        spare = shared_fonts._PROCESS.spare
        assert spare is not None
        assert spare.documents > 1
        assert output.read_bytes() != last
        last = output.read_bytes()
        assert built_alone(folder, alone) == last, file
