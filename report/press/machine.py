"""What this machine must have before WeasyPrint can be imported at all."""

from __future__ import annotations

from contextlib import redirect_stdout
from importlib import metadata
from io import StringIO

from report.errors import PressError

#: The one release whose drawing of text :mod:`report.press.text_layer` replaces.
WEASYPRINT = "70.0"


def check_machine() -> None:
    """Check that WeasyPrint is the release that the press is written for, and that Pango can be loaded.

    :raises PressError: ``wrong-weasyprint`` or ``no-pango``.
    """
    try:
        found = metadata.version("weasyprint")
    except metadata.PackageNotFoundError:
        found = "-"
    if found != WEASYPRINT:
        raise PressError.of("wrong-weasyprint", found=found, wanted=WEASYPRINT)
    try:
        # The module that opens the shared libraries: where they are absent it prints advice of its own and raises.
        with redirect_stdout(StringIO()):
            import report.press.engine.glyphs  # noqa: F401
    except OSError as error:
        raise PressError.of("no-pango", reason=str(error).splitlines()[0]) from error
