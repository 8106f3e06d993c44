"""Where the files that come with Mujaz stand: in a checkout at its top, in an installed wheel
inside the package.

In both, templates and assets are side by side, so that a style sheet may refer to both.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def package() -> Path:
    """Return the folder of the Python package."""
    return _PACKAGE


def assets() -> Path:
    """Return the folder of fonts, colour profiles, outlines and ornaments.

    :raises FileNotFoundError: when neither place has it, which is a broken installation.
    """
    return _find("assets")


def templates() -> Path:
    """Return the folder of Jinja templates and style sheets.

    :raises FileNotFoundError: when neither place has it, which is a broken installation.
    """
    return _find("templates")


def data() -> Path:
    """Return the folder of the briefs that come with Mujaz.

    :raises FileNotFoundError: when neither place has it, which is a broken installation.
    """
    return _find("data")


def _find(name: str) -> Path:
    for folder in (_PACKAGE / "_bundled" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"Mujaz is installed without its {name}: {_PACKAGE / '_bundled' / name}"
    )
