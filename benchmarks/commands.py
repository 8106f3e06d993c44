"""What each command costs beside the build: ``python benchmarks/commands.py [ROWS ...]``.

A brief with one register is built, and each command reads the PDF, or the brief, in a process of
its own, without cache. Ratios and exponents are of processor time with child processes, which other
work changes less than the time by the clock. The exponents of growth are those of all that a
command takes, and of what it takes beyond a register of one row: what every command costs would
hide it. Prints Markdown.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import rmtree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import Run, bar, growth, run, shown  # noqa: E402
from benchmarks.registers import write_brief, write_rows  # noqa: E402
from benchmarks.rows import TABLES, Kind  # noqa: E402

SIZES = (1_000, 20_000, 100_000)
#: The rows of the register that every command is compared with.
BASE = 1
#: The rows with the free texts of real tables, and the commands that are measured with them.
REAL, OF_REAL = 20_000, ("build", "verify", "verify --no-rebuild", "trace", "rebuild")
#: A command that takes less than this many seconds runs several times.
SHORT, ROUNDS = 5, 5
HEAD = (
    "| command | rows | elapsed (s) | processor (s) | times the build | peak (MiB) |\n"
    "|---|--:|--:|--:|--:|--:|"
)
NO_EXPONENT = (
    "An en dash stands where more rows took no more time, or no more than one row, so that the "
    "growth is less than the noise."
)


@dataclass(frozen=True, slots=True)
class Size:
    """What each command took for a number of rows, by its name."""

    rows: int
    runs: Mapping[str, Run]

    def ratio(self, name: str) -> float:
        """Return how many times the build a command takes."""
        return self.runs[name].processor / self.runs["build"].processor


def write(rows: int, folder: Path, kind: Kind = "zipf") -> None:
    """Write a brief with a register; its words recur as in a real text, or are of a ``kind``."""
    write_rows(folder / "events.csv", rows, kind)
    write_brief(folder, "events.csv")


def write_key(path: Path) -> Mapping[str, str]:
    """Write a key that signs, and its certificate, as PKCS#12; return the environment with its
    passphrase."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12

    key, now, passphrase = rsa.generate_private_key(65537, 2048), datetime.now(UTC), "bench"
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bench")])
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    encryption = serialization.BestAvailableEncryption(passphrase.encode())
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"bench", key, certificate, None, encryption)
    )
    return {**os.environ, "MUJAZ_PASSPHRASE": passphrase}


def commands_of(rows: int, parent: Path, kind: Kind = "zipf") -> Mapping[str, Callable[[], Run]]:
    """Write a brief of ``rows`` rows to a new folder, and return what runs each command for it."""
    folder = parent / "brief"
    folder.mkdir(parents=True)
    write(rows, folder, kind)
    pdf, again, signed, bag, key = (
        parent / name for name in ("a.pdf", "again.pdf", "signed.pdf", "bag", "key.p12")
    )
    environment = write_key(key)
    commands: Mapping[str, Sequence[str | Path]] = {
        "build": ["build", folder, "-o", pdf, "--no-cache"],
        "check": ["check", folder],
        "verify": ["verify", pdf],
        "verify --no-rebuild": ["verify", pdf, "--no-rebuild"],
        "trace": ["trace", pdf, f"HW-{max(1, rows // 2):07}"],
        "rebuild": ["rebuild", pdf, "-o", again],
        "sign": ["sign", pdf, "-o", signed, "--pkcs12", key],
        "bag": ["bag", pdf, "-o", bag],
    }
    mujaz = [sys.executable, "-m", "report"]
    return {
        name: partial(_fresh, [*mujaz, *words], environment, bag)
        for name, words in commands.items()
    }


def _fresh(command: Sequence[str | Path], environment: Mapping[str, str], bag: Path) -> Run:
    """Run a command that may make a bag, whose folder must be new."""
    rmtree(bag, ignore_errors=True)
    return run(command, environment)


def measure(sizes: Sequence[int]) -> list[Size]:
    """Return what each command takes at each size.

    The sizes take turns, so that a slow phase of the machine changes all of them. One build, which
    reads the files of Mujaz from the disk, does not count.
    """
    with tempfile.TemporaryDirectory(prefix="mujaz-bench-") as temporary:
        commands = [commands_of(rows, Path(temporary) / str(rows)) for rows in sizes]
        commands[0]["build"]()
        runs: list[dict[str, Run]] = [{} for _ in sizes]
        for name in commands[0]:
            of_sizes = middle_runs([of_size[name] for of_size in commands])
            for own, taken in zip(runs, of_sizes, strict=True):
                own[name] = taken
    return [Size(rows, own) for rows, own in zip(sizes, runs, strict=True)]


