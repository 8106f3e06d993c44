"""Which libraries a command loads: none that its work does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.small import make

ROOT = Path(__file__).parents[2]
#: Libraries that one kind of table, chart, file or command needs, and no other.
RARE = [
    "bagit", "calamine", "cryptography", "dask", "distributed", "duckdb", "hijridate",
    "hypothesis", "mpl_toolkits", "openpyxl", "packaging.requirements", "pandera", "pyhanko",
    "pyproj", "python_calamine", "requests", "rich", "scipy", "shapely", "sqlalchemy", "tomlkit",
    "typeguard",
]  # fmt: skip
PAGES = ["fontTools", "lxml", "pikepdf", "PIL", "pypdfium2", "weasyprint"]


@pytest.fixture
def table_brief(tmp_path: Path) -> Path:
    """Return the folder of the small brief of the benches: a table, prose and no chart."""
    return make(tmp_path / "table", chart=False)


def loaded(names: list[str], *arguments: str | Path) -> list[str]:
    """Return which modules of some names a command has loaded at its end."""
    code = (
        "import sys; from report.command.app import run; code = run(sys.argv[2:]); "
        "print(*[name for name in sys.argv[1].split() if name in sys.modules]); sys.exit(code)"
    )
    command = [sys.executable, "-c", code, " ".join(names), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()


@pytest.mark.slow
def test_a_build_of_a_table_loads_no_library_that_another_kind_needs(table_brief: Path) -> None:
    output = table_brief / "table.pdf"
    sought = [*RARE, "matplotlib", "weasyprint"]
    assert loaded(sought, "build", table_brief, "-o", output, "--no-cache") == ["weasyprint"]


@pytest.mark.slow
def test_a_check_loads_nothing_that_sets_pages_or_draws(table_brief: Path) -> None:
    sought = [*RARE, *PAGES, "matplotlib", "pandas"]
    assert loaded(sought, "check", table_brief) == ["pandas"]


@pytest.mark.slow
def test_a_cell_that_fails_is_reported_by_the_library_of_checks(table_brief: Path) -> None:
    table = table_brief / "incidents.csv"
    rows = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([*rows, rows[-1]]) + "\n", "utf-8")
    with pytest.raises(subprocess.CalledProcessError) as failure:
        loaded(["pandera"], "check", table_brief)
    assert "pandera" in failure.value.stdout.splitlines()[-1]
