"""Import WeasyPrint, and check what this needs."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from threading import get_ident

from report.errors import RenderError, first_line
from report.render.engine.sources import check_sources

#: The least number of rows of a long table for which a side process pays.
MANY_ROWS = 4_000


def check_machine() -> None:
    """Check that WeasyPrint is a supported version, and that Pango can be loaded.

    :raises RenderError: ``no-weasyprint``, ``wrong-weasyprint`` or ``no-pango``.
    """
    check_sources()
    try:
        # This module opens the shared libraries. If they are missing, it prints advice and raises.
        with redirect_stdout(StringIO()), _file_names_only():
            import report.render.engine.glyphs  # noqa: F401
    except OSError as error:
        raise RenderError.of("no-pango", reason=first_line(error)) from error


def load_cells_ahead() -> None:
    """Load what a side process needs to lay out cells of long tables
    (:mod:`report.render.long_tables.cells_ahead`)."""
    with _file_names_only():
        import report.render.long_tables.cells_ahead  # noqa: F401


@contextmanager
def _file_names_only() -> Iterator[None]:
    """Let this thread find shared libraries by the names of their files alone, while the context
    lasts.

    WeasyPrint tries several names of each library. For a name without a suffix, Python starts
    ldconfig, gcc and ld, which takes an eighth of a second in all. On Linux the name of the file is
    among the names, such as ``libpango-1.0.so.0``, and the system finds it where these programs do.
    """
    if sys.platform != "linux":
        yield
        return
    search, thread = ctypes.util.find_library, get_ident()
    ctypes.util.find_library = lambda name: None if get_ident() == thread else search(name)
    try:
        yield
    finally:
        ctypes.util.find_library = search
