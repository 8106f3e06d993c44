"""The wheel carries all that a build needs: it is installed in an empty environment and used outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from report.inputs import own_digest

ROOT = Path(__file__).parents[2]
BRIEF = "marrakech-2025"

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command as a stranger to this checkout would, and return what it prints."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist of the checkout, and return the folder that it unpacks to."""
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (archive,) = folder.glob("mujaz-*.tar.gz")
    run("tar", "-xzf", archive, cwd=folder)
    return folder / archive.name.removesuffix(".tar.gz")


@pytest.fixture(scope="module")
def wheel(sdist: Path) -> Path:
    """Build the wheel from the unpacked sdist, so that the sdist is proved complete too."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", sdist / "dist", cwd=sdist)
    (file,) = (sdist / "dist").glob("mujaz-*.whl")
    return file


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an empty environment, and return the environment's folder.

    The libraries of the lock are lent from the environment of the tests by a path file, so that nothing is
    fetched. A path file is read in the environment itself only: the one that is there for the editable
    install of this checkout is not.
    """
    folder = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / "bin" / "python"
    offline = ("--no-deps", "--no-index", "--disable-pip-version-check")
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "-q",
        *offline,
        wheel,
        cwd=folder,
    )
    (site,) = folder.glob("lib/python3*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("platlib") + "\n", encoding="utf-8")
    return folder


def files_below(folder: str) -> set[str]:
    """Return the files of the checkout below a folder, as paths relative to that folder."""
    top = ROOT / folder
    return {
        file.relative_to(top).as_posix()
        for file in top.rglob("*")
        if file.is_file()
        and not {"__pycache__", "node_modules"}.intersection(file.parts)
        and not file.name.startswith(".")
    }


def test_the_wheel_holds_the_package_the_templates_the_assets_and_the_briefs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for folder, place in (
        ("report", "report"),
        ("templates", "report/_bundled/templates"),
        ("assets", "report/_bundled/assets"),
        ("data", "report/_bundled/data"),
    ):
        expected = {f"{place}/{name}" for name in files_below(folder)}
        assert expected, folder
        assert expected <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"report"}


def test_the_sdist_holds_the_briefs_the_tests_and_the_set_up(sdist: Path) -> None:
    for folder in ("data", "tests", "requirements", "docs", "benchmarks"):
        missing = [name for name in files_below(folder) if not (sdist / folder / name).is_file()]
        if folder == "tests":
            missing = [name for name in missing if not name.startswith("pages/failed/")]
        assert not missing, folder
    for name in ("Makefile", "README.md", "LICENSE", "CHANGELOG.md", ".ci/run", "pyproject.toml"):
        assert (sdist / name).is_file(), name


def test_the_command_builds_a_brief_outside_the_checkout(environment: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / BRIEF, tmp_path / "brief")
    where = run(
        environment / "bin" / "python", "-c", "import report; print(report.__file__)", cwd=tmp_path
    )
    assert Path(where.strip()).is_relative_to(environment)

    run(environment / "bin" / "mujaz", "build", "brief", "-o", "x.pdf", cwd=tmp_path)

    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as document:
        assert len(document) >= 14
        assert "43" in "".join(page.get_textpage().get_text_range() for page in document)


def test_python_m_report_is_the_same_command(environment: Path, tmp_path: Path) -> None:
    by_name = run(environment / "bin" / "mujaz", "schema", cwd=tmp_path)
    by_module = run(environment / "bin" / "python", "-m", "report", "schema", cwd=tmp_path)
    assert by_name == by_module
    assert by_name.lstrip().startswith("{")


def test_an_installed_wheel_and_the_checkout_have_the_same_digest(
    environment: Path, tmp_path: Path
) -> None:
    """An edition is built again by another installation with equal bytes only when both agree."""
    print_digest = "from report.inputs import own_digest; print(own_digest())"
    installed = run(environment / "bin" / "python", "-c", print_digest, cwd=tmp_path)
    assert installed.strip() == own_digest()
