"""The table in Chromium: the HTML that plain WeasyPrint gets, printed to PDF without a window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers.common import Table, main, program
from benchmarks.peers.plain_weasyprint import page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def command(browser: str, folder: Path, path: Path) -> list[str]:
    """Return the command line that prints ``table.html`` in ``folder``, with its own profile
    there."""
    return [
        browser,
        "--headless",
        "--disable-gpu",
        # The fonts are in files beside the page's.
        "--allow-file-access-from-files",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}",
        # The sandbox refuses to be started by the root of a container.
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        f"--print-to-pdf={path.resolve()}",
        (folder / "table.html").as_uri(),
    ]


def write(table: Table, path: Path) -> None:
    """Write the PDF.

    :raises subprocess.CalledProcessError: when the browser fails, or writes nothing.
    """
    browser = program(PROGRAMS)
    if browser is None:
        sys.exit("Chromium is not installed.")
    with TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        (folder / "table.html").write_text(page(table), "utf-8")
        line = command(browser, folder, path)
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not path.is_file():
            raise subprocess.CalledProcessError(0, line)


if __name__ == "__main__":
    main(write)
