"""The command ``mujaz``: it parses, calls one function of the public API, and prints."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command with the arguments of the process."""
    from report.command.app import run

    sys.exit(run(sys.argv[1:]))
