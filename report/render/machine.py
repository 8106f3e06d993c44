"""Check the prerequisites of importing WeasyPrint."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO

from report.errors import RenderError, first_line
from report.render.engine.sources import check_sources


def check_machine() -> None:
    """Check that WeasyPrint is a supported version, and that Pango can be loaded.

    :raises RenderError: ``no-weasyprint``, ``wrong-weasyprint`` or ``no-pango``.
    """
    check_sources()
    try:
        # This module opens the shared libraries. If they are missing, it prints advice and raises.
        with redirect_stdout(StringIO()):
            import report.render.engine.glyphs  # noqa: F401
    except OSError as error:
        raise RenderError.of("no-pango", reason=first_line(error)) from error
