"""What this machine must have before WeasyPrint can be imported at all."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO

from report.errors import RenderError, first_line
from report.render.engine.sources import check_sources


def check_machine() -> None:
    """Check that WeasyPrint is one that the renderer is written for, and that Pango can be loaded.

    :raises RenderError: ``no-weasyprint``, ``wrong-weasyprint`` or ``no-pango``.
    """
    check_sources()
    try:
        # The module that opens the shared libraries: where they are absent it prints advice of its own and raises.
        with redirect_stdout(StringIO()):
            import report.render.engine.glyphs  # noqa: F401
    except OSError as error:
        raise RenderError.of("no-pango", reason=first_line(error)) from error
