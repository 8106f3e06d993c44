"""The command ``mujaz``: it parses, calls one function of the public API, and prints."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import NoReturn

#: The commands of Mujaz, in the order of the help; :mod:`report.command.kind` says what a command
#: is.
COMMANDS = {
    "build": "report.command.build:BUILD",
    "check": "report.command.check:CHECK",
    "gallery": "report.command.gallery:GALLERY",
    "schema": "report.command.schema:SCHEMA",
    "table-schema": "report.command.schema:TABLE_SCHEMA",
    "rebuild": "report.command.rebuild:REBUILD",
    "bag": "report.command.bag:BAG",
    "batch": "report.command.batch:BATCH",
    "sign": "report.command.sign:SIGN",
    "trace": "report.command.trace:TRACE",
    "verify": "report.command.verify:VERIFY",
}


def main() -> NoReturn:
    """Run the command with the arguments of the process."""
    from report.processes import COLLECTIONS

    # This saves a sixteenth of the processor time of a build.
    gc.set_threshold(*COLLECTIONS)
    from report.command.app import run

    _end(run(sys.argv[1:], supervised=True))


def _end(code: int) -> NoReturn:
    """End this process.

    What is to run at the end runs, and the output is written. Python would then look for cycles in
    all that was built, and take its modules apart: a tenth of the time of a build.
    """
    gc.freeze()
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # Python reports what cannot be written
        sys.exit(code)
    os._exit(code)
