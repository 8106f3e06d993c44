"""Test Mujaz with random inputs, hostile PDFs, damaged files, killed processes and full disks, and
count the results.

``python benchmarks/reliability.py`` writes ``docs/reliability.md``; ``--times N`` runs N times as
many tests. Everything follows from one seed, except for the moments at which processes are killed.
Each command runs in its own process, two at a time.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

if __name__ == "__main__":  # as a script its own folder is on the path, and the project is not
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.hostile_pdfs import CHANGES, RAW, hostile
from report.messages import message

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]
BRIEF = ROOT / "tests" / "document" / "brief"
PAGE = ROOT / "docs" / "reliability.md"
SEED = 15
#: Seconds and MiB that a command may take with a hostile PDF, and seconds after which any command
#: is stopped.
SECONDS, MEMORY, PATIENCE = 90, 1500, 600
#: The result of a command that ended in a way that it should not, by the rule of its message.
_BAD = {
    "fault": "a fault of Mujaz",
    "process-ended": "the process crashed",
    "bound-time": "stopped at the bound of time",
    "bound-memory": "stopped at the bound of memory",
}
#: Makes, builds and verifies a random brief in one process; the number is its seed.
_RANDOM_BRIEF = """
import sys
from pathlib import Path
from archive.random_briefs import random_brief
from report.building import build, verify
from report.errors import MujazError
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
brief = random_brief(folder / f"brief-{seed}", seed)
try:
    path = build(brief.folder, folder / f"{seed}.pdf").path
except MujazError as error:
    print("stopped: " + ", ".join(sorted({one.rule for one in error.findings})))
else:
    checks = verify(path, judge=False).checks
    rules = sorted({one.rule for check in checks for one in check.findings})
    print("built and verified" if not rules else "built, but verify finds " + ", ".join(rules))
