"""What comes of damaged inputs, kills and full disks: each part is tried with a seed, and counted into a table.

``python benchmarks/reliability.py`` writes ``docs/reliability.md``; ``--times N`` tries N times as much.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BRIEF = ROOT / "tests" / "document" / "brief"
PAGE = ROOT / "docs" / "reliability.md"
SEED = 15


def _mujaz(folder: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "report", *map(str, words)]


def _ended(done: subprocess.CompletedProcess[str]) -> str:
    if "Traceback" in done.stderr:
        return "a traceback"
    return {0: "done", 1: "told in words"}.get(done.returncode, f"exit code {done.returncode}")


def _run(folder: Path, *words: object) -> str:
    return _ended(
        subprocess.run(
            _mujaz(folder, *words), capture_output=True, text=True, check=False, cwd=ROOT
        )
    )


def damaged_tables(folder: Path, seed: int, count: int) -> Counter[str]:
    """Change bytes of a table anywhere, and check the brief."""
    chance, found = random.Random(seed), Counter[str]()
    for at in range(count):
        brief = Path(shutil.copytree(BRIEF, folder / f"table-{at}"))
        _damage(brief / "incidents.csv", chance)
        found[_run(folder, "check", brief)] += 1
    return found


def damaged_briefs(folder: Path, seed: int, count: int) -> Counter[str]:
    """Change bytes of ``brief.toml`` anywhere, and check the brief."""
    chance, found = random.Random(seed), Counter[str]()
    for at in range(count):
        brief = Path(shutil.copytree(BRIEF, folder / f"brief-{at}"))
        _damage(brief / "brief.toml", chance)
        found[_run(folder, "check", brief)] += 1
    return found


def changed_bytes(folder: Path, seed: int, count: int) -> Counter[str]:
    """Change one byte of an edition anywhere, and verify it; it is to fail."""
    chance, found = random.Random(seed), Counter[str]()
    whole = _edition(folder).read_bytes()
    for _ in range(count):
        at = chance.randrange(len(whole))
        (folder / "changed.pdf").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        found[_run(folder, "verify", folder / "changed.pdf")] += 1
    return found


def kills(folder: Path, seed: int, count: int) -> Counter[str]:
    """Kill a build at any moment; what stood there stays whole, and the next run leaves no temporary folder."""
    chance, found = random.Random(seed), Counter[str]()
    target = _edition(folder)
    old = target.read_bytes()
    scratch = folder / "temporary"
    scratch.mkdir()
    environment = {**os.environ, "TMPDIR": str(scratch)}
    for _ in range(count):
        command = _mujaz(folder, "build", BRIEF, "-o", target, "--no-cache", "-q")
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 3.0))
        process.send_signal(chance.choice([signal.SIGINT, signal.SIGTERM, signal.SIGKILL]))
        process.wait()
        found["the old file whole" if target.read_bytes() == old else "the old file damaged"] += 1
    time.sleep(1)
    subprocess.run(
        _mujaz(folder, "check", BRIEF), cwd=ROOT, env=environment, capture_output=True, check=False
    )
    found["temporary folders left"] += len(list(scratch.iterdir()))
    return found


def full_disks(folder: Path, seed: int, count: int) -> Counter[str]:
    """Let no file grow beyond a size, at any of which a build may be; what stood there stays whole."""
    chance, found = random.Random(seed), Counter[str]()
    target = _edition(folder)
    old = target.read_bytes()
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2);"
        "from report.command import main; main()"
    )
    for _ in range(count):
        words = ["build", str(BRIEF), "-o", str(target), "--no-cache", "-q"]
        command = [sys.executable, "-c", script, str(chance.randrange(len(old))), *words]
        found[
            _ended(subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT))
        ] += 1
        found["the old file whole" if target.read_bytes() == old else "the old file damaged"] += 1
    return found


def _edition(folder: Path) -> Path:
    target = folder / "edition.pdf"
    if not target.exists():
        subprocess.run(_mujaz(folder, "build", BRIEF, "-o", target, "-q"), check=True, cwd=ROOT)
    return target


def _damage(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    file.write_bytes(data)


Part = Callable[[Path, int, int], Counter[str]]
PARTS: dict[str, tuple[Part, int]] = {
    "tables with damaged bytes, `check`": (damaged_tables, 12),
    "`brief.toml` with damaged bytes, `check`": (damaged_briefs, 12),
    "editions with one changed byte, `verify`": (changed_bytes, 6),
    "builds killed at any moment": (kills, 8),
    "builds on a full disk": (full_disks, 3),
}


def main() -> None:
    """Try every part, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1)
    times = parser.parse_args().times
    lines = ["# What comes of damage, kills and full disks", "",
             f"Made by `benchmarks/reliability.py`, seed {SEED}, `--times {times}`.", "",
             "| tried | times | what came of it |", "|---|---|---|"]  # fmt: skip
    for name, (part, count) in PARTS.items():
        with tempfile.TemporaryDirectory() as folder:
            found = part(Path(folder), SEED, count * times)
        told = "; ".join(f"{what}: {number}" for what, number in sorted(found.items()))
        lines.append(f"| {name} | {count * times} | {told} |")
        print(lines[-1], flush=True)
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
