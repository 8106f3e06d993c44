"""The command ``mujaz``: it parses, calls one function of the public API, and prints."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command with the arguments of the process."""
    from report.command.app import run

    code = run(sys.argv[1:], supervised=True)
    # Python would look for cycles in all that was built before it goes: a tenth of the time of a build.
    gc.freeze()
    sys.exit(code)