"""
#: Runs a command that can write no file larger than its first argument, in bytes.
_ON_A_FULL_DISK = (
    "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2);"
    "from report.command import main; main()"
)
_CELLS = (
    "", " ", "فاس", "الدار البيضاء", "3", "-4,5", "1.234,50", "٣٤٥", "2026-01-05", "5/1/2026",
    "نعم", "#REF!", "NaN", "1e400", "=1+1", '"', "a;b", "a,b", "a\tb", "سطر\nآخر", "???", "\ufffd",
    "🕌", "ﷲ", "\u202eabc", "المجموع", "<b>&amp;</b>", "{{ 1 }}", "0" * 40, "س" * 500, "x" * 5000,
    "12 ألف", "24/27 نونبر", "\x00", "\x1b[2J",
)  # fmt: skip


def command(*words: object) -> list[str]:
    """Return the words that start ``mujaz`` with English messages."""
    return [sys.executable, "-m", "report", "--lang", "en", *map(str, words)]


def outcome(code: int | None, said: str) -> str:
    """Return the result of a command, from its exit code (``None`` if it did not end) and its
    standard error."""
    if code is None:
        return "no end in time"
    if "Traceback" in said:
        return "a traceback"
    for rule, bad in _BAD.items():
        begins, _, rest = message(rule, "en").what.partition("{")
        if begins in said and rest.rpartition("}")[2].strip(" ).") in said:
            return bad
    return {0: "done", 1: "reported"}.get(code, f"exit code {code}")


def run(*words: object, script: str | None = None, tests: bool = False) -> tuple[str, str]:
    """Run a command, or a Python script with arguments; return its result and its output.

    The error output of an unexpected result is printed, with the arguments.
    """
    start = command(*words) if script is None else [sys.executable, "-c", script, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")} if tests else None
    try:
        done = subprocess.run(
            start, capture_output=True, text=True, errors="replace", check=False, cwd=ROOT,
            timeout=PATIENCE, env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return outcome(None, ""), ""
    ended = outcome(done.returncode, done.stderr)
    if ended not in ("done", "reported"):
        print(f"{ended}: {words}\n{done.stderr[-2000:]}", file=sys.stderr)
    return ended, done.stdout


def together(work: Callable[[T], str], items: Iterable[T]) -> Counter[str]:
    """Apply a function to every item, two at a time, and count the results."""
    with ThreadPoolExecutor(2) as pool:
        return Counter(pool.map(work, items))


def random_briefs(folder: Path, seed: int, count: int) -> Counter[str]:
    """Make random briefs, build them, and verify the PDFs."""

    def job(number: int) -> str:
        ended, said = run(folder, number, script=_RANDOM_BRIEF, tests=True)
        return said.strip() if ended == "done" else ended

    return together(job, range(seed * 1000, seed * 1000 + count))


def random_tables(folder: Path, seed: int, count: int) -> Counter[str]:
    """Make tables of odd cells in any delimiter and encoding, and check a brief of each."""
    briefs = [
        _table_brief(folder / f"table-{index}", random.Random(f"{seed} {index}"))
        for index in range(count)
    ]
    return together(_checked, briefs)


def _checked(brief: Path) -> str:
    return run("check", brief)[0]


def _table_brief(folder: Path, chance: random.Random) -> Path:
    folder.mkdir()
    width, height = chance.randint(1, 7), chance.choice([0, 1, 5, 40])
    table = io.StringIO()
    writer = csv.writer(
        table, delimiter=chance.choice(",;\t|"), lineterminator=chance.choice(["\n", "\r\n"])
    )
    writer.writerow(["اسم", *(chance.choice(_CELLS) for _ in range(width - 1))])
    for _ in range(height):
        ragged = width + chance.choice([0] * 30 + [-1, 1])
        writer.writerow([chance.choice(_CELLS) for _ in range(ragged)])
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1256", "cp720", "latin-1"])
    (folder / "t.csv").write_bytes(table.getvalue().encode(encoding, "replace"))
    (folder / "brief.toml").write_text(
        '[brief]\ntitle = "جداول"\nperiod = "2026"\nissued = 2026-02-01\nreference = "م/1"\nissuer '
        '= "إدارة"\nclassification = "عام"\n[tables.t]\nsource = "t.csv"\nlabel = '
        '"جدول"\n[[sections]]\ntitle = "قسم"\n[[sections.blocks]]\nregister = "t"\ncolumns = '
        '["اسم"]\ncaption = "سجل"\n',
        "utf-8",
    )  # fmt: skip
    return folder


def damaged_tables(folder: Path, seed: int, count: int) -> Counter[str]:
    """Change random bytes of a table, and check the brief."""
    return _damaged(folder, seed, count, "incidents.csv")


def damaged_briefs(folder: Path, seed: int, count: int) -> Counter[str]:
    """Change random bytes of ``brief.toml``, and check the brief."""
    return _damaged(folder, seed, count, "brief.toml")


def _damaged(folder: Path, seed: int, count: int, file: str) -> Counter[str]:
    chance, briefs = random.Random(seed), []
    for index in range(count):
        brief = Path(shutil.copytree(BRIEF, folder / f"brief-{index}"))
        data = bytearray((brief / file).read_bytes())
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (brief / file).write_bytes(data)
        briefs.append(brief)
    return together(_checked, briefs)


def hostile_pdfs(folder: Path, seed: int, count: int) -> Counter[str]:
    """Give PDFs of every hostile kind to each command that reads one; ``count`` is of each kind and
    command."""
    data, key = _edition(folder).read_bytes(), _key(folder)
    bounds = (f"--max-seconds={SECONDS}", f"--max-memory={MEMORY}")
    jobs: list[tuple[object, ...]] = []
    for index, kind in enumerate([*CHANGES, *RAW] * count):
        file, new = folder / f"{index}.pdf", folder / f"out-{index}"
        file.write_bytes(hostile(kind, data, seed + index))
        jobs += [
            ("verify", file, *bounds), ("trace", file, "2", *bounds),
            ("rebuild", file, "-o", f"{new}.pdf", *bounds),
            ("bag", file, "-o", f"{new}-bag", *bounds),
            ("sign", file, "-o", f"{new}-signed.pdf", "--pkcs12", key, *bounds),
        ]  # fmt: skip
    return together(lambda words: f"`{words[0]}` {run(*words)[0]}", jobs)


def _key(folder: Path) -> Path:
    """Write a key with a certificate that it signed itself, without a passphrase."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "A B")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(9))
    certificate = builder.sign(key, hashes.SHA256())
    path = folder / "key.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"a", key, certificate, None, NoEncryption())
    )
    return path


def changed_bytes(folder: Path, seed: int, count: int) -> Counter[str]:
    """Change one random byte of an edition, and verify it; this must fail."""
    chance = random.Random(seed)
    jobs: list[Path] = []
    whole = _edition(folder).read_bytes()
    for number in range(count):
        index, file = chance.randrange(len(whole)), folder / f"changed-{number}.pdf"
        file.write_bytes(whole[:index] + bytes([whole[index] ^ 1]) + whole[index + 1 :])
        jobs.append(file)
    return together(lambda file: run("verify", file, "--no-rebuild")[0], jobs)


def kills(folder: Path, seed: int, count: int) -> Counter[str]:
    """Kill a build at a random moment. The old file stays unchanged, and the next run leaves no
    temporary folder."""
    target = _edition(folder)
    old = target.read_bytes()
    words = command("build", BRIEF, "-o", target, "--no-cache", "-q")

    def state() -> str:
        return "the old file unchanged" if target.read_bytes() == old else "the old file damaged"

    return _killed(folder, random.Random(seed), count, words, state)