def measure_real() -> Size | None:
    """Return what the commands take that read all glyphs, for free texts of real tables; ``None``
    without these tables."""
    if not os.environ.get(TABLES):
        return None
    with tempfile.TemporaryDirectory(prefix="mujaz-bench-") as temporary:
        commands = commands_of(REAL, Path(temporary) / "real", "real")
        return Size(REAL, {name: commands[name]() for name in OF_REAL})


def middle_runs(run_each: Sequence[Callable[[], Run]]) -> list[Run]:
    """Return the run of each size with the median of processor time, of several if it is short:
    what a short command takes beyond another size would be noise."""
    runs: list[list[Run]] = [[] for _ in run_each]
    for _ in range(ROUNDS):
        for own, run_once in zip(runs, run_each, strict=True):
            if not own or own[0].seconds < SHORT:
                own.append(run_once())
    return [sorted(own, key=lambda taken: taken.processor)[len(own) // 2] for own in runs]


def exponents(base: Size, sizes: Sequence[Size], name: str) -> tuple[float, float, float]:
    """Return the exponents of growth of a command: of all that it takes, from the smallest to the
    largest size; and of what it takes beyond a register of one row, from the smallest and from the
    middle size to the largest."""
    *_, middle, large = sizes
    small = sizes[0]
    least = base.runs[name].processor
    first, between, last = (size.runs[name].processor for size in (small, middle, large))
    whole, shorter = large.rows / small.rows, large.rows / middle.rows
    return (
        grown(first, last, whole),
        grown(first - least, last - least, whole),
        grown(between - least, last - least, shorter),
    )


def grown(small: float, large: float, times: float) -> float:
    """Return the exponent of growth, ``nan`` if more rows took less time: that is noise, not a
    growth that can meet a goal."""
    return math.nan if large < small else growth(small, large, times)


def report_real(size: Size) -> None:
    """Print the table of commands for free texts of real tables, and their figures."""
    print(f"\nThe same for {size.rows:,} rows with the free texts of real tables:\n\n{HEAD}")
    for name in size.runs:
        print(row_of(name, size))
        bar(f"{name.replace(' --', '-')}-real", size.ratio(name))


def row_of(name: str, size: Size) -> str:
    """Return the row of a command in a table."""
    taken = size.runs[name]
    times = f"{taken.seconds:.2f} | {taken.processor:.2f}"
    return f"| `{name}` | {size.rows:,} | {times} | {size.ratio(name):.2f} | {taken.memory:.0f} |"


def report(base: Size, sizes: Sequence[Size]) -> None:
    """Print the table of commands and the exponents, and their figures."""
    print(HEAD)
    for name in base.runs:
        for size in (base, *sizes):
            taken = size.runs[name]
            print(row_of(name, size), flush=True)
            bar(f"{name.replace(' --', '-')}-{size.rows}", size.ratio(name))
            bar(f"seconds-{name.replace(' --', '-')}-{size.rows}", taken.processor)
            bar(f"elapsed-{name.replace(' --', '-')}-{size.rows}", taken.seconds)
    if len(sizes) < 2:
        return
    rows = [f"{size.rows:,}" for size in sizes]
    print(f"\n| command | from {rows[0]} to {rows[-1]} | beyond one row | from {rows[-2]} |")
    print("|---|--:|--:|--:|")
    for name in base.runs:
        short = name.replace(" --", "-")
        whole, beyond, later = exponents(base, sizes, name)
        print(f"| `{name}` | {shown(whole)} | {shown(beyond)} | {shown(later)} |")
        bar(f"growth-{short}", whole)
        bar(f"growth-beyond-{short}", beyond)
        bar(f"growth-later-{short}", later)
    print(f"\n{NO_EXPONENT}")


def main(sizes: Sequence[int]) -> None:
    """Measure the commands at each size and print the report."""
    base, *measured = measure([BASE, *sizes])
    report(base, measured)
    real = measure_real()
    if real is not None:
        report_real(real)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=SIZES)
    main(parser.parse_args().rows)