def killed_bags(folder: Path, seed: int, count: int) -> Counter[str]:
    """Kill a bag while it is made. There is a complete bag or none, and the next run makes it."""
    from bagit import Bag  # type: ignore[import-untyped]

    edition, target = _edition(folder), folder / "out" / "bag"
    words = command("bag", edition, "-o", target)

    def state() -> str:
        if target.exists():
            outcomes = "a complete bag" if Bag(str(target)).is_valid() else "a partial bag"
            shutil.rmtree(target)
            return outcomes
        ended, _ = run("bag", edition, "-o", target)
        left = [path for path in target.parent.iterdir() if path != target]
        shutil.rmtree(target, ignore_errors=True)
        bag = (
            "no bag, and the next run makes it"
            if ended == "done"
            else "no bag, nor by the next run"
        )
        return bag if not left else "a partial bag left"

    return _killed(folder, random.Random(seed), count, words, state)


def _killed(
    folder: Path, chance: random.Random, count: int, words: list[str], state: Callable[[], str]
) -> Counter[str]:
    """Start a command, stop it at a random moment, and count the states, then the remaining
    temporary folders."""
    outcome, scratch = Counter[str](), folder / "temporary"
    scratch.mkdir()
    environment = {**os.environ, "TMPDIR": str(scratch)}
    for _ in range(count):
        process = subprocess.Popen(
            words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, 4.0))
        process.send_signal(chance.choice([signal.SIGINT, signal.SIGTERM, signal.SIGKILL]))
        process.wait()
        outcome[state()] += 1
    time.sleep(1)
    subprocess.run(
        command("check", BRIEF), cwd=ROOT, env=environment, capture_output=True, check=False
    )
    outcome["temporary folders left"] += len(list(scratch.iterdir()))
    return outcome


def full_disks(folder: Path, seed: int, count: int) -> Counter[str]:
    """Limit the size of files to a random value during a build. The old file stays unchanged."""
    chance, outcomes = random.Random(seed), Counter[str]()
    target = _edition(folder)
    old = target.read_bytes()
    for _ in range(count):
        words = ("build", BRIEF, "-o", target, "--no-cache", "-q")
        outcomes[run(chance.randrange(len(old)), *words, script=_ON_A_FULL_DISK)[0]] += 1
        outcomes[
            "the old file unchanged" if target.read_bytes() == old else "the old file damaged"
        ] += 1
    return outcomes


def _edition(folder: Path) -> Path:
    target = folder / "edition.pdf"
    if not target.exists():
        subprocess.run(command("build", BRIEF, "-o", target, "-q"), check=True, cwd=ROOT)
    return target


Part = Callable[[Path, int, int], Counter[str]]
#: The tests, with their count; for hostile PDFs, the count for each kind and command.
PARTS: dict[str, tuple[Part, int]] = {
    "random briefs, built and verified": (random_briefs, 6),
    "tables of odd cells, `check`": (random_tables, 20),
    "tables with damaged bytes, `check`": (damaged_tables, 12),
    "`brief.toml` with damaged bytes, `check`": (damaged_briefs, 12),
    "hostile PDFs, with each command that reads one": (hostile_pdfs, 1),
    "editions with one changed byte, `verify`": (changed_bytes, 8),
    "builds killed at a random moment": (kills, 8),
    "bags killed at a random moment": (killed_bags, 8),
    "builds on a full disk": (full_disks, 4),
}


def table(groups: dict[str, tuple[Part, int]], times: int) -> Iterable[str]:
    """Run each test, and yield its row of the table."""
    for name, (group, count) in groups.items():
        with tempfile.TemporaryDirectory() as folder:
            outcomes = group(Path(folder), SEED, count * times)
        reported = "; ".join(f"{what}: {number}" for what, number in sorted(outcomes.items()))
        kinds = len({*CHANGES, *RAW}) if group is hostile_pdfs else 1
        tried = f"{kinds} kinds × {count * times}" if kinds > 1 else str(count * times)
        yield f"| {name} | {tried} | {reported} |"


def page(rows: Iterable[str], times: int) -> str:
    """Return the page with the table."""
    kinds = ", ".join([*CHANGES, *RAW])
    lines = ["# Reliability", "",
             ("How Mujaz behaves with random inputs, hostile PDFs, damaged files, killed processes "
             "and full disks."),
             f"`make reliability` writes this page (seed {SEED}, `--times {times}`).", "",
             "| test | runs | results |", "|---|---|---|", *rows, "",
             ("*Reported* is exit code 1 with findings; *done* is exit code 0. A traceback, a "
             "crash, a fault of Mujaz or a reached bound would be a result of its own."),
             f"For a hostile PDF, a command has {SECONDS} seconds and {MEMORY} MiB.", "",
             f"Kinds of hostile PDFs: {kinds}."]  # fmt: skip
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run every test, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1)
    times = parser.parse_args().times
    rows = []
    for row in table(PARTS, times):
        print(row, flush=True)
        rows.append(row)
    PAGE.write_text(page(rows, times), "utf-8")


if __name__ == "__main__":
    main()
